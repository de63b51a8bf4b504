"""What stands on a topic: texts and guides alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from taggit.models import Tag, TaggedItem

from guides.models import Guide
from texts.models import Text


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
