"""XML and HTML parsed without entities, DTD, network or surprise."""

import re
from html.entities import html5

from lxml import etree

from texts.importing import limits

OPS = "{http://www.idpf.org/2007/ops}"
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}


def _xml_parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(data: bytes) -> etree._Element:
    """Raises etree.XMLSyntaxError if it is not well formed."""
    return etree.fromstring(data, _xml_parser())


def parse_xhtml(data: bytes) -> tuple[etree._Element | None, bool]:
    """The root, and whether it was whole; a broken document is repaired as far as an HTML parser can."""
    named = NAMED.sub(_numbered, data)
    try:
        return flattened(parse_xml(named)), True
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([\w.-]+)""", data[:200])
        encoding = declared[1].decode() if declared else "utf-8"
        text = data.decode(encoding, errors="replace")
    except LookupError:
        text = data.decode("utf-8", errors="replace")
    return parse_html(text), False


def parse_html(text: str) -> etree._Element | None:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""), count=1)
    data = text.encode("utf-8", errors="ignore")
    if not data.strip():
        return None
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return flattened(etree.fromstring(data, parser))
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
    except etree.ParserError:
        pass
    return None


def flattened(root: etree._Element | None) -> etree._Element | None:
    """What is nested more deeply than any text is becomes the plain text of the element around it."""
    if root is None:
        return None
    deep: list[etree._Element] = []
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == limits.DEPTH:
            deep.append(element)
    for element in deep:
        text = all_text(element)
        for child in list(element):
            element.remove(child)
        element.text = text
    return root


def _numbered(found: re.Match) -> bytes:
    """HTML's names for characters, which XML does not know without its DTD."""
    if found[1] in OWN:
        return found[0]
    characters = html5.get(found[1].decode() + ";")
    return "".join(f"&#{ord(each)};" for each in characters).encode() if characters else found[0]


def name(element: etree._Element) -> str:
    """The local name in lower case; nothing for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def types(element: etree._Element) -> set[str]:
    """The words of epub:type, which some converters call type, and of role, without the prefix of DPUB-ARIA roles."""
    own = element.get(OPS + "type") or element.get("epub:type") or element.get("type") or ""
    words = f"{own} {element.get('role') or ''}".lower()
    return {word.removeprefix("doc-") for word in words.split()}


def classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").lower().split())


def all_text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def tidy_text(element: etree._Element) -> str:
    return " ".join(all_text(element).split())


def remove(element: etree._Element) -> None:
    """Takes an element away, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
