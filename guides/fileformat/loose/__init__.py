"""Sensible reading of guides that are not in our format: Markdown and plain text as people write them, and tables."""

from guides.fileformat.loose.blocks import blocks_of
from guides.fileformat.loose.reading import questions_of, read_loose

__all__ = ["blocks_of", "questions_of", "read_loose"]
