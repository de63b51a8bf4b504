"""The markup of Aozora Bunko, in which most Japanese books in plain text are written: 山《やま》, ［＃…］."""

import re

from texts.blocks import Content, Inline, Ruby, Text

REMARK = re.compile(r"［＃[^］]*］")
HEADING = re.compile(r"^(?P<text>.*)［＃「[^」]*」は(?:同行|窓)?(?P<size>大|中|小)見出し］", re.MULTILINE)
LEGEND = re.compile(r"^-{10,}\n【テキスト中に現れる記号について】.*?^-{10,}\n", re.MULTILINE | re.DOTALL)
COLOPHON = re.compile(r"\n底本(?:の親本)?：.*\Z", re.DOTALL)
READING = re.compile(r"(?:｜([^《｜\n]+)|([\u3400-\u9fff々〆ヶ〇]+))《([^》\n]{1,40})》")
HEAD = re.compile(r"\A\s*(?P<title>[^\n]+)\n(?:(?P<more>[^\n]+)\n)?(?P<author>[^\n]+)\n\n")
CHAPTER_BELOW = {"大": "\n\n\n\n", "中": "\n\n\n", "小": "\n\n"}


def is_aozora(text: str) -> bool:
    return bool(LEGEND.search(text) or (REMARK.search(text) and "青空文庫" in text))


def plainer(text: str) -> tuple[str, str, str]:
    """The text without legend, remarks and colophon, its headings set apart; title and author."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = HEAD.match(text)
    text = COLOPHON.sub("\n", LEGEND.sub("\n", text[head.end() :] if head else text))
    text = HEADING.sub(lambda found: CHAPTER_BELOW[found["size"]] + found["text"].strip() + "\n\n", text)
    return REMARK.sub("", text), head["title"].strip() if head else "", head["author"].strip() if head else ""


def with_readings(content: Content) -> Content:
    """The readings in 《》 stand over the characters before them."""
    done: list[Inline] = []
    for each in content:
        at = 0
        for found in READING.finditer(each.text) if isinstance(each, Text) else ():
            done += [Text(each.text[at : found.start()]), Ruby(found[1] or found[2], found[3])]
            at = found.end()
        done.append(Text(each.text[at:]) if isinstance(each, Text) else each)
    return tuple(each for each in done if each != Text(""))
