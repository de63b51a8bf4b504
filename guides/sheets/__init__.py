"""A guide on paper: what the typesetter is given for a handout, for all of them, for a booklet."""

from guides.sheets.section import handout
from guides.sheets.whole import booklet, handouts

__all__ = ["booklet", "handout", "handouts"]
