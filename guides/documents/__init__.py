"""Guides as rows and as documents of the open file format: one way, the other way, and into the library."""

from guides.documents.comparing import changes_between
from guides.documents.from_rows import document_of, public_edition
from guides.documents.library import fork, publish, publish_due
from guides.documents.origin import news_of, take_over
from guides.documents.to_rows import write_guide

__all__ = [
    "changes_between",
    "document_of",
    "fork",
    "news_of",
    "public_edition",
    "publish",
    "publish_due",
    "take_over",
    "write_guide",
]
