from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from discussions.book.work import Work

CHAPTERS = "<!-- chapters -->"


def html(work: Work) -> Iterator[str]:
    """One file with everything in it, piece by piece."""
    style = (settings.BASE_DIR / "templates" / "discussions" / "book" / "book.css").read_text()
    page = render_to_string("discussions/book/book.html", {"work": work})
    before, after = page.replace("</head>", f"<style>\n{style}</style>\n</head>", 1).split(CHAPTERS, 1)
    yield before
    for chapter in work.chapters:
        yield render_to_string("discussions/book/chapter.html", {"chapter": chapter})
    yield after
