"""Sensible reading of guides that are not in our format: Markdown and plain text as people write them, and tables."""

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    GuideDocument,
    Parsed,
    Part,
    QuestionDocument,
    Report,
    SectionDocument,
    normal,
    one_line,
)
from guides.fileformat.lines import Line, numbered
from guides.fileformat.loose.answers import place_answers
from guides.fileformat.loose.blocks import Block, blocks_of
from guides.fileformat.loose.dialects import plain_lines
from guides.fileformat.loose.fill import ENTRIES, add_to_guide, add_to_section, pages_in, raw
from guides.fileformat.loose.head import read_head
from guides.fileformat.loose.headings import Heading, choose_sections, title_heading
from guides.fileformat.loose.naming import text_named_in
from guides.fileformat.loose.outline import Found, find_questions, from_headings, outline
from guides.fileformat.loose.remarks import say_what_asks, say_what_is_kept, say_what_is_missing
from guides.fileformat.loose.table import is_table, read_markdown_table, read_table
from guides.fileformat.loose.words import PARTS, asks, is_chapter, plain, section_label
from guides.fileformat.parse import refuse_unreadable

MAX_LINE = 60  # characters of a line that stands by itself among others


def read_loose(source: str, filename: str = "") -> Parsed:
    """Raises FormatError only for what is no text at all; everything uncertain is a warning."""
    refuse_unreadable(source)
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    report = Report()
    if is_table(source, filename):
        document = read_table(source, filename, report)
        say_what_is_missing(document, filename, report)
        return Parsed(document, report.finish())
    document = GuideDocument("")
    body, section = read_head(document, numbered(source), report)
    _Reading(document, body, report, filename).read(section)
    return Parsed(document, report.finish())


