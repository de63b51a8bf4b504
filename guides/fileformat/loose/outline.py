"""The headings of a document, and which lists and paragraphs below them are questions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from guides.fileformat.document import QuestionDocument, normal
from guides.fileformat.lines import Item, Line
from guides.fileformat.loose.blocks import Block, blocks_of
from guides.fileformat.loose.headings import Heading, is_label_line
from guides.fileformat.loose.questions import in_words, question, with_answer_below
from guides.fileformat.loose.words import (
    ANSWERS,
    QUESTIONS,
    answer_in,
    asks,
    guide_label,
    has_question_mark,
    is_chapter_label,
    is_marked,
    is_numbered_question,
    plain,
    starts_chapter,
    tells,
)

_CUE = re.compile(r"\b(?:questions?|discuss(?:ed)?|consider|think about|reflect)\b", re.IGNORECASE)
_TOPIC = re.compile(r"(\*\*|__)(?:(?!\1).)+\1[:：]?|[^.?!？:：]{2,60}[:：]?")
_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\w{1,3}[.)])\s+\S")
_OPTION = re.compile(r"^\s*\(?[a-hA-H][.)]\s+\S", re.MULTILINE)
_ASKING_HEADING = re.compile(r"\d{1,3}[.)]?\s+\S.*[?？؟]$")
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_TASK = re.compile(r"\[[ xX]\](?:\s|$)")
_ONLY_LINK = re.compile(r"\s*(?:<https?://\S+>|https?://\S+|\[[^\]]*\]\([^)]*\))\s*$")


@dataclass
class Found:
    """A block at its place, with the questions that were found in it."""

    block: Block
    heading: Heading | None
    questions: list[QuestionDocument] = field(default_factory=list)

    @property
    def headings(self) -> list[Heading]:
        return self.heading.path if self.heading else []

    @property
    def label(self) -> Heading | None:
        """The heading that says that questions follow, unless one below it says something else."""
        for above in reversed(self.headings):
            if above.is_aside:
                return None
            if above.asks:
                return above
        return None

    @property
    def kind(self) -> str:
        return next((above.kind for above in reversed(self.headings) if above.kind), "")


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
        current = Heading(level, title, block.line, current, block.text)
        headings.append(current)
    return headings, found


def _expanded(blocks: Sequence[Block]) -> Iterator[Block]:
    """A list of chapters or of topics with lists of questions in them becomes headings with lists."""
    for block in blocks:
        if block.items and all(map(_is_topic, block.items)):
            for item in block.items:
                title = plain(item.lines[0].text).rstrip(":： ")
                yield Block("heading", item.number, [item.lines[0]], level=7, name=title)
                yield from blocks_of(item.lines[1:])
        else:
            yield block


def _is_topic(item: Item) -> bool:
    first, *rest = (line.text.strip() for line in item.lines)
    below = [text for text in rest if text]
    if is_chapter_label(first):
        return bool(below)
    is_title = _TOPIC.fullmatch(first) is not None and not tells(first) and not _TASK.match(first)
    return is_title and bool(below) and all(_ITEM.match(text) and (asks(text) or tells(text)) for text in below)


def _heading_in_disguise(block: Block) -> tuple[int, str]:
    """A line in bold type, “Chapter 3”, or “Questions:” on a line of its own; level 7 and 8 lie below real headings."""
    if block.kind != "paragraph" or len(block.lines) != 1:
        return 0, ""
    text = block.lines[0].text.strip()
    title = plain(text).rstrip(":： ").strip()
    if not title or len(title) > 100 or title.endswith(("?", ".", "？", "؟", "!")):
        return 0, ""
    if Heading(8, title, 0).is_answers:
        return (8 if text.endswith((":", "：")) else 2), title
    if is_label_line(text):
        return 8, title
    bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1[:：]?", text) is not None
    if bold or starts_chapter(title):
        return 7, title
    return (8, title) if guide_label(title) else (0, "")


def find_questions(found: Sequence[Found], title: Heading | None = None, everywhere: bool = False) -> None:
    """Fills in the questions of each block; `everywhere` reads every list as questions.

    Where lists have labels such as “Discussion questions”, other lists have to ask or tell throughout. A label that is
    the title of the file counts for what stands directly below it.
    """
    finder = _Finder(found, title, everywhere)
    introduced = cued = False
    for position, place in enumerate(found):
        before = found[position - 1] if position else None
        if place.block.kind == "list":
            place.questions = [] if introduced and not finder.may_ask(place) else finder.of_list(place, cued)
            introduced = cued = False
        elif place.block.kind == "paragraph":
            finder.of_paragraph(place, before)
            introduced = place.block.text.rstrip("*_ ").endswith((":", "："))
            cued = introduced and bool(_CUE.search(place.block.lines[-1].text))
            introduced = introduced and not cued
        elif place.block.kind == "directive" and place.block.name in QUESTIONS:
            place.questions = _from_directive(place)
        elif place.block.kind == "directive" and place.block.name in ANSWERS and before and before.questions:
            _answer(place, before, [f"{place.block.name}:", *(line.text for line in place.block.lines)])


class _Finder:
    def __init__(self, found: Sequence[Found], title: Heading | None, everywhere: bool):
        self.title = title
        self.everywhere = everywhere
        self.is_labelled = any(
            place.block.kind == "list" and self._in_area(place) and self._asks_at_all(place) for place in found
        )
        self.with_lists = {place.label for place in found if place.block.kind == "list" and self._asks(place, False)}

    def may_ask(self, place: Found) -> bool:
        """Below a line such as “If you liked this, try:” a list that asks nothing holds no questions."""
        return self.everywhere or any(_asks_or_tells(line.text) for item in place.block.items for line in item.lines)

    def _asks_at_all(self, place: Found) -> bool:
        return any(asks(line.text) for item in place.block.items for line in item.lines)

    def _in_area(self, place: Found) -> bool:
        if self.everywhere:
            return True
        label = place.label
        return label is not None and (label is not self.title or place.heading is label)

    def of_list(self, place: Found, cued: bool) -> list[QuestionDocument]:
        if not self._asks(place, cued):
            return []
        items = _items(place, self._in_area(place) or cued)
        questions = [question([line.text for line in item.lines], item.number, place.kind) for item in items]
        return [asked for asked in questions if asked.prompt]

    def _asks(self, place: Found, cued: bool) -> bool:
        is_area = self._in_area(place) or cued
        texts = [normal("\n".join(line.text for line in item.lines)) for item in _items(place, is_area)]
        is_record = any(above.is_record for above in place.headings if above is not self.title)
        if (is_record and place.label is None) or not texts or all(map(_ONLY_LINK.match, texts)):
            return False
        return is_area or self._asks_by_itself(place, texts)

    def _asks_by_itself(self, place: Found, whole: Sequence[str]) -> bool:
        texts = [text.split("\n\n")[0] for text in whole]
        is_aside = any(above.is_aside for above in place.headings)
        if is_aside:
            return place.block.ordered and all(map(asks, texts))
        if place.block.ordered:
            asking = sum(_asks_or_tells(first) or _has_options(text) for first, text in zip(texts, whole, strict=True))
            return asking >= (len(texts) if self.is_labelled else len(texts) / 2)
        others = sum(not _asks_or_tells(text) for text in texts)
        below_chapter = place.heading is not None and starts_chapter(place.heading.words) and not self.is_labelled
        return all(map(is_marked, texts)) or (
            any(asks(text.split("\n")[0]) for text in texts) and others < (len(texts) / 2 if below_chapter else 1)
        )

    def of_paragraph(self, place: Found, before: Found | None) -> None:
        """A paragraph that asks, or that answers the question before it."""
        texts = [line.text for line in place.block.lines]
        if before and before.questions and answer_in(texts[0]) and before.heading is place.heading:
            _answer(place, before, texts)
            return
        area = self.everywhere or (place.label is not None and place.label not in self.with_lists)
        if all(map(is_marked, texts)) or (area and len(texts) > 1 and all(map(asks, texts))):
            place.questions = [question([line.text], line.number, place.kind) for line in place.block.lines]
        elif is_marked(texts[0]) or area:
            asked, answer = with_answer_below(texts)
            words = normal("\n".join(asked)).split("\n\n")[0]  # without options
            directly = place.heading is None or place.heading.asks
            if is_marked(texts[0]) or answer or asks(words) or (tells(words) and directly):
                place.questions = [question(asked, place.block.line, place.kind)]
                place.questions[0].model_answer = place.questions[0].model_answer or answer


def _asks_or_tells(text: str) -> bool:
    return has_question_mark(text) or asks(text) or tells(text)


def _has_options(text: str) -> bool:
    return len(_OPTION.findall(text)) > 2


def _items(place: Found, is_area: bool) -> list[Item]:
    """Without tasks to tick off, unless a task below a label for questions asks something."""
    return [
        Item(item.number, [Line(item.number, _TASK.sub("", item.lines[0].text)), *item.lines[1:]])
        for item in place.block.items
        if not _TASK.match(item.lines[0].text) or (is_area and asks(item.lines[0].text))
    ]


def _answer(place: Found, before: Found, texts: Sequence[str]) -> None:
    """What stands at `place` belongs to the last question before it."""
    last = before.questions[-1]
    answered = question([last.prompt, *texts], last.line)
    last.model_answer = normal(f"{last.model_answer}\n\n{in_words(answered.model_answer, last.choices)}")
    last.hint = normal(f"{last.hint}\n\n{answered.hint}")
    place.questions, before.questions = before.questions, []
    place.block.kind = before.block.kind = "used"


def _from_directive(place: Found) -> list[QuestionDocument]:
    """The list or the paragraphs in it. A title that asks is the question; what asks nothing below it, its answer."""
    block = place.block
    inner = [Found(part, place.heading) for part in blocks_of(block.lines)]
    if asks(block.title) and not any(asks(part.block.text) for part in inner):
        asked = question([block.title, "", *([f"Answer: {block.text}"] if block.text else [])], block.line, place.kind)
        return [asked]
    find_questions(inner, everywhere=True)
    below = [asked for part in inner for asked in part.questions]
    return [question([block.title], block.line, place.kind), *below] if asks(block.title) else below


def from_headings(headings: Sequence[Heading], found: Sequence[Found]) -> list[Found]:
    """Headings that are questions themselves (“Question 3”, “1. Why …?”), where nothing below asks."""
    places: dict[Heading, list[Found]] = {heading: [] for heading in headings}
    for place in found:
        for above in place.headings:
            places[above].append(place)
    numbered = Counter(heading.parent for heading in headings if _ASKING_HEADING.fullmatch(heading.title))
    asking = []
    for heading, below in places.items():
        above = Found(Block("heading", heading.line), heading.parent)
        is_task = asks(heading.title) or tells(_NUMBER.sub("", heading.title))
        is_asked = is_numbered_question(heading.title) or (is_task and above.label is not None)
        is_one_of_many = _ASKING_HEADING.fullmatch(heading.title) and numbered[heading.parent] > 1
        is_asked = is_asked or (is_one_of_many and not any(heading.is_aside for heading in above.headings))
        if is_asked and not any(place.questions or place.block.kind == "used" for place in below):
            asking.append(_from_heading(heading, below))
    return asking


def _from_heading(heading: Heading, below: Sequence[Found]) -> Found:
    texts = [text for place in below for text in (*(line.text for line in place.block.lines), "")]
    if is_numbered_question(heading.title) and re.fullmatch(r"\w+\s*\d+[.:)]?", heading.title):
        lead = []
    elif _is_prose(place.block for place in below) and not any(map(has_question_mark, texts)):
        lead = [heading.title, "", "Answer:"]
    else:
        lead = [heading.title, ""]
    asked = question([*lead, *texts], heading.line, Found(Block("heading", 0), heading).kind)
    for place in below:
        place.block.kind = "used"
    block = Block("heading", heading.line, [Line(heading.line, heading.title)])
    return Found(block, heading.parent, [asked] if asked.prompt else [])


def _is_prose(blocks: Iterable[Block]) -> bool:
    """Sentences that tell the reader nothing to do: an answer."""
    texts = [block.text for block in blocks]
    return bool(texts) and not any(tells(text) or answer_in(text.split("\n")[0]) for text in texts)
