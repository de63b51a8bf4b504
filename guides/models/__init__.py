from guides.models.guide import Guide
from guides.models.notes import Event, Passage, Person, Term
from guides.models.path import PathStep, ReadingPath
from guides.models.question import Choice, Question
from guides.models.release import Release
from guides.models.review import Review
from guides.models.section import Section

__all__ = [
    "Choice",
    "Event",
    "Guide",
    "Passage",
    "PathStep",
    "Person",
    "Question",
    "ReadingPath",
    "Release",
    "Review",
    "Section",
    "Term",
]
