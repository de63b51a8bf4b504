"""A guide on paper and in files: the sheets of a handout, of all handouts, of a booklet; an EPUB."""

from guides.sheets.epub import epub
from guides.sheets.section import handout
from guides.sheets.whole import booklet, handouts

__all__ = ["booklet", "epub", "handout", "handouts"]
