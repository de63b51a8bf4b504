"""Texts and guides of the sample world, from the Markdown files beside this module."""

import re
from collections.abc import Callable
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from guides import documents
from guides.fileformat.parse import parse
from guides.models import Guide, ReadingPath
from texts.library import set_body
from texts.models import Author, Chapter, Text

HERE = Path(__file__).resolve().parent


def load(by, say: Callable[[str], None]) -> None:
    """A file is called by the address of its text or guide; what has that address already is left alone."""
    for file in sorted((HERE / "texts").glob("*.md")):
        if not Text.objects.filter(slug=file.stem).exists():
            load_text(*front_matter(file.read_text("utf-8")), by)
            say(f"text {file.stem}")
    for file in sorted((HERE / "guides").glob("*.md")):
        if not Guide.objects.filter(slug=file.stem).exists():
            load_guide(parse(file.read_text("utf-8")).document, by)
            say(f"guide {file.stem}")
    for entry in yaml.safe_load((HERE / "paths.yaml").read_text("utf-8")):
        if not ReadingPath.objects.filter(slug=entry["slug"]).exists():
            load_path(by, **entry)
            say(f"path {entry['slug']}")


def front_matter(source: str) -> tuple[dict, str]:
    _nothing, head, body = source.split("---\n", 2)
    return yaml.safe_load(head), body


@transaction.atomic
def load_text(head: dict, body: str, by) -> Text:
    written = head.get("written")
    first, last = written if isinstance(written, list) else (written, None)
    text = Text.objects.create(
        slug=head["slug"],
        title=head["title"],
        subtitle=head.get("subtitle") or "",
        kind=head["kind"],
        blurb=head.get("blurb", ""),
        written_from=first,
        written_to=last,
        written_circa=head.get("circa", False),
        language=head["language"],
        rights=head.get("rights") or "",
        source_url=head.get("source_url") or "",
        edition_note=(head.get("edition_note") or "")[:300],
        created_by=by,
        published_at=timezone.now(),
    )
    text.tags.set(head.get("tags", []))
    add_people(text, head.get("authors") or [], "author")
    add_people(text, head.get("translators") or [], "translator")
    editions = {entry["name"]: add_edition(text, entry) for entry in head.get("editions") or []}
    for position, entry in enumerate(head.get("chapters") or [], 1):
        add_chapter(text, position, entry, editions)
    for position, (title, source) in enumerate(hosted_chapters(body), 1):
        set_body(
            text.chapters.create(position=position, number=str(position), title=title, slug=slugify(title)), source
        )
    return text


def add_people(text: Text, people: list[dict], role: str) -> None:
    for position, person in enumerate(people, 1):
        author, _created = Author.objects.get_or_create(
            slug=slugify(person["name"]),
            defaults={key: person.get(key) for key in ("name", "sort_name", "born", "died")},
        )
        text.authorships.create(author=author, role=role, position=position)


def add_edition(text: Text, entry: dict):
    return text.editions.create(**{key: value or ("" if key != "year" else None) for key, value in entry.items()})


def add_chapter(text: Text, position: int, entry: dict, editions: dict) -> Chapter:
    chapter = text.chapters.create(
        position=position,
        part=entry.get("part") or "",
        number=str(entry.get("number") or ""),
        title=entry.get("title") or "",
        slug=entry["slug"],
    )
    for name, (first, last) in (entry.get("pages") or {}).items():
        chapter.page_ranges.create(edition=editions[name], first=first, last=last)
    return chapter


def hosted_chapters(body: str) -> list[tuple[str, str]]:
    """Title and Markdown of every chapter that stands in the file under a heading of the first level."""
    pieces = re.split(r"^# (.+)$", body, flags=re.MULTILINE)[1:]
    return [(title.strip(), source.strip()) for title, source in zip(pieces[::2], pieces[1::2], strict=True)]


@transaction.atomic
def load_guide(document, by) -> Guide:
    guide = documents.write_guide(document, text=Text.objects.get(slug=document.text), by=by)
    documents.publish(guide, by, "First publication")
    return guide


@transaction.atomic
def load_path(by, slug: str, title: str, description: str, steps: list[dict]) -> ReadingPath:
    path = ReadingPath.objects.create(slug=slug, title=title, description=description, created_by=by)
    path.editors.add(by)
    for position, step in enumerate(steps, 1):
        path.steps.create(guide=Guide.objects.get(slug=step["guide"]), note=step["why"], position=position)
    path.publish()
    return path