class _Reading:
    """One pass over one document; each method adds to `document` and `report`."""

    def __init__(self, document: GuideDocument, body: list[Line], report: Report, filename: str):
        self.document = document
        self.report = report
        self.filename = filename
        first = body[0].number if body else 1
        self.headings, self.found = outline(blocks_of(plain_lines("\n".join(line.text for line in body), first)))
        self.sections: dict[Heading | None, SectionDocument] = {}
        self.title_source = ""
        self.unsectioned: set[Heading] = set()
        self.said: set[Heading] = set()  # headings that were kept as words
        self.readings: dict[Heading, str] = {}  # of the rows of a table of weeks

    def read(self, in_the_head: SectionDocument) -> None:
        self._find()
        asking = [place.heading for place in self.found if place.questions and place.heading]
        title = title_heading(self.headings, asking)
        self.title = self._use_title(title)
        if in_the_head.questions or in_the_head.aim or in_the_head.key_ideas:
            self.sections[None] = in_the_head
        chosen = choose_sections(self.headings, asking, self.title)
        for heading in chosen:
            self.sections[heading] = SectionDocument(
                heading.title,
                line=heading.line,
                pages=pages_in(heading.title),
                reading_note=self.readings.get(heading, ""),
            )
        self._place()
        self._name_only_section()
        self.document.sections = sorted(self.sections.values(), key=lambda section: section.line)
        self._normalise()
        self._warn()

    def _find(self) -> None:
        for place in list(self.found):
            if place.block.kind == "table":
                self._table(place)
        find_questions(self.found, self.headings[0] if self.headings else None)
        self.found += from_headings(self.headings, self.found)
        self.found.sort(key=lambda place: place.block.line)
        if not any(place.questions for place in self.found):
            self._find_anywhere()

    def _table(self, place: Found) -> None:
        """A table of weeks becomes a section for each; of another table only the questions are taken."""
        rows = read_markdown_table(place.block)
        if len({row.section for row in rows if row.section}) < 2:
            place.questions = [question for row in rows for question in row.questions]
            return
        for row in rows:
            heading = Heading(7, row.section or _("Untitled section"), row.line, place.heading)
            self.headings.append(heading)
            self.readings[heading] = row.reading
            self.found.append(Found(Block("row", row.line, []), heading, row.questions))
        self.headings.sort(key=lambda heading: heading.line)
        place.block.kind = "used"

    def _find_anywhere(self) -> None:
        """Where nothing looks like a list of questions, headings that ask are questions, else paragraphs that do."""
        asking = [heading for heading in self.headings if asks(heading.title) and not self._is_aside(heading.path)]
        if len(asking) > 1:
            for heading in asking:
                question = QuestionDocument(heading.title, line=heading.line)
                self.found.append(Found(Block("heading", heading.line), heading.parent, [question]))
            self.report.warn(0, _("There is no list of questions; headings that end in “?” are read as such."))
            return
        for place in self.found:
            if place.block.kind == "paragraph" and asks(place.block.text) and not self._is_aside(place.headings):
                place.questions = [QuestionDocument(place.block.text, line=place.block.line)]
        if any(place.questions for place in self.found):
            self.report.warn(0, _("There is no list of questions; paragraphs that end in “?” are read as such."))

    def _is_aside(self, path: list[Heading]) -> bool:
        return any(heading.is_aside for heading in path if heading is not self.headings[0])

    def _use_title(self, title: Heading | None) -> Heading | None:
        document, report = self.document, self.report
        if document.title:
            self.title_source, document.title = document.title, plain(document.title)
            same = title and document.title.casefold() == title.title.casefold()
            return title if same or (title and title.level == 1 and not self._is_a_sheet(title)) else None
        if (title is None or title.level > 6) and (line := self._first_line()):
            document.title = plain(line.text)
            report.warn(line.number, _("There is no title; using the file’s first line."))
            return None
        if title is None:
            return None
        document.title, self.title_source = title.title, title.source.split("\n")[0]
        if title.level != 1:
            report.warn(title.line, _("There is no title; using the file’s first heading."))
        return title

    def _is_a_sheet(self, heading: Heading) -> bool:
        """Whether only parts of a section stand below it: “Before you read”, “Questions”."""
        below = [other for other in self.headings if other.parent is heading]
        return bool(below) and all(one.only_asks or one.is_part or section_label(one.title) for one in below)

    def _first_line(self) -> Line | None:
        """A short line above everything, or above other short ones; it is then no longer part of the text."""
        first = self.found[0] if self.found else None
        if not first or first.heading or first.block.kind != "paragraph" or first.questions:
            return None
        line, *below = first.block.lines
        longest = MAX_LINE if below else 120  # a longer one is the beginning of a sentence
        if any(len(one.text) > longest or _ends(one.text) for one in (line, *below[:1])):
            return None
        if below:
            first.block.lines = below
        else:
            first.block.kind = "used"
        return line

    def _section(self, place: Found) -> SectionDocument | None:
        for heading in reversed(place.headings):
            if heading in self.sections:
                return self.sections[heading]
        return None

    def _place(self) -> None:
        for place in self.found:
            if place.questions:
                self._ask(place, self._section(place))
        place_answers(self.found, self.sections, self.report)
        for place in self.found:
            if not place.questions and place.block.kind != "used":
                self._keep(place, self._section(place))

    def _ask(self, place: Found, section: SectionDocument | None) -> None:
        if section is None:
            section = self.sections.setdefault(None, SectionDocument("", line=place.questions[0].line))
            self.unsectioned.update([place.heading] if place.heading and place.heading.only_asks else [])
        section.questions += place.questions

    def _keep(self, place: Found, section: SectionDocument | None) -> None:
        block = place.block
        if section is None and block.kind == "directive" and block.name in PARTS and not self._many():
            section = self.sections.setdefault(None, SectionDocument("", line=block.line))
        if section is None and place.heading in self.unsectioned:
            section = self.sections[None]
        if section is not None:
            inner = self._inner(place, section)
            for kept in self._with_heading(place, inner):
                add_to_section(section, kept, inner)
            return
        outer = [heading.title for heading in place.headings if heading is not self.title][:1]
        for kept in self._with_heading(place, *outer):
            add_to_guide(self.document, kept, "".join(outer))

    def _with_heading(self, place: Found, part: str = "") -> list[Found]:
        """The first block below a heading, with that as a line in bold, unless it is named already."""
        heading = place.heading
        is_named = not heading or heading is self.title or heading in self.sections or heading.title == part
        if not heading or is_named or heading.only_asks or heading in self.said or section_label(part) in ENTRIES:
            return [place]
        self.said.add(heading)
        return [Found(Block("paragraph", heading.line, [Line(heading.line, f"**{heading.title}**")]), heading), place]

    def _many(self) -> bool:
        return any(heading is not None for heading in self.sections)

    def _inner(self, place: Found, section: SectionDocument) -> str:
        """The heading between a section and a block in it; labels for questions are no part of their own."""
        between = []
        for heading in reversed(place.headings):
            if self.sections.get(heading) is section:
                break
            between.append(heading)
        if not between or section is self.sections.get(None) or between[-1].only_asks:
            return ""
        return between[-1].title

    def _name_only_section(self) -> None:
        """Questions below no section of their own are named by the heading above them, or by the guide."""
        asked = [place.heading for place in self.found if place.questions and place.heading]
        labels = [
            heading for heading in asked if any(above.asks for above in heading.path) and heading is not self.title
        ]
        if None in self.sections:
            own = [heading for heading in labels if not any(above in self.sections for above in heading.path)]
            title = own[0].title if own else self.document.title
            self.sections[None].title = title or _("Questions")
        elif len(self.sections) == 1 and labels and len(set(asked)) == 1:
            ((heading, section),) = self.sections.items()
            if heading and not is_chapter(heading.title) and not (heading.level == 1 and self._is_a_sheet(heading)):
                section.title = labels[0].title

    def _normalise(self) -> None:
        for section in self.document.sections:
            section.title = one_line(section.title) or _("Untitled section")
            section.extra_parts = [Part(one_line(part.title), normal(part.text)) for part in section.extra_parts]

    def _warn(self) -> None:
        if self.document.text is None:
            self.document.text = text_named_in(
                self.title_source or self.document.title, self.document.why, self._prose_before_questions()
            )
        say_what_is_missing(self.document, self.filename, self.report)
        say_what_is_kept(self.document, self.headings, self.found, self.report)
        say_what_asks(self.found, self.report)

    def _prose_before_questions(self) -> str:
        first = min((question.line for question in self.document.questions), default=0)
        above = [heading.source for heading in self.headings if heading.line < first]
        return "\n\n".join(
            above + [raw(place.block) for place in self.found if place.block.line < first and not place.questions]
        )


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "?", "!", ":", ";", ","))


def questions_of(source: str) -> list[QuestionDocument]:
    """Every list, and else every paragraph or line that asks, without regard to headings."""
    found = outline(blocks_of(plain_lines(source)))[1]
    find_questions(found, everywhere=True)
    return [asked for place in found for asked in place.questions]
