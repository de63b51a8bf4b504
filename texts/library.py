"""Bringing words onto the shelf: a chapter's text, a whole book, and a corrected book over an earlier one."""

from collections.abc import Iterable, Mapping
from copy import copy

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from texts.blocks import Block, Image
from texts.comparing import Heading, compared
from texts.covers import set_cover
from texts.importing.book import Book
from texts.importing.book import Chapter as BookChapter
from texts.languages import known
from texts.models import Author, Chapter, Picture, Text
from texts.naming import address, free_address, sort_name
from texts.writers import Labels, count_paragraphs, from_markdown, plain_text, to_html, to_markdown, words

BUILT = ["html", "plain", "words", "paragraphs"]
WRITTEN = ["position", "part", "number", "title", "source", *BUILT]
AT_ONCE = 10
LATEST_YEAR = 32_000


def set_body(chapter: Chapter, markdown_source: str) -> None:
    """Give a chapter its text and save both. Pictures are those that the text already has."""
    chapter.source = markdown_source.strip()
    fill(chapter, from_markdown(chapter.source, images_of(chapter.text) if "(image:" in chapter.source else None))
    chapter.save(update_fields=["source", *BUILT])


def fill(chapter: Chapter, content: Iterable[Block]) -> None:
    """Everything that is built from the blocks; nothing is saved."""
    content = tuple(content)
    chapter.html = to_html(content, labels=labels(), image_url="../pictures/{}".format).strip()
    chapter.plain = plain_text(content)
    chapter.words = words(content)
    chapter.paragraphs = count_paragraphs(content)


def labels() -> Labels:
    """In the site's language: the page is built once, for all its readers."""
    with override(settings.LANGUAGE_CODE):
        return Labels(paragraph=_("Paragraph"), note=_("Note"), notes=_("Notes"), back=_("Back to the text"))


def images_of(text: Text) -> Mapping[str, Image]:
    return {
        picture.name: Image(picture.name, bytes(picture.data), picture.width, picture.height)
        for picture in text.pictures.all()
    }


@transaction.atomic
def save_book(book: Book, by, text: Text | None = None) -> Text:
    """Save a book as a new text, or over an earlier one, whose chapters keep their ids and addresses where they match.

    Of an earlier text's title page only what is empty is filled in. `by` may be nobody.
    """
    text = _text_for(book, by) if text is None else _completed(text, book)
    _add_people(text, book)
    Picture.objects.bulk_create(
        [
            Picture(text=text, name=image.name, data=image.data, width=image.width, height=image.height)
            for image in book.images.values()
        ],
        ignore_conflicts=True,
        batch_size=1,
    )
    if book.cover and not text.cover_id:
        set_cover(text, book.cover)
    _save_chapters(text, book)
    return text


def _text_for(book: Book, by) -> Text:
    title = book.title.strip()[:300] or _("Without a title")
    return Text.objects.create(
        title=title,
        slug=free_address(Text.objects, title, "text"),
        created_by=by,
        language=known(book.language),
        **{name: value for name, value in _title_page(book).items() if value},
    )


def _title_page(book: Book) -> dict:
    year = book.year if book.year is not None and abs(book.year) < LATEST_YEAR else None
    source = book.source[:200] if book.source.startswith(("http://", "https://")) else ""
    return {
        "subtitle": book.subtitle.strip()[:300],
        "written_from": year,
        "rights": book.rights.strip()[:300],
        "source_url": source,
    }


def _completed(text: Text, book: Book) -> Text:
    for name, value in _title_page(book).items():
        if value and not getattr(text, name):
            setattr(text, name, value)
    text.version += 1
    text.save()
    return text


def _add_people(text: Text, book: Book) -> None:
    if not text.authorships.exists():
        credit(text, book.authors, book.translators)


def credit(text: Text, authors: list[str], translators: list[str]) -> None:
    """Put these names on the title page, instead of those that are there."""
    text.authorships.filter(role__in=["author", "translator"]).delete()
    for role, names in (("author", authors), ("translator", translators)):
        people = dict.fromkeys(author_named(name) for name in names if name.strip())
        for position, person in enumerate(people, 1):
            text.authorships.create(author=person, role=role, position=position)


def author_named(name: str) -> Author:
    name = " ".join(name.split())[:200]
    known_author = Author.objects.filter(name__iexact=name).first()
    if known_author:
        return known_author
    slug = free_address(Author.objects, name, "author")
    return Author.objects.create(name=name, sort_name=sort_name(name)[:200], slug=slug)


def _save_chapters(text: Text, book: Book) -> None:
    old = list(text.chapters.select_for_update().all())
    matches, outcome, plan = compared(book, text, old)
    Chapter.objects.filter(pk__in=[chapter.pk for chapter in outcome.gone]).delete()
    unchanged = {chapter.pk for chapter in outcome.kept}
    stays = {chapter.slug for chapter in old} - {chapter.slug for chapter in outcome.gone}
    new: dict[int, Chapter] = {}
    moved, changed = [], []
    saved: dict[int, Chapter] = {}
    for at, given in enumerate(book.chapters):
        chapter = matches.get(at)
        if chapter is None:
            chapter = new[at] = _chapter_for(text, at + 1, given, stays)
        elif chapter.pk in unchanged:
            moved.append(_placed(chapter, at + 1))
        else:
            changed.append(_written(_placed(chapter, at + 1), given))
        saved[at] = chapter
    moved += [_placed(chapter, len(book.chapters) + at) for at, chapter in enumerate(outcome.left, 1)]
    Chapter.objects.bulk_update(moved, ["position"], batch_size=500)
    Chapter.objects.bulk_update(changed, WRITTEN, batch_size=AT_ONCE)
    _create(new, book)
    plan.carry_out(saved)


def _create(new: dict[int, Chapter], book: Book) -> None:
    """Some at a time, so that the texts of a large book are not all held at once: `new` get their ids alone."""
    places = list(new)
    for start in range(0, len(places), AT_ONCE):
        batch = places[start : start + AT_ONCE]
        full = Chapter.objects.bulk_create([_written(copy(new[at]), book.chapters[at]) for at in batch])
        for at, chapter in zip(batch, full, strict=True):
            new[at].pk = chapter.pk


def _placed(chapter: Chapter, position: int) -> Chapter:
    chapter.position = position
    return chapter


def _chapter_for(text: Text, position: int, given: BookChapter, taken: set[str]) -> Chapter:
    chapter = _headed(Chapter(text=text, position=position), given)
    chapter.slug = address(chapter.label, taken, "chapter")
    taken.add(chapter.slug)
    return chapter


def _written(chapter: Chapter, given: BookChapter) -> Chapter:
    chapter = _headed(chapter, given)
    chapter.source = to_markdown(given.blocks).strip()
    fill(chapter, given.blocks)
    return chapter


def _headed(chapter: Chapter, given: BookChapter) -> Chapter:
    heading = Heading(given)
    chapter.part, chapter.number, chapter.title = heading.part, heading.number, heading.title
    return chapter
