"""What every EPUB needs: its pages as XHTML, its members in one file. The same members give the same bytes."""

import zipfile
from io import BytesIO

from django.template.loader import render_to_string
from lxml import etree
from lxml import html as lxml_html

MOMENT = (2000, 1, 1, 0, 0, 0)


def rendered(name: str, context: dict) -> bytes:
    return render_to_string(name, context).strip().encode()


def as_xhtml(html: str) -> str:
    """Our safe HTML, well-formed as XML; of two things with one id the second loses it."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    seen: set[str] = set()
    for element in root.iter():
        name = element.get("id")
        if name in seen:
            del element.attrib["id"]
        elif name:
            seen.add(name)
    return etree.tostring(root, encoding="unicode")


def packed(members: dict[str, bytes]) -> bytes:
    """`members` by their names; the package is `text/package.opf`."""
    out = BytesIO()
    container = rendered("texts/epub/container.xml", {})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", MOMENT), b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in {"META-INF/container.xml": container, **members}.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
