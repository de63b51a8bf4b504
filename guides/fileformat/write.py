"""From a `GuideDocument` to a file in the guide format; `parse` gives the same document back."""

from typing import Any

from guides.fileformat.document import (
    FORMAT,
    ChapterSpan,
    GuideDocument,
    QuestionDocument,
    SectionDocument,
    TextReference,
    normal,
    one_line,
)
from guides.fileformat.front_matter import dump_front_matter
from guides.fileformat.lines import escape, escape_comment
from guides.fileformat.parts import (
    GUIDE_ENTRIES,
    GUIDE_TEXTS,
    PASSAGES,
    QUESTIONS,
    SECTION_ENTRIES,
    SECTION_TEXTS,
    indented,
    write_entries,
    write_passages,
)
from guides.fileformat.settings import write_settings


def write(document: GuideDocument) -> str:
    parts = [_part(1, title, escape(normal(getattr(document, name)))) for name, title in GUIDE_TEXTS.items()]
    parts += [
        _part(1, title, write_entries(getattr(document, name), dated=name == "timeline"))
        for name, title in GUIDE_ENTRIES.items()
    ]
    parts += [f"# {part.title}\n\n{escape(normal(part.text))}".rstrip() for part in document.extra_parts]
    parts += [written_section(section) for section in document.sections]
    return "\n\n".join([dump_front_matter(_front_matter(document)).rstrip("\n"), *filter(None, parts)]) + "\n"


def _front_matter(document: GuideDocument) -> dict[str, Any]:
    given = {
        "format": FORMAT,
        "title": one_line(document.title),
        "subtitle": one_line(document.subtitle),
        "slug": document.slug,
        "text": _text(document.text),
        "language": document.language,
        "level": document.level,
        "licence": one_line(document.licence),
        "credits": normal(document.credits),
        "derived_from": document.derived_from,
        "tags": document.tags,
        "blurb": normal(document.blurb),
    }
    return {key: value for key, value in given.items() if value} | document.extra


def _text(text: str | TextReference | None) -> str | dict[str, Any] | None:
    if not isinstance(text, TextReference):
        return text
    given = {"title": text.title, "authors": text.authors or None, "year": text.year}
    return {key: value for key, value in given.items() if value is not None} | text.extra


def _part(level: int, title: str, text: str) -> str:
    return f"{'#' * level} {title}\n\n{text}" if text else ""


def written_section(section: SectionDocument) -> str:
    parts = [_head(section)]
    parts += [
        _part(3, SECTION_TEXTS["before"], escape(normal(section.before))),
        _part(3, SECTION_TEXTS["key_ideas"], escape(normal(section.key_ideas))),
        *(_part(3, title, write_entries(getattr(section, name))) for name, title in SECTION_ENTRIES.items()),
        _part(3, PASSAGES, write_passages(section.passages)),
    ]
    parts += [
        _part(3, SECTION_TEXTS[name], escape(normal(getattr(section, name))))
        for name in ("misunderstandings", "today", "supplementary")
    ]
    questions = (written_question(number, question) for number, question in enumerate(section.questions, 1))
    parts.append(_part(3, QUESTIONS, "\n\n".join(questions)))
    parts.append(_part(3, SECTION_TEXTS["facilitator_notes"], escape(normal(section.facilitator_notes))))
    parts += [f"### {part.title}\n\n{escape(normal(part.text))}".rstrip() for part in section.extra_parts]
    return "\n\n".join(filter(None, parts))


def _head(section: SectionDocument) -> str:
    first_last = section.paragraphs
    given = {
        "read": ", ".join(map(_chapters, section.reading)),
        "paragraphs": f"{first_last[0]} to {first_last[1]}" if first_last else "",
        "reading": section.reading_note,
        "pages": section.pages,
        "minutes": "" if section.minutes is None else str(section.minutes),
        "aim": section.aim,
    }
    values = {key: value for key, value in given.items() if value} | section.extra
    lines = [f"{key}: {indented(escape_comment(normal(value)), 2)}".rstrip() for key, value in values.items()]
    title = f"## {one_line(section.title)}"
    return "\n".join([title, "", *lines]) if lines else title


def _chapters(span: ChapterSpan) -> str:
    return span.first if span.first == span.last else f"{span.first} to {span.last}"


def written_question(number: int, question: QuestionDocument) -> str:
    pieces = [
        escape(normal(question.prompt), 3),
        "\n".join(f"- [ ] {one_line(choice)}" for choice in question.choices),
        write_settings(question),
        *(
            f"::: {name}\n{escape(normal(text), 3)}\n:::"
            for name, text in (
                ("hint", question.hint),
                ("answer", question.model_answer),
                ("facilitator", question.facilitator_note),
            )
            if text
        ),
    ]
    marker = f"{number}. "
    return marker + indented("\n\n".join(filter(None, pieces)), len(marker))
