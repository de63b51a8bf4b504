"""What a chapter says, without how it looks: for the search and for counting."""

import re
from collections.abc import Iterable, Iterator

from texts.blocks import Block, Code, Figure, Note, Paragraph, Verse, children, contents, inline_text, walk

HAN_AND_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
SOUTH_EAST_ASIAN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
WORD = re.compile(r"[^\W_]+(?:['’‘\-.][^\W_]+)*")
HAN_PER_WORD = 1.5
SOUTH_EAST_ASIAN_PER_WORD = 4


def count_words(text: str) -> int:
    """Words as a reader would count them.

    Chinese and Japanese have no spaces: 1.5 characters count as a word, which gives a Chinese text about the length of
    its English translation. Thai, Lao, Burmese and Khmer: 4 characters. A hyphenated word is one.
    """
    han = len(HAN_AND_KANA.findall(text))
    asian = len(SOUTH_EAST_ASIAN.findall(text))
    if han or asian:
        text = SOUTH_EAST_ASIAN.sub(" ", HAN_AND_KANA.sub(" ", text))
    return len(WORD.findall(text)) + round(han / HAN_PER_WORD + asian / SOUTH_EAST_ASIAN_PER_WORD)


def words(blocks: Iterable[Block]) -> int:
    """Words of the text itself; notes and captions do not count, so that reading times are those of the text."""
    return count_words(plain_text((block for block in blocks if not isinstance(block, Note)), captions=False))


def plain_text(blocks: Iterable[Block], captions: bool = True) -> str:
    """One line for each paragraph, stanza line, heading and cell; notes last."""
    lines: list[str] = []
    for block in walk(tuple(blocks)):
        if isinstance(block, Code):
            lines.append(block.text)
        elif isinstance(block, Figure) and captions:
            lines.append(block.caption or block.alt)
        else:
            lines += [inline_text(content) for content in contents(block)]
    return "\n".join(line for line in lines if line)


def count_paragraphs(blocks: Iterable[Block]) -> int:
    """How many numbers the HTML writer gives out."""
    return sum(1 for _block in numbered(blocks))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """What the HTML writer numbers: every paragraph and stanza outside the notes."""
    for block in blocks:
        if isinstance(block, Paragraph | Verse):
            yield block
        elif not isinstance(block, Note):
            yield from numbered(children(block))


def numbered_paragraphs(blocks: Iterable[Block]) -> list[str]:
    return [plain_text([block]) for block in numbered(blocks)]
