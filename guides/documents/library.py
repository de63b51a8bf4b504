"""Into the library: from a file on disk to a guide and the text it is for; published, copied."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from guides.completeness import faults
from guides.documents.from_rows import document_of, public_edition
from guides.documents.to_rows import write_guide
from guides.fileformat.document import FormatError, GuideDocument, Parsed, Problem, TextReference
from guides.fileformat.reading import read_guide
from guides.fileformat.write import write
from guides.models import Guide, Release
from texts.languages import known
from texts.library import author_named
from texts.models import Authorship, Text
from texts.naming import address, free_address


@dataclass
class Imported:
    guide: Guide
    is_new: bool
    notices: list[Problem] = field(default_factory=list)


def read_file(path: Path) -> Parsed:
    """Raises FormatError, also when the file cannot be read at all."""
    try:
        return read_guide(path.read_bytes(), path.name)
    except OSError as error:
        raise FormatError([Problem(0, _("The file cannot be read: %(cause)s.") % {"cause": error.strerror})]) from error


@transaction.atomic
def import_parsed(parsed: Parsed, by=None, stem: str = "", text: Text | None = None) -> Imported:
    """Make the guide, or bring the one of the same address in line; a text that is not there is made, unpublished.

    Raises FormatError; PermissionDenied if `by` may not edit the guide that is there. Without `by` everything may be.
    """
    document, notices, is_named = parsed.document, list(parsed.warnings), bool(parsed.document.slug)
    document.slug = address_of(document, stem)
    guide = Guide.objects.filter(slug=document.slug).first()
    if guide and by and not guide.is_editable_by(by):
        raise PermissionDenied(_("%(name)s is not an editor of “%(guide)s”.") % {"name": by, "guide": guide})
    text = text or find_text(document)
    if guide and not text and document.text is None and document.title == guide.title:
        text = guide.text  # the file says nothing of it, an organizer has chosen it
    if guide and not is_named and text != guide.text:
        words = _("“%(slug)s” is a guide to another text already; write “slug: …” into the file.")
        raise FormatError([Problem(1, words % {"slug": document.slug})])
    if text is None:
        text = make_text(document, by)
        notices.append(Problem(0, _("The text “%(text)s” was not here; it was made, unpublished.") % {"text": text}))
    is_new = guide is None
    guide = write_guide(document, text, by, guide, notices)
    return Imported(guide, is_new, notices)


def address_of(document: GuideDocument, stem: str = "") -> str:
    """As the file says; else the name of the file; else, of what was pasted, the title."""
    return document.slug or address(stem, fallback="") or address(document.title, fallback="")


def reference_of(document: GuideDocument) -> TextReference:
    """What the file says of its text; a file that says nothing is for a text of its own title."""
    if isinstance(document.text, TextReference):
        return document.text
    return TextReference((document.text or document.title).replace("-", " ") if document.text else document.title)


def find_text(document: GuideDocument) -> Text | None:
    """By its address, else by its title; among several of one title the one whose author the file names."""
    if isinstance(document.text, str):
        found = Text.objects.filter(slug=document.text).first()
        if found:
            return found
    reference = reference_of(document)
    named = list(Text.objects.filter(title__iexact=reference.title).with_authors())
    wanted = {author.casefold() for author in reference.authors}
    by_author = [text for text in named if wanted & {name.casefold() for name in text.author_line.split(", ")}]
    return next(iter(by_author or named), None)


@transaction.atomic
def make_text(document: GuideDocument, by) -> Text:
    """A text that is only named: without chapters, not published."""
    reference = reference_of(document)
    title = reference.title[:300]
    named = document.text if isinstance(document.text, str) else title
    text = Text.objects.create(
        title=title[:1].upper() + title[1:],
        slug=free_address(Text.objects, named, "text"),
        written_from=reference.year,
        language=known(document.language) if document.language else "en",
        created_by=by,
    )
    for position, name in enumerate(reference.authors):
        Authorship.objects.create(text=text, author=author_named(name), position=position)
    return text


def publish(guide: Guide, by, note: str) -> Release:
    """Release the guide as it stands. Raises ValidationError, with every reason, if something forbids it."""
    if reasons := [*guide.obstacles(), *faults(guide)]:
        raise ValidationError(reasons)
    return guide.publish(by, note, write(document_of(guide)))


def publish_due() -> dict[Guide, list[str]]:
    """Publish what was set for a moment that has passed. The reasons why each could not come out, if there are any."""
    return {guide: _publish_due(guide) for guide in Guide.objects.due()}


@transaction.atomic
def _publish_due(guide: Guide) -> list[str]:
    """It waits until somebody mends what is wrong; two workers do not publish it twice."""
    due = (
        Guide.objects.due()
        .select_for_update(of=("self",))
        .select_related("publish_by", "text")
        .filter(pk=guide.pk)
        .first()
    )
    if due is None:
        return []
    try:
        publish(due, due.publish_by, due.publish_note)
    except ValidationError as error:
        return error.messages
    return []


@transaction.atomic
def fork(guide: Guide, by) -> Guide:
    """A draft of one's own, made from a guide that is in the library; its origin is named."""
    if not guide.is_published:
        raise ValidationError(_("Only a published guide can be copied."))
    document = document_of(guide) if guide.is_editable_by(by) else public_edition(document_of(guide))
    document.slug = document.derived_from = ""
    copy = write_guide(document, guide.text, by)
    copy.derived_from, copy.derived_release = guide, guide.releases.first()
    copy.save(update_fields=["derived_from", "derived_release"])
    return copy
