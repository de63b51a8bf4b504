"""Which lists and paragraphs are questions, below which headings they stand, and which headings are sections."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from guides.fileformat.document import QuestionDocument, normal
from guides.fileformat.lines import Item, Line
from guides.fileformat.loose.blocks import Block, blocks_of, plain
from guides.fileformat.loose.questions import asks, is_answer, question, tells, with_answer_below
from guides.fileformat.loose.words import (
    Heading,
    is_chapter,
    is_chapter_label,
    is_label_line,
    section_label,
    starts_chapter,
)

_CUE = re.compile(r"\b(?:questions?|discuss(?:ed)?|consider|think about|reflect)\b", re.IGNORECASE)
_MARKED = re.compile(r"[*_]{0,2}(?:Q\d{0,3}\s?[.:)]|Question\s*\d{0,3}\s?[.:)])[*_]{0,2}\s+\S")
_ASKING_HEADING = re.compile(r"(?:Q|Question)\s*\d{1,3}\b|\d{1,3}[.)]\s+\S.*\?$|.*\?$")
_TASK = re.compile(r"\[[ xX]\](?:\s|$)")
_ONLY_LINK = re.compile(r"\s*(?:<https?://\S+>|https?://\S+|\[[^\]]*\]\([^)]*\))\s*$")


@dataclass
class Found:
    """A block at its place, with the questions that were found in it."""

    block: Block
    heading: Heading | None
    questions: list[QuestionDocument] = field(default_factory=list)


def outline(blocks: Sequence[Block]) -> tuple[list[Heading], list[Found]]:
    """The headings of a document, and its other blocks, each below its heading."""
    headings: list[Heading] = []
    found: list[Found] = []
    current: Heading | None = None
    for block in _expanded(blocks):
        level, title = (block.level, block.name) if block.kind == "heading" else _heading_in_disguise(block)
        if not title:
            found.append(Found(block, current))
            continue
        while current and current.level >= level:
            current = current.parent
        current = Heading(level, title, block.line, current)
        headings.append(current)
    return headings, found


def _expanded(blocks: Sequence[Block]) -> Iterator[Block]:
    """A list of chapters with lists of questions in them becomes headings with lists."""
    for block in blocks:
        if block.items and all(len(item.lines) > 1 and is_chapter_label(item.lines[0].text) for item in block.items):
            for item in block.items:
                yield Block(
                    "heading", item.number, [item.lines[0]], level=7, name=plain(item.lines[0].text).rstrip(":")
                )
                yield from blocks_of("\n".join(line.text for line in item.lines[1:]), item.lines[1].number)
        else:
            yield block


def _heading_in_disguise(block: Block) -> tuple[int, str]:
    """A line in bold type, “Chapter 3”, or “Questions:” on a line of its own; level 7 and 8 lie below real headings."""
    if block.kind != "paragraph" or len(block.lines) != 1:
        return 0, ""
    text = block.lines[0].text.strip()
    title = plain(text).rstrip(":").strip()
    if not title or len(title) > 100 or title.endswith(("?", ".")):
        return 0, ""
    if Heading(8, title, 0).is_answers:
        return (8 if text.endswith(":") else 2), title
    if is_label_line(text):
        return 8, title
    bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1:?", text) is not None
    return (7, title) if bold or starts_chapter(title) else (0, "")


def in_questions(heading: Heading | None) -> bool:
    """Whether a heading above says that questions follow, and none below it says something else."""
    for above in reversed(heading.path if heading else []):
        if above.is_aside:
            return False
        if above.asks:
            return True
    return False


def in_record(heading: Heading | None) -> bool:
    return any(above.is_record for above in (heading.path if heading else []))


def in_aside(heading: Heading | None) -> bool:
    return any(above.is_aside for above in (heading.path if heading else []))


def kind_above(heading: Heading | None) -> str:
    return next((above.kind for above in reversed(heading.path if heading else []) if above.kind), "")


def find_questions(found: Sequence[Found], everywhere: bool = False) -> None:
    """Fills in the questions of each block; `everywhere` reads every list as questions."""
    with_lists = {id(place.heading) for place in found if place.block.kind == "list" and _could_ask(place, everywhere)}
    cued = False
    for position, place in enumerate(found):
        area = in_questions(place.heading) or everywhere
        if place.block.kind == "list":
            if _is_questions(place, area or cued, everywhere):
                place.questions = _from_list(place)
            cued = False
        elif place.block.kind == "paragraph":
            before = found[position - 1] if position else None
            _paragraph(place, before, area and id(place.heading) not in with_lists)
            cued = place.block.text.rstrip("*_ ").endswith(":") and bool(_CUE.search(place.block.lines[-1].text))
        elif place.block.kind == "directive" and place.block.name in ("questions", "question", "discussion"):
            place.questions = _from_directive(place)


def _could_ask(place: Found, everywhere: bool) -> bool:
    return _is_questions(place, in_questions(place.heading) or everywhere, everywhere)


def _is_questions(place: Found, area: bool, everywhere: bool) -> bool:
    texts = [_text(item) for item in place.block.items if not _TASK.match(item.lines[0].text)]
    if not texts or all(map(_ONLY_LINK.match, texts)):
        return False
    if in_record(place.heading):
        return False
    if area:
        return True
    first_lines = [text.split("\n\n")[0] for text in texts]
    if in_aside(place.heading):
        return place.block.ordered and all(map(asks, first_lines))
    if place.block.ordered:
        return 2 * sum("?" in text or "？" in text or tells(text) for text in first_lines) >= len(texts)
    return any(map(asks, first_lines)) and all(asks(text) or tells(text) for text in first_lines)


def _text(item: Item) -> str:
    return normal("\n".join(line.text for line in item.lines))


def _from_list(place: Found) -> list[QuestionDocument]:
    kind = kind_above(place.heading)
    items = [item for item in place.block.items if not _TASK.match(item.lines[0].text)]
    questions = [question([line.text for line in item.lines], item.number, kind) for item in items]
    return [asked for asked in questions if asked.prompt]


def _paragraph(place: Found, before: Found | None, area: bool) -> None:
    """A paragraph that asks, or that answers the question before it."""
    texts = [line.text for line in place.block.lines]
    if before and before.questions and is_answer(texts[0]) and before.heading is place.heading:
        last = before.questions[-1]
        answered = question([last.prompt, *texts], last.line)
        last.model_answer = normal(f"{last.model_answer}\n\n{answered.model_answer}")
        place.questions, before.questions = before.questions, []
        before.block.kind = "used"
        return
    if all(map(_MARKED.match, texts)) or (area and len(texts) > 1 and all(map(asks, texts))):
        place.questions = [question([line.text], line.number, kind_above(place.heading)) for line in place.block.lines]
    elif _MARKED.match(texts[0]) or area:
        asked, answer = with_answer_below(texts)
        words = normal("\n".join(asked))
        if _MARKED.match(texts[0]) or answer or asks(words) or (tells(words) and _asks_here(place)):
            place.questions = [question(asked, place.block.line, kind_above(place.heading))]
            place.questions[0].model_answer = place.questions[0].model_answer or answer


def _asks_here(place: Found) -> bool:
    return place.heading is None or place.heading.asks


def _from_directive(place: Found) -> list[QuestionDocument]:
    source = "\n".join(line.text for line in place.block.lines)
    inner = [Found(block, place.heading) for block in blocks_of(source, place.block.line + 1)]
    find_questions(inner, everywhere=True)
    return [asked for part in inner for asked in part.questions]


def from_headings(headings: Sequence[Heading], found: Sequence[Found]) -> list[Found]:
    """Headings that are questions themselves (“Question 3”, “1. Why …?”), where nothing below asks."""
    places: dict[Heading, list[Found]] = {heading: [] for heading in headings}
    for place in found:
        for above in place.heading.path if place.heading else []:
            places[above].append(place)
    asking = []
    for heading, below in places.items():
        numbered = bool(re.match(r"(?:Q|Question)\s*\d", heading.title))
        if not (numbered or (_ASKING_HEADING.fullmatch(heading.title) and in_questions(heading.parent))):
            continue
        if not any(place.questions or place.block.kind == "used" for place in below):
            asking.append(_from_heading(heading, below))
    return asking


def _from_heading(heading: Heading, below: Sequence[Found]) -> Found:
    lead = [] if re.fullmatch(r"(?:Q|Question)\s*\d+[.:)]?", heading.title) else [heading.title, ""]
    texts = lead + [text for place in below for text in (*(line.text for line in place.block.lines), "")]
    block = Block("heading", heading.line, [Line(heading.line, heading.title)])
    asked = question(texts, heading.line, kind_above(heading))
    for place in below:
        place.block.kind = "used"
    return Found(block, heading.parent, [asked] if asked.prompt else [])


def title_heading(headings: Sequence[Heading], found: Sequence[Found]) -> Heading | None:
    """The first heading, unless questions stand directly below it and others of its rank follow."""
    if not headings:
        return None
    first = headings[0]
    peers = [heading for heading in headings if heading.level == first.level and not heading.is_aside]
    if first.level > 6 and is_chapter(first.title):
        return None
    if len(peers) > 1 and (is_chapter(first.title) or first.asks or _asks_below(first, found)):
        return None
    return first


def _asks_below(heading: Heading, found: Sequence[Found]) -> bool:
    return any(place.questions and place.heading and heading in place.heading.path for place in found)


def choose_sections(headings: Sequence[Heading], found: Sequence[Found], title: Heading | None) -> list[Heading]:
    """The headings that are sections, in the order of the file. Questions below none of them have no section."""
    asking = [place.heading for place in found if place.questions and place.heading]
    parts = _parts(headings, asking, title)
    chosen = {heading for heading in (_section_of(below, parts, title) for below in asking) if heading}
    return [heading for heading in headings if heading in chosen or _is_quiet_peer(heading, chosen, title)]


def _section_of(heading: Heading, parts: set[Heading], title: Heading | None) -> Heading | None:
    path = [above for above in heading.path if above is not title and not above.only_asks]
    while len(path) > 1 and path[-1] in parts:
        path.pop()
    return path[-1] if path else None


def _parts(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Headings that name a part of a section (“Comprehension”, “Explore the idea (10 minutes)”), not a section."""
    parents: dict[str, set[Heading]] = defaultdict(set)
    for heading in headings:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks:
            parents[heading.title.casefold()].add(heading.parent)
    repeated = {name for name, above in parents.items() if len(above) > 1}
    parts = {heading for heading in headings if _is_part(heading)}
    parts |= {heading for heading in headings if heading.title.casefold() in repeated and not is_chapter(heading.title)}
    return parts | _lonely(headings, asking, title)


def _is_part(heading: Heading) -> bool:
    return (heading.is_step and not starts_chapter(heading.title)) or bool(section_label(heading.title))


def _lonely(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Where several parents have one asking child each among other children, the parents are the sections."""
    children = Counter(heading.parent for heading in headings if heading.parent)
    bearing: dict[Heading, set[Heading]] = defaultdict(set)
    for heading in asking:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks and not heading.only_asks:
            bearing[heading.parent].add(heading)
    if len(bearing) < 2 or any(len(below) > 1 for below in bearing.values()):
        return set()
    return {next(iter(below)) for parent, below in bearing.items() if children[parent] > 1}


def _is_quiet_peer(heading: Heading, chosen: set[Heading], title: Heading | None) -> bool:
    """A heading without questions, of the same rank and below the same heading as at least two sections."""
    if heading is title or heading.is_aside or heading.only_asks or section_label(heading.title):
        return False
    peers = [other for other in chosen if other.parent is heading.parent and other.level == heading.level]
    same_sort = is_chapter(heading.title) or not any(is_chapter(peer.title) for peer in peers)
    return len(peers) > 1 and same_sort
