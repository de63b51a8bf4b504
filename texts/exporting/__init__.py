"""A hosted text to take away: `epub(text)` and `markdown(text)`. Raises Http404 if no chapter is hosted."""

from texts.exporting.epub import epub
from texts.exporting.markdown import markdown

__all__ = ["epub", "markdown"]
