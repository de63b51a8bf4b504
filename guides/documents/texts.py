"""Which text of the site a document is for."""

from django.db import transaction
from django.utils.text import slugify

from guides.fileformat.document import GuideDocument, TextReference
from texts.languages import known
from texts.models import Author, Authorship, Text


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
    stem = document.text if isinstance(document.text, str) else slugify(title, allow_unicode=True)[:110] or "text"
    taken = set(Text.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug = next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 999))) if slug not in taken)
    text = Text.objects.create(
        title=title[:1].upper() + title[1:],
        slug=slug,
        written_from=reference.year,
        language=known(document.language) if document.language else "en",
        created_by=by,
    )
    for position, name in enumerate(reference.authors):
        Authorship.objects.create(text=text, author=_author(name[:200]), position=position)
    return text


def _author(name: str) -> Author:
    found = Author.objects.filter(name__iexact=name).first()
    if found:
        return found
    first, _space, last = name.rpartition(" ")
    stem = slugify(name, allow_unicode=True)[:110] or "author"
    taken = set(Author.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug = next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 999))) if slug not in taken)
    return Author.objects.create(name=name, sort_name=f"{last}, {first}" if first else name, slug=slug)
