"""Markdown that people on the site write (answers, posts, the prose of guides) to HTML that is safe to show.

One renderer and one sanitiser. A hosted text does not come this way: its blocks are written by `texts.writers`.
"""

import re
from collections.abc import Callable
from functools import cache
from hashlib import blake2s
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

LENGTH_LIMIT = 200_000
LINKIFY_LIMIT = 300
QUOTES_LIMIT = 3000
NESTING_LIMIT = 20
LINK_REL = "noopener nofollow ugc"
SCHEMES = {"http", "https", "mailto"}
INLINE_TAGS = {"a", "abbr", "br", "code", "em", "s", "strong", "sub", "sup"}
BLOCK_TAGS = {
    *("p", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "section"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
DIRECTED = {"p", "h4", "h5", "h6", "li", "dt", "dd", "th", "td"}
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "hr": {"footnotes-sep"},
    "li": {"footnote-item"},
    "ol": {"footnotes-list"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "td": {"align-center", "align-left", "align-right"},
    "th": {"align-center", "align-left", "align-right"},
}
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "li": {"id", "dir"},
    "ol": {"start"},
    **{tag: {"dir"} for tag in DIRECTED - {"li"}},
}
DEMOTED = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6", "h6": "h6"}
BAD_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
FOOTNOTE = re.compile(r"fn(?:ref)?-([0-9a-f]+)-\d+(?::\d+)?")  # the hash of its source, its number
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|dt|dd|tr|pre|blockquote)>|<br\s*/?>|<hr[^>]*>", re.IGNORECASE)


def render(source: str) -> str:
    """Safe HTML. Footnote ids carry a hash of the source, so that two answers can stand on one page.

    Headings become h4 to h6; pictures become links; a source longer than LENGTH_LIMIT is shown as plain paragraphs.
    """
    source = BAD_CHARACTERS.sub("", source)
    if len(source) > LENGTH_LIMIT:
        return _plain_paragraphs(source)
    mark = blake2s(source.encode(), digest_size=4).hexdigest()
    html = _renderer(_is_ordinary(source)).render(source, {"docId": mark})
    return _clean(html, INLINE_TAGS | BLOCK_TAGS, mark)


def plain(html: str) -> str:
    """The text of HTML without its tags, a line for each block; for snippets and mails, not for HTML again."""
    spaced = BLOCK_END.sub("\n", BAD_CHARACTERS.sub("", html).replace("\n", " "))
    text = unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _plain_paragraphs(source: str) -> str:
    return "".join(f'<p dir="auto">{escape(part)}</p>\n' for part in re.split(r"\n\s*\n", source) if part.strip())


def _clean(html: str, tags: set[str], mark: str) -> str:
    return nh3.clean(
        BAD_CHARACTERS.sub("", html),
        tags=tags,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
        attribute_filter=_filter_for(mark),
    )


def _filter_for(mark: str) -> Callable[[str, str, str], str | None]:
    """Only our own footnote ids, only links to them or to another site, only our own directions."""

    def is_own(anchor: str) -> bool:
        found = FOOTNOTE.fullmatch(anchor)
        return found is not None and found[1] == mark

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if is_own(value) else None
        if name == "href" and value.startswith("#"):
            return value if is_own(value[1:]) else None
        if name == "href" and not ADDRESS.match(value):
            return None
        return value

    return keep


def _is_address(url: str) -> bool:
    return bool(ADDRESS.match(url))


def _is_ordinary(source: str) -> bool:
    """Finding bare addresses and pairs of quotes is slow where thousands of halves follow one another."""
    addresses = source.count("//") + source.count("@") + source.count("www.")
    return addresses <= LINKIFY_LIMIT and source.count('"') + source.count("'") <= QUOTES_LIMIT


@cache
def _renderer(ordinary: bool) -> MarkdownIt:
    options = {"html": False, "linkify": ordinary, "typographer": ordinary, "maxNesting": NESTING_LIMIT}
    rules = ["linkify", "replacements", "smartquotes", "strikethrough", "table"]
    md = MarkdownIt("commonmark", options).enable(rules)
    md.validateLink = _is_address  # type: ignore[method-assign]
    md.add_render_rule("image", _picture_as_link)
    md.use(footnote_plugin).use(deflist_plugin)
    md.core.ruler.push("house_rules", lambda state: _house_rules(state.tokens))
    return md


def _house_rules(tokens: list[Token]) -> None:
    for token in tokens:
        if token.tag in DEMOTED and token.type.startswith("heading"):
            token.tag = DEMOTED[token.tag]
        if token.nesting == 1 and token.tag in DIRECTED:
            token.attrSet("dir", "auto")
        if alignment := str(token.attrs.pop("style", "")):
            token.attrJoin("class", alignment.replace("text-align:", "align-"))


def _picture_as_link(self: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[at]
    address = str(token.attrGet("src") or "")
    text = self.renderInlineAsText(token.children, options, env) or address
    return f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'
