"""A zip of Markdown files, one or several of them chapters: an mdBook, or any folder."""

import re
import tomllib
from collections.abc import Callable
from posixpath import basename, dirname, join, normpath, splitext
from urllib.parse import unquote

import yaml

from texts.blocks import Image, NoteRef, contents, walk, walk_inline
from texts.importing.archive import Archive, MemberLost
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.bylines import authors_in
from texts.importing.complete import complete, title_from
from texts.importing.encodings import decode
from texts.importing.flow import Item, rekeyed
from texts.importing.folder_order import ENDINGS, LISTS, Entry, about, listed, read_list, weight
from texts.importing.headings import cut_by_headings
from texts.importing.languages import language_tag
from texts.importing.markdown_reader import markdown_items, read_markdown, take_front_matter, take_values
from texts.importing.naming import Mark
from texts.importing.sentences import Sentence, gettext_noop, say
from texts.importing.stated import take_stated
from texts.importing.titles import Split, is_contents, same
from texts.importing.yaml_values import read_yaml

FindImage = Callable[[str, str], Image | None]
MARKED = re.compile(r"(`+|\*{1,2})(?=\S)(.+?)(?<=\S)\1")
ENTRY = re.compile(
    r"^(?P<indent>[ \t]*)(?P<bullet>[-*+]|\d+[.)])?\s*\[(?P<title>(?:[^\]\\]|\\.)*)\]\((?P<target>[^)]*)\)"
    r"(?(bullet).*|\s*)$"
)
DIRECTIVE = re.compile(r"^[ \t]*\{\{\s*#[^}]*\}\}[ \t]*$", re.MULTILINE)
ABOUT = re.compile(
    r"^(?:readme|_index|licen[cs]e.*|copying|contributing|changelog|code_of_conduct|authors|notice|security|summary|_sidebar)$",
    re.I,
)
FRONT = re.compile(r"^(?:readme|_?index)$", re.IGNORECASE)
AROUND = {"front": 0, "frontmatter": 0, "back": 2, "backmatter": 2}
METADATA_FILES = (
    "manifest.yaml",
    "manifest.yml",
    "metadata.yaml",
    "metadata.yml",
    "_config.yml",
    "book.yaml",
)


class Folder:
    def __init__(self, archive: Archive, names: list[str], find_image: FindImage) -> None:
        self.archive, self.names, self.find_image = archive, names, find_image
        self.book = Book()
        self.items: list[Item] = []
        self.marks: list[Mark] = []
        self.listed: list[Entry] = []

    def text(self, name: str) -> str:
        """Raises MemberLost."""
        text, notice = decode(self.archive.read(name))
        if notice and notice not in self.book.notices:
            self.book.notices.append(notice)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def add(self, entry: Entry, whole: bool) -> None:
        """One chapter; `whole` is whether a file without a heading counts."""
        if entry.path not in self.archive:
            self.book.lost.append(
                say(
                    gettext_noop("“%(path)s” (%(title)s) is in the list of chapters but not in the zip."),
                    path=entry.path,
                    title=entry.title,
                )
            )
            return
        try:
            text = self.text(entry.path)
        except MemberLost:
            self.book.lost.append(say(gettext_noop("“%(path)s” is damaged and could not be read."), path=entry.path))
            return
        if DIRECTIVE.search(text):
            self.book.notices.append(
                say(gettext_noop("Directives in “%(path)s” that include other files were left out."), path=entry.path)
            )
        chapter = Book()
        text = DIRECTIVE.sub("", take_front_matter(text, chapter))
        items = markdown_items(text, self.book, entry.path, lambda address: self.find_image(entry.path, address))
        for item in items:
            _own_notes(item, entry.path)
        heading = next((item.text for item in items if item.is_heading), "")
        own = "" if heading and same(chapter.title, self.book.title) else chapter.title
        title = entry.title or own or heading
        if not items or (not title and not whole):
            self.book.notices.append(
                say(gettext_noop("Left out, because it has no heading: “%(path)s”."), path=entry.path)
            )
            return
        if self.book.title and same(title, self.book.title) and len(items) < 3:
            return
        title = title or title_from(entry.path)
        split = Split("number", entry.number, title) if entry.number else None
        self.marks.append(Mark(len(self.items), title, entry.part, split))
        self.items += items

    def finish(self, filename: str, cut: Cut) -> Book:
        if not self.items:
            raise ImportRefused(say(gettext_noop("The zip holds no text that could be read.")))
        marks = self.marks if cut.how == "automatic" else cut_by_headings(self.book, self.items, cut)
        assemble(self.book, self.items, marks)
        complete(self.book, filename)
        return self.book


