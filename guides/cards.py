"""What machines read on a page that is open to everybody: Open Graph and schema.org. Never made for a draft."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.naming import site_name
from guides.models import Guide, PathStep, ReadingPath, Section
from texts.markdown import plain
from texts.models import Chapter, Text
from texts.models.chapter import reading_minutes

SHORT = 300
IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


@dataclass(frozen=True)
class Card:
    title: str
    description: str
    url: str
    language: str
    data: dict[str, Any]
    image: str = ""
    kind: str = "article"  # as Open Graph calls it

    @property
    def json_ld(self) -> SafeString:
        """For a script element of a type that browsers do not run."""
        given: dict[str, Any] = {"@context": "https://schema.org", "@id": self.url, "url": self.url, "name": self.title}
        given |= {"description": self.description, "inLanguage": self.language, "isAccessibleForFree": True}
        filled = {key: value for key, value in (given | self.data).items() if value not in ("", None, [])}
        return mark_safe(json.dumps(filled, ensure_ascii=False).translate(IN_A_SCRIPT))  # noqa: S308  escaped here


def guide_card(guide: Guide, sections: Sequence[Section], topics: Sequence) -> Card:
    """Expects a guide `for_catalogue()` and its sections."""
    data = {
        "@type": "LearningResource",
        "learningResourceType": "Study guide",
        "alternateName": guide.subtitle,
        "about": text_data(guide.text),
        "educationalLevel": guide.get_level_display() if guide.level else "",
        "timeRequired": f"PT{guide.reading_minutes}M" if guide.reading_minutes else "",
        "keywords": [topic.name for topic in topics],
        "author": {"@type": "Person", "name": guide.credits} if guide.credits else None,
        "license": guide.licence,
        "datePublished": guide.published_at.date().isoformat() if guide.published_at else "",
        "dateModified": guide.updated_at.date().isoformat(),
        "isBasedOn": _origin(guide),
        "hasPart": [_part(section) for section in sections],
    }
    return Card(guide.title, guide.blurb[:SHORT], absolute(guide.get_absolute_url()), guide.language, data)


def section_card(section: Section) -> Card:
    guide = section.guide
    whole = {"@type": "LearningResource", "@id": absolute(guide.get_absolute_url()), "name": guide.title}
    data = {
        "@type": "LearningResource",
        "learningResourceType": "Study guide",
        "position": section.position,
        "isPartOf": whole,
        "about": text_data(guide.text),
        "license": guide.licence,
        "timeRequired": f"PT{section.reading_minutes}M" if section.reading_minutes else "",
    }
    description = (section.aim or guide.blurb)[:SHORT]
    return Card(section.title, description, absolute(section.get_absolute_url()), guide.language, data)


def path_card(path: ReadingPath, steps: Sequence[PathStep]) -> Card:
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "url": absolute(step.guide.get_absolute_url()),
            "name": step.guide.title,
        }
        for place, step in enumerate(steps, 1)
    ]
    data = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return Card(path.title, plain(path.description_html)[:SHORT], absolute(path.get_absolute_url()), "", data)


def text_card(text: Text) -> Card:
    """Expects its authors and cover."""
    data = text_data(text) | {
        "translator": _persons(text.translator_line),
        "dateCreated": str(text.written_from) if text.written_from and text.written_from > 0 else "",
        "license": text.rights,
        "image": _cover(text),
    }
    return Card(
        text.title, text.blurb[:SHORT], absolute(text.get_absolute_url()), text.language, data, _cover(text), "book"
    )


def chapter_card(chapter: Chapter) -> Card:
    text = chapter.text
    data = {
        "@type": "Chapter",
        "position": chapter.position,
        "isPartOf": text_data(text) | {"@id": absolute(text.get_absolute_url())},
        "timeRequired": f"PT{reading_minutes(chapter.words)}M" if chapter.words else "",
    }
    title = _("%(chapter)s, %(text)s") % {"chapter": chapter.label, "text": text.title}
    return Card(title, text.blurb[:SHORT], absolute(chapter.get_absolute_url()), text.language, data, _cover(text))


def site_card() -> Card:
    name, address = site_name(), absolute("/")
    about = _("Reading guides with questions for groups, and the texts they are about.")
    return Card(name, about, address, settings.LANGUAGE_CODE, {"@type": "WebSite"}, kind="website")


def text_data(text: Text) -> dict[str, Any]:
    authors = _persons(text.author_line)
    given = {"@type": "Book" if text.kind == "book" else "CreativeWork", "name": text.title, "author": authors}
    return {key: value for key, value in given.items() if value}


def _persons(line: str) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in line.split(", ") if name]


def _cover(text: Text) -> str:
    return absolute(text.cover.get_absolute_url()) if text.cover else ""


def _part(section: Section) -> dict[str, Any]:
    return {"@type": "LearningResource", "name": section.title, "url": absolute(section.get_absolute_url())}


def _origin(guide: Guide) -> str:
    if guide.derived_from and guide.derived_from.is_published and guide.derived_from.audience == "everyone":
        return absolute(guide.derived_from.get_absolute_url())
    return guide.derived_from_url
