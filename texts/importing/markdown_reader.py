"""One Markdown file to a Book."""

import bisect
import re
from collections.abc import Callable

import yaml

from texts.blocks import Block, Content, Image, Inline, Line, Note, Paragraph, Text, Verse, inline_text
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.gutenberg import without_licence
from texts.importing.headings import cut_by_headings, drop_sections
from texts.importing.promoted import with_promoted_headings
from texts.importing.sentences import gettext_noop, say
from texts.importing.stated import WIKI_LINK, state, take_stated
from texts.importing.suspects import mark_suspects
from texts.importing.verse import looks_like_verse
from texts.importing.yaml_values import FRONT_MATTER, FRONT_MATTER_LENGTH, read_yaml
from texts.writers.markdown_reader import raw_blocks
from texts.writers.spans import SOFT_BREAK

NOTE_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ATTRIBUTES = re.compile(r"^(#{1,6} .*?)\s*\{(?:[#.]|-\})[^{}\n]*\}?[ \t]*$", re.MULTILINE)
OVERLINE = re.compile(r"^(={3,}|-{3,})\n(?=[^\n]*\w[^\n]*\n\1$)", re.MULTILINE)
WIKI_PICTURE = re.compile(r"!\[\[[^\[\]\n]{0,200}\]\]")
CALLOUT = re.compile(r"^((?:> ?)+)\[![\w-]+\][+-]?(.*)$", re.MULTILINE)
BLOCK_MARK = re.compile(r"[ \t]\^[a-zA-Z0-9-]+[ \t]*$", re.MULTILINE)
MATTER = re.compile(r"^\{(?:frontmatter|mainmatter|backmatter)\}[ \t]*$", re.MULTILINE)
LookUp = Callable[[str], Image | None]


def read_markdown(text: str, filename: str, cut: Cut, book: Book | None = None) -> Book:
    book = book or Book()
    text = take_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"), book)
    items = take_stated(markdown_items(text, book), book)
    without_licence(book, items)
    items = drop_sections(book, items)
    mark_suspects(book, items)
    items = with_promoted_headings(items)
    _title_from_heading(book, items)
    assemble(book, items, cut_by_headings(book, items, cut))
    complete(book, filename)
    return book


def _title_from_heading(book: Book, items: list[Item]) -> None:
    heads = [item for item in items if item.is_heading]
    if not book.title and heads and heads[0].level == 1 and sum(head.level == 1 for head in heads) == 1:
        book.title = heads[0].text


def markdown_items(text: str, book: Book, file: str = "", look_up: LookUp | None = None) -> list[Item]:
    missed: list[str] = []

    def find(address: str) -> Image | None:
        found = look_up(address) if look_up else None
        if found is None:
            missed.append(address)
        return found

    blocks = raw_blocks(notes_told_apart(plainer(text)), find, keep_unknown=False)
    _say_missed(book, missed)
    return [Item(_with_verse(block), file, _ids(block)) for block in blocks]


def plainer(text: str) -> str:
    """Without what only some programs understand: comments, attributes, links of wikis, callouts."""
    text = OVERLINE.sub("", text)
    text = ATTRIBUTES.sub(r"\1", COMMENT.sub("", text))
    text = CALLOUT.sub(lambda found: f"{found[1]}**{found[2].strip()}**" if found[2].strip() else found[1], text)
    return WIKI_LINK.sub(r"\1", WIKI_PICTURE.sub("", MATTER.sub("", BLOCK_MARK.sub("", text))))


def notes_told_apart(text: str) -> str:
    """Where chapters count their notes anew, each note gets a name of its own: a mark belongs to the definition that
    follows it.
    """
    ends: dict[str, list[int]] = {}
    for found in NOTE_DEFINITION.finditer(text):
        ends.setdefault(found[1], []).append(found.end())
    again = {label: places for label, places in ends.items() if len(places) > 1}

    def renamed(mark: re.Match) -> str:
        places = again.get(mark[1])
        if places is None:
            return mark[0]
        return f"[^{mark[1]}~{min(bisect.bisect_left(places, mark.end()), len(places) - 1)}]"

    return re.sub(r"\[\^([^\]\s]+)\]", renamed, text) if again else text


def _say_missed(book: Book, missed: list[str]) -> None:
    sentence = say(gettext_noop("Pictures that stand elsewhere on the web were left out; nothing is fetched."))
    if missed and sentence not in book.notices:
        book.notices.append(sentence)


def _ids(block: Block) -> list[str]:
    return [block.key] if isinstance(block, Note) else []


def _with_verse(block: Block) -> Block:
    """Short lines that begin with capitals were meant as lines."""
    if not isinstance(block, Paragraph):
        return block
    lines = _lines(block.content)
    if len(lines) > 2 and looks_like_verse([inline_text(line).strip() for line in lines]):
        return Verse(tuple(Line(line) for line in lines))
    return block


def _lines(content: Content) -> list[Content]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if not isinstance(inline, Text):
            lines[-1].append(inline)
            continue
        for at, piece in enumerate(inline.text.split(SOFT_BREAK)):
            if at:
                lines.append([])
            if piece:
                lines[-1].append(Text(piece))
    return [tuple(line) for line in lines if inline_text(tuple(line)).strip()]


def take_front_matter(text: str, book: Book) -> str:
    found = FRONT_MATTER.match(text)
    if not found or len(found[1]) > FRONT_MATTER_LENGTH:
        return text
    try:
        values = read_yaml(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return text
    if not isinstance(values, dict):
        return text
    take_values(values, book)
    return text[found.end() :]


def take_values(values: dict, book: Book) -> None:
    """Metadata under the names that Markdown tools use for it."""
    for key, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            name = each.get("name") or each.get("text") or each.get("identifier") if isinstance(each, dict) else each
            if name is not None and not isinstance(name, dict | list):
                state(book, str(key), str(name))
