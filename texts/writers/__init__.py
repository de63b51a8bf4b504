"""Blocks out: HTML for the page, Markdown for the organizer, plain text for the search, and Markdown in again."""

from texts.writers.canonical import canonical
from texts.writers.html import Labels, to_html
from texts.writers.inline import safe_href
from texts.writers.markdown import to_markdown
from texts.writers.markdown_reader import from_markdown
from texts.writers.plain import count_paragraphs, plain_text, words

__all__ = [
    "Labels",
    "canonical",
    "count_paragraphs",
    "from_markdown",
    "plain_text",
    "safe_href",
    "to_html",
    "to_markdown",
    "words",
]