def _own_notes(item: Item, file: str) -> None:
    """Notes are numbered anew in every file: their keys are told apart by the file."""
    keys = {
        each.key: f"{file}#{each.key}"
        for block in walk((item.block,))
        for content in contents(block)
        for each in walk_inline(content)
        if isinstance(each, NoteRef)
    }
    keys |= {key: f"{file}#{key}" for key in item.ids}
    if keys:
        item.block = rekeyed(item.block, keys)
        item.ids = [keys[key] for key in item.ids]


def read_markdown_folder(archive: Archive, names: list[str], filename: str, cut: Cut, find_image: FindImage) -> Book:
    folder = Folder(archive, names, find_image)
    _read_metadata(folder)
    summary = next((name for name in names if basename(name).lower() == "summary.md"), "")
    if summary:
        for entry in read_summary(folder.text(summary), summary):
            folder.add(entry, whole=True)
        return folder.finish(filename, cut)
    _read_front(folder)
    if any(entry.path in archive for entry in folder.listed):
        for entry in folder.listed:
            folder.add(entry, whole=True)
        return folder.finish(filename, cut)
    chapters = _by_weight(folder, sorted((name for name in names if _is_chapter(name)), key=in_order))
    chapters = chapters or [name for name in names if name.lower().endswith(ENDINGS)]
    if len(chapters) == 1:
        return read_markdown(folder.text(chapters[0]), basename(chapters[0]), cut, folder.book)
    for name in chapters:
        folder.add(Entry(name), whole=_place(name) == 1)
    _stated_in_first(folder)
    return folder.finish(filename, cut)


def _stated_in_first(folder: Folder) -> None:
    """Title and author may be stated at the top of the first file."""
    if folder.items and not folder.book.title:
        first_file = folder.items[0].file
        take_stated([item for item in folder.items if item.file == first_file], folder.book)


def _read_front(folder: Folder) -> None:
    """Title and author from the page in front, whether it is read as a chapter or not."""
    fronts = [
        name for name in folder.names if FRONT.match(splitext(basename(name))[0]) and name.lower().endswith(ENDINGS)
    ]
    for name in sorted(fronts, key=lambda name: (name.count("/"), len(name)))[:1]:
        said = Book()
        try:
            text = take_front_matter(folder.text(name), said)
        except MemberLost:
            continue
        items = take_stated(markdown_items(text, Book(), name), said)
        if len(items) > 1 and not items[1].is_heading:
            said.authors = said.authors or authors_in(items[1].text)
        heads = [item.text for item in items if item.is_heading and item.level == 1]
        if not said.title and len(heads) == 1:
            said.title = heads[0]
        for field in ("title", "subtitle", "authors", "translators", "language", "year", "rights"):
            setattr(folder.book, field, getattr(folder.book, field) or getattr(said, field))


def _by_weight(folder: Folder, chapters: list[str]) -> list[str]:
    """As the files say themselves, if all of them do."""
    weights = {}
    for name in chapters:
        try:
            weights[name] = weight(folder.text(name))
        except MemberLost:
            return chapters
    if len(chapters) < 2 or any(each is None for each in weights.values()):
        return chapters
    return sorted(chapters, key=lambda name: (dirname(name), weights[name]))


