"""What somebody wrote in a mail, without what their program put below or between."""

import re

import nh3

from texts.markdown import plain

HEADS = [
    r"On .{6,200}(?:wrote|writes):",
    r"Am .{6,200} schrieb.{0,200}:",
    r"Le .{6,200} a écrit ?:",
    r"El .{6,200} escribió:",
    r"Em .{6,200} escreveu:",
    r"Il .{6,200} ha scritto:",
    r"-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d’origine|Mensagem original) ?-{2,}",
    r"_{20,}",
    r"From: .+",
]
HEAD = re.compile(rf"\s*(?:{'|'.join(HEADS)})\s*")
SIGNATURE = re.compile(r"-- ?")
QUOTES = {"blockquote", "style", "script", "title", "head"}


def own_words(text: str) -> str:
    """Up to the signature or the head of the quotation below; of quoted lines between, nothing stays."""
    kept = []
    lines = text.replace("\r\n", "\n").replace("\x00", "").split("\n")
    for number, line in enumerate(lines):
        if SIGNATURE.fullmatch(line) or _is_head(lines, number):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _is_head(lines: list[str], number: int) -> bool:
    """“On Monday … wrote:” in one line or broken into two, above a quotation or the end of what was typed."""
    one, two = lines[number][:400], " ".join(lines[number : number + 2])[:400]
    is_broken = bool(one.strip()) and not one.rstrip().endswith(":") and two.rstrip().endswith(":")
    return bool(HEAD.fullmatch(one) or (is_broken and HEAD.fullmatch(two)))


def text_of(html: str) -> str:
    """Of a mail without plain text. Nothing of its tags gets further."""
    own = nh3.clean(html, tags={"p", "br", "div", "li"}, clean_content_tags=QUOTES, attributes={})
    lines = re.sub(r"</?(?:p|div|li|br)>", "\n", own)
    return "\n".join(plain(line) for line in lines.split("\n"))
