"""The table of contents of an EPUB, from its navigation document or its older NCX."""

from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from texts.importing import limits
from texts.importing.archive import Archive, MemberLost
from texts.importing.epub.package import Package
from texts.importing.markup import name, parse_xhtml, parse_xml, tidy_text, types


@dataclass
class Node:
    """`target` is `file` or `file#anchor`, or empty for an entry without a link."""

    label: str
    target: str
    children: list["Node"] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.target.partition("#")[0]


@dataclass
class Contents:
    nodes: list[Node] = field(default_factory=list)
    landmarks: dict[str, set[str]] = field(default_factory=dict)
    """File to the types that the landmarks give it."""
    broken: bool = False


def read_contents(archive: Archive, package: Package) -> Contents:
    contents = Contents()
    if package.nav:
        _read_nav(archive, package.nav, contents)
    if not contents.nodes and package.ncx:
        _read_ncx(archive, package.ncx, contents)
    for path, kind in package.guide.items():
        contents.landmarks.setdefault(path, set()).add(kind)
    return contents


def resolve(base: str, href: str) -> str:
    path, _, anchor = href.strip().partition("#")
    path = normpath(join(dirname(base), unquote(path))) if path else base
    return f"{path}#{unquote(anchor)}" if anchor else path


def _read_nav(archive: Archive, path: str, contents: Contents) -> None:
    try:
        root, _whole = parse_xhtml(archive.read(path))
    except MemberLost:
        root = None
    if root is None:
        contents.broken = True
        return
    navs = [element for element in root.iter() if name(element) == "nav"]
    toc = next((nav for nav in navs if "toc" in types(nav)), None)
    toc = toc if toc is not None else next((nav for nav in navs if not types(nav)), None)
    if toc is not None:
        contents.nodes = _list_nodes(_first(toc, "ol"), path, 0)
    for nav in navs:
        if "landmarks" in types(nav):
            for link in (each for each in nav.iter() if name(each) == "a"):
                file = resolve(path, link.get("href") or "").partition("#")[0]
                if "#" not in (link.get("href") or ""):
                    contents.landmarks.setdefault(file, set()).update(types(link))
    contents.broken = not contents.nodes


def _first(element: etree._Element, wanted: str) -> etree._Element | None:
    return next((child for child in element.iter() if name(child) == wanted), None)


def _list_nodes(listing: etree._Element | None, path: str, depth: int) -> list[Node]:
    nodes: list[Node] = []
    if listing is None or depth > limits.DEPTH:
        return nodes
    for item in (child for child in listing if name(child) == "li"):
        inner = next((child for child in item if name(child) == "ol"), None)
        link = next((child for child in item.iter() if name(child) == "a" and not _is_inside(child, inner)), None)
        label_of = link if link is not None else next((child for child in item if name(child) != "ol"), None)
        label = tidy_text(label_of) if label_of is not None else ""
        href = (link.get("href") or "") if link is not None else ""
        node = Node(label, resolve(path, href) if href else "", _list_nodes(inner, path, depth + 1))
        if label or node.children:
            nodes.append(node)
    return nodes


def _is_inside(element: etree._Element, outer: etree._Element | None) -> bool:
    return outer is not None and any(each is outer for each in element.iterancestors())


def _read_ncx(archive: Archive, path: str, contents: Contents) -> None:
    try:
        root = parse_xml(archive.read(path))
    except (MemberLost, etree.XMLSyntaxError):
        contents.broken = True
        return
    nav_map = _first(root, "navmap")
    if nav_map is not None:
        contents.nodes = _points(nav_map, path, 0)
        contents.broken = not contents.nodes


def _points(element: etree._Element, path: str, depth: int) -> list[Node]:
    nodes: list[Node] = []
    for point in (child for child in element if name(child) == "navpoint" and depth <= limits.DEPTH):
        label = next((child for child in point if name(child) == "navlabel"), None)
        content = next((child for child in point if name(child) == "content"), None)
        text = tidy_text(label) if label is not None else ""
        src = (content.get("src") or "") if content is not None else ""
        nodes.append(Node(text, resolve(path, src) if src else "", _points(point, path, depth + 1)))
    return nodes
