"""Sensible reading of guides that are not in our format: Markdown and plain text as people write them, and tables."""

from guides.fileformat.loose.reading import questions_of, read_loose

__all__ = ["questions_of", "read_loose"]