def _is_chapter(name: str) -> bool:
    stem, ending = splitext(basename(name))
    return ending.lower() in ENDINGS and not ABOUT.match(stem) and not is_contents(stem)


def _place(name: str) -> int:
    return next((AROUND[part.lower()] for part in name.split("/")[:-1] if part.lower() in AROUND), 1)


def in_order(name: str) -> tuple:
    """Front before back, the page in front of a folder before its others, and 2 before 10."""
    front = FRONT.match(splitext(basename(name))[0])
    pieces = re.split(r"(\d+)", (f"{dirname(name)}/" if front else name).lower().lstrip("/"))
    return _place(name), [(0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces]


def read_summary(text: str, path: str) -> list[Entry]:
    """The chapters of an mdBook. Those in the list are numbered, also those not written yet; a heading below the first
    names a part.
    """
    entries: list[Entry] = []
    counters: list[tuple[int, int]] = []
    part: str | None = None
    for line in text.split("\n"):
        if heading := re.match(r"^#+\s+(.*?)\s*#*$", line):
            part = "" if part is None and not entries else heading[1]
        found = ENTRY.match(line)
        target = unquote(found["target"].strip().strip("<>")) if found else ""
        if not found or re.match(r"[a-z]+:", target):
            continue
        number = _count(counters, len(found["indent"].expandtabs(4))) if found["bullet"] else ""
        title = MARKED.sub(r"\2", re.sub(r"\\(.)", r"\1", found["title"]))
        if target:
            where = normpath(join(dirname(path), target.split("#")[0]))
            entries.append(Entry(where, title, number, (part or "") if found["bullet"] else ""))
    return entries


def _count(counters: list[tuple[int, int]], indent: int) -> str:
    while counters and counters[-1][0] > indent:
        counters.pop()
    if counters and counters[-1][0] == indent:
        counters[-1] = (indent, counters[-1][1] + 1)
    else:
        counters.append((indent, 1))
    return ".".join(str(number) for _, number in counters)


def _read_metadata(folder: Folder) -> None:
    for name in sorted(folder.names, key=len):
        base = basename(name).lower()
        try:
            if base == "book.toml":
                _take_toml(tomllib.loads(folder.text(name)), folder.book)
            elif base in LISTS:
                values = read_list(base, folder.text(name))
                take_values(about(values), folder.book)
                folder.listed = folder.listed or listed(values, dirname(name))
            elif base in METADATA_FILES:
                _take_yaml(read_yaml(folder.text(name)), folder.book)
        except (MemberLost, tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError):
            folder.book.notices.append(_unread(name))


def _unread(name: str) -> Sentence:
    if basename(name).lower() in LISTS:
        return say(
            gettext_noop("“%(name)s” could not be read; title, author and the order of chapters may be missing."),
            name=name,
        )
    return say(gettext_noop("“%(name)s” could not be read; title and author may be missing."), name=name)


def _take_toml(values: dict, book: Book) -> None:
    about = values.get("book")
    if isinstance(about, dict):
        take_values({key: about[key] for key in ("title", "authors", "language") if key in about}, book)
        book.subtitle = ""


def _take_yaml(values: object, book: Book) -> None:
    if not isinstance(values, dict):
        return
    core = values.get("dublin_core") or values.get("book") or values
    if not isinstance(core, dict):
        return
    language = core.get("language")
    if isinstance(language, dict):
        book.language = language_tag(str(language.get("identifier") or ""))
        book.direction = "rtl" if language.get("direction") == "rtl" else "ltr"
    wanted = ("title", "subtitle", "creator", "author", "authors", "rights", "license", "year", "translator")
    take_values({key: core[key] for key in wanted if key in core}, book)
    if not book.language and isinstance(language, str):
        book.language = language_tag(language)
