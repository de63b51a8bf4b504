"""Blocks to the HTML of the reading page. Of the file brought in, only escaped text is in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from texts.blocks import (
    Block,
    Break,
    Code,
    Content,
    Emphasis,
    Figure,
    Heading,
    Inline,
    InlineCode,
    Line,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
    walk,
)

INDENTS = 6


@dataclass(frozen=True)
class Labels:
    """The words of the reading page that are not the author's; translate them before passing them in."""

    paragraph: str = "Paragraph"
    note: str = "Note"
    notes: str = "Notes"
    back: str = "Back to the text"


def to_html(
    blocks: Iterable[Block], *, labels: Labels | None = None, image_url: Callable[[str], str] = "images/{}".format
) -> str:
    """Paragraphs and stanzas, also those in quotations and lists, are numbered from 1: `#p7`; notes are `#n1`, back
    to `#n1-ref`; headings `#h1`. The topmost level of heading becomes h2, because the chapter's title is the h1.
    `image_url` turns an image's name into its address.
    """
    blocks = tuple(blocks)
    return _Writer(blocks, labels or Labels(), image_url).write(blocks)


class _Writer:
    def __init__(self, blocks: tuple[Block, ...], labels: Labels, image_url: Callable[[str], str]) -> None:
        self.labels = labels
        self.image_url = image_url
        self.paragraphs = self.headings = 0
        self.numbered = True
        self.top = min((block.level for block in walk(blocks) if isinstance(block, Heading)), default=1)
        self.notes = {note.key: at for at, note in enumerate(_notes(blocks), start=1)}
        self.mentions: dict[str, int] = {}

    def write(self, blocks: tuple[Block, ...]) -> str:
        body = self.all(block for block in blocks if not isinstance(block, Note))
        notes = [block for block in blocks if isinstance(block, Note)]
        return f"{body}\n{self.note_section(notes)}\n" if notes else f"{body}\n"

    def all(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p{self.numbering()}{self.inline(block.content)}</p>"
            case Heading():
                return self.heading(block)
            case Verse():
                lines = "".join(self.line(line) for line in block.lines)
                return f"<blockquote{self.numbering('verse')}<p>{lines}</p></blockquote>"
            case Quotation():
                return f"<blockquote>\n{self.all(block.blocks)}\n</blockquote>"
            case List():
                return self.listing(block)
            case Table():
                return self.table(block)
            case Code():
                language = f' class="language-{escape(block.language)}"' if block.language else ""
                return f'<pre tabindex="0"><code{language}>{escape(block.text, quote=False)}\n</code></pre>'
            case Figure():
                return self.figure(block)
            case Break():
                return '<hr class="break">'
        return ""

    def numbering(self, kind: str = "") -> str:
        """The rest of an opening tag, and the number as a link to itself."""
        if not self.numbered:
            return f' class="{kind}">' if kind else ">"
        self.paragraphs += 1
        number = self.paragraphs
        first = " is-first" if number == 1 and not kind else ""
        names = f"{kind} para{first}".strip()
        hidden = f'<span class="visually-hidden">{escape(self.labels.paragraph)} </span>'
        return f' class="{names}" id="p{number}"><a class="para-no" href="#p{number}">{hidden}{number}</a>'

    def line(self, line: Line) -> str:
        indent = f' class="indent-{min(line.indent, INDENTS)}"' if line.indent else ""
        return f"<span{indent}>{self.inline(line.content)}</span>"

    def heading(self, heading: Heading) -> str:
        level = min(heading.level - self.top + 2, 6)
        if not self.numbered:
            return f"<p><strong>{self.inline(heading.content)}</strong></p>"
        self.headings += 1
        return f'<h{level} id="h{self.headings}">{self.inline(heading.content)}</h{level}>'

    def listing(self, block: List) -> str:
        items = "\n".join(f"<li>{self.all(item)}</li>" for item in block.items)
        if not block.ordered:
            return f"<ul>\n{items}\n</ul>"
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{start}>\n{items}\n</ol>"

    def table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{self.inline(cell)}</th>' for cell in table.head)
        rows = "\n".join(
            "<tr>" + "".join(f"<td>{self.inline(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
        )
        top = f"<thead><tr>{head}</tr></thead>\n" if head else ""
        return f'<div class="table-scroll" tabindex="0"><table>\n{top}<tbody>\n{rows}\n</tbody></table></div>'

    def figure(self, figure: Figure) -> str:
        image = figure.image
        caption = f"<figcaption>{escape(figure.caption, quote=False)}</figcaption>" if figure.caption else ""
        return (
            f'<figure><img src="{escape(self.image_url(image.name))}" alt="{escape(figure.alt)}" '
            f'width="{image.width}" height="{image.height}" loading="lazy">{caption}</figure>'
        )

    def note_section(self, notes: list[Note]) -> str:
        self.numbered = False
        items = "\n".join(self.note(note) for note in notes)
        title = f'<h2 class="visually-hidden" id="notes">{escape(self.labels.notes)}</h2>'
        return f'<section class="footnotes" aria-labelledby="notes">{title}<ol>\n{items}\n</ol></section>'

    def note(self, note: Note) -> str:
        number = self.notes[note.key]
        back = f' <a class="note-back" href="#n{number}-ref">{escape(self.labels.back)}</a>'
        body = self.all(note.blocks)
        body = body[: -len("</p>")] + back + "</p>" if isinstance(note.blocks[-1], Paragraph) else body + back
        return f'<li id="n{number}">{body}</li>'

    def inline(self, content: Content) -> str:
        return "".join([self.one(inline) for inline in content])

    def one(self, inline: Inline) -> str:
        match inline:
            case Text():
                return escape(inline.text, quote=False)
            case Emphasis():
                return f"<em>{self.inline(inline.content)}</em>"
            case Strong():
                return f"<strong>{self.inline(inline.content)}</strong>"
            case Superscript():
                return f"<sup>{self.inline(inline.content)}</sup>"
            case Subscript():
                return f"<sub>{self.inline(inline.content)}</sub>"
            case Link():
                return f'<a href="{escape(inline.href)}" rel="noopener nofollow">{self.inline(inline.content)}</a>'
            case InlineCode():
                return f"<code>{escape(inline.text, quote=False)}</code>"
            case Ruby():
                return f"<ruby>{escape(inline.text)}<rp>(</rp><rt>{escape(inline.reading)}</rt><rp>)</rp></ruby>"
            case NoteRef():
                return self.mention(inline.key)
        return "<br>"

    def mention(self, key: str) -> str:
        number = self.notes.get(key)
        if number is None:
            return ""
        count = self.mentions[key] = self.mentions.get(key, 0) + 1
        again = f"-{count}" if count > 1 else ""
        label = f"{escape(self.labels.note)} {number}"
        return (
            f'<a class="note-ref" href="#n{number}" id="n{number}-ref{again}" aria-label="{label}">'
            f"<sup>{number}</sup></a>"
        )


def _notes(blocks: tuple[Block, ...]) -> list[Note]:
    return [block for block in blocks if isinstance(block, Note)]
