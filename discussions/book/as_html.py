from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from discussions.book.work import Work


def html(work: Work) -> Iterator[str]:
    """One file with everything in it, piece by piece."""
    style = (settings.BASE_DIR / "templates" / "discussions" / "book" / "book.css").read_text()
    top = render_to_string("discussions/book/top.html", {"work": work})
    yield top.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    for chapter in work.chapters:
        yield render_to_string("discussions/book/chapter.html", {"chapter": chapter})
    yield render_to_string("discussions/book/end.html", {"work": work})
