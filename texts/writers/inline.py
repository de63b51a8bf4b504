"""One form for inline content that means the same."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from urllib.parse import urlsplit

from texts.blocks import SPANS, Content, Inline, InlineCode, LineBreak, Link, NoteRef, Ruby, Span, Text

SETTLING_ROUNDS = 5
SCHEMES = {"http", "https", "mailto"}
DROPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\xad\u2060\ud800-\udfff\ufeff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
KEY = re.compile(r"[^\w-]+")


def clean_text(text: str) -> str:
    """Without control characters, half characters, and the soft hyphens and word joiners that hide words from a
    search; any run of breaking white space is one space.
    """
    return SPACES.sub(" ", DROPPED.sub("", text))


def safe_href(href: str) -> str:
    """An absolute http, https or mailto address, or nothing."""
    href = re.sub(r"[\s\x00-\x20\x7f\ud800-\udfff]+", "", href)
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or len(href) > 2000:
        return ""
    return href if parts.netloc or (parts.scheme.lower() == "mailto" and parts.path) else ""


def inline(
    content: Content,
    missing: Iterable[str] = (),
    breaks: bool = True,
    check: Callable[[str], str] = safe_href,
) -> Content:
    """Spans merged and never empty, white space single and outside the spans, none at the ends. `check` gives the
    address that a link may keep, or nothing.
    """
    if len(content) == 1 and isinstance(content[0], Text):
        text = clean_text(content[0].text).strip()
        return (Text(text),) if text else ()
    runs = _flatten(content, (), (missing, breaks, check))
    for _ in range(SETTLING_ROUNDS):
        before, runs = runs, _trim(_tidy(runs))
        if before == runs:
            break
    return _nest(runs)


# A run is a leaf with the spans around it, outermost first. Spans are put in one order so that equal text is equal.
Run = tuple[tuple[str, ...], Inline]
ORDER = ("link", "strong", "emphasis", "superscript", "subscript")
NAMES = dict(zip(("Strong", "Emphasis", "Superscript", "Subscript"), ORDER[1:], strict=True))
CLASSES = {NAMES[span.__name__]: span for span in SPANS}


Rules = tuple[Iterable[str], bool, Callable[[str], str]]


def _flatten(content: Content, around: tuple[str, ...], rules: Rules) -> list[Run]:
    runs: list[Run] = []
    for inner in content:
        if isinstance(inner, SPANS):
            runs += _flatten(inner.content, _with(around, NAMES[type(inner).__name__]), rules)
        elif isinstance(inner, Link):
            href = "" if any(name.startswith("link") for name in around) else rules[2](inner.href)
            runs += _flatten(inner.content, _with(around, f"link {href}") if href else around, rules)
        else:
            runs += _leaf(inner, around, rules)
    return runs


def _leaf(inner: Inline, around: tuple[str, ...], rules: Rules) -> list[Run]:
    missing, breaks, _ = rules
    if isinstance(inner, Text):
        return [(around, Text(clean_text(inner.text)))]
    if isinstance(inner, InlineCode):
        text = clean_text(inner.text).strip()
        return [(around, InlineCode(text))] if text else []
    if isinstance(inner, Ruby):
        text, reading = clean_text(inner.text).strip(), clean_text(inner.reading).strip()
        return [(around, Ruby(text, reading) if reading else Text(text))] if text else []
    if isinstance(inner, NoteRef):
        key = KEY.sub("-", inner.key).strip("-") or "note"
        return [] if key in missing else [((), NoteRef(key))]
    return [((), LineBreak() if breaks else Text(" "))]


def _with(around: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(sorted({*around, name}, key=lambda each: ORDER.index(each.split(" ")[0])))


def _tidy(runs: list[Run]) -> list[Run]:
    """Join neighbours in the same spans; white space at the edge of a span goes outside it."""
    split: list[Run] = []
    for around, leaf in runs:
        if around and isinstance(leaf, Text):
            core = leaf.text.strip()
            start = leaf.text.find(core) if core else 0
            pieces = [((), leaf.text[:start]), (around, core), ((), leaf.text[start + len(core) :])]
            split += [(spans, Text(text)) for spans, text in pieces if text]
        elif not isinstance(leaf, Text) or leaf.text:
            split.append((around, leaf))
    return _join(_bridge(_join(split)))


def _bridge(runs: list[Run]) -> list[Run]:
    """White space between two runs that share spans belongs to the spans they share."""
    done = list(runs)
    for at in range(1, len(runs) - 1):
        spans, leaf = runs[at]
        if not spans and isinstance(leaf, Text) and not leaf.text.strip():
            before, after = done[at - 1][0], runs[at + 1][0]
            done[at] = (_shared(before, after), leaf)
    return done


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    shared = []
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        shared.append(one)
    return tuple(shared)


def _join(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for (around, kind), alike in groupby(runs, lambda run: (run[0], type(run[1]))):
        group = list(alike)
        if len(group) > 1 and kind in (Text, InlineCode):
            group = [(around, kind(SPACES.sub(" ", "".join(leaf.text for _spans, leaf in group))))]
        joined += group
    return joined


def _trim(runs: list[Run]) -> list[Run]:
    """No white space or line break at the ends, nor around a line break; never two spaces in a row."""
    out: list[Run] = []
    for around, leaf in runs:
        at_edge = not out or isinstance(out[-1][1], LineBreak)
        if isinstance(leaf, LineBreak):
            _strip_end(out)
            if out and not isinstance(out[-1][1], LineBreak):
                out.append((around, leaf))
        elif isinstance(leaf, Text):
            text = leaf.text.lstrip() if at_edge else leaf.text
            if text.startswith(" ") and isinstance(out[-1][1], Text) and out[-1][1].text.endswith(" "):
                text = text[1:]
            if text:
                out.append((around, Text(text)))
        else:
            out.append((around, leaf))
    _strip_end(out)
    while out and isinstance(out[-1][1], LineBreak):
        out.pop()
        _strip_end(out)
    return out


def _strip_end(out: list[Run]) -> None:
    while out:
        around, leaf = out[-1]
        if not isinstance(leaf, Text):
            return
        out.pop()
        if text := leaf.text.rstrip():
            out.append((around, Text(text)))
            return


def _nest(runs: list[Run], depth: int = 0) -> Content:
    content: list[Inline] = []
    at = 0
    while at < len(runs):
        around, leaf = runs[at]
        if len(around) <= depth:
            content.append(leaf)
            at += 1
            continue
        end = at
        while end < len(runs) and len(runs[end][0]) > depth and runs[end][0][depth] == around[depth]:
            end += 1
        inner = _nest(runs[at:end], depth + 1)
        content.append(_span(around[depth], inner))
        at = end
    return tuple(content)


def _span(name: str, inner: Content) -> Span | Link:
    return Link(name[5:], inner) if name.startswith("link") else CLASSES[name](inner)
