"""What stands on a topic: texts and guides alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.utils.translation import gettext as _
from taggit.models import Tag, TaggedItem

from guides.models import Guide
from texts.models import Authorship, Text

MOST_RELATED = 6


@dataclass(frozen=True)
class Entry:
    kind: str
    title: str
    url: str
    blurb: str
    author_line: str
    written: str
    published_at: datetime | None


def entries(texts: Iterable[Text], guides: Iterable[Guide], newest_first: bool = True) -> list[Entry]:
    listed = [
        Entry(
            text.get_kind_display(),
            text.title,
            text.get_absolute_url(),
            text.blurb,
            text.author_line,
            text.written,
            text.published_at,
        )
        for text in texts
    ]
    listed += [
        Entry(
            _("Guide to %(text)s") % {"text": guide.text.title},
            guide.title,
            guide.get_absolute_url(),
            guide.blurb,
            guide.text.author_line,
            guide.text.written,
            guide.published_at,
        )
        for guide in guides
    ]
    return sorted(listed, key=lambda entry: (entry.published_at, entry.title), reverse=newest_first)


def related(guide: Guide, of: Sequence[Tag]) -> list[Guide]:
    """Other guides to the same text, then by the same authors, then those that share most topics. One query."""
    authors = [entry.author_id for entry in guide.text.authorships.all() if entry.role == "author"]
    same_text = Case(When(text=guide.text_id, then=1), default=0)
    same_author = Case(
        When(Exists(Authorship.objects.filter(text=OuterRef("text"), role="author", author__in=authors)), then=1),
        default=0,
    )
    shared = Count("tags", filter=Q(tags__in=of), distinct=True)
    others = Guide.objects.published().exclude(pk=guide.pk).select_related("text")
    near = others.annotate(same_text=same_text, same_author=same_author, shared=shared)
    near = near.filter(Q(same_text=1) | Q(same_author=1) | Q(shared__gt=0))
    return list(near.order_by("-same_text", "-same_author", "-shared", "text__written_from", "pk")[:MOST_RELATED])


def topics() -> list[Tag]:
    """Tags of published guides in the order of the alphabet, with `guide_count`."""
    items = TaggedItem.objects.filter(
        content_type__app_label="guides",
        content_type__model="guide",
        object_id__in=Guide.objects.published().values("pk"),
    )
    return list(
        Tag.objects.filter(taggit_taggeditem_items__in=items).annotate(guide_count=Count("pk")).order_by("name")
    )
