from texts.models.author import Author, Authorship
from texts.models.chapter import Chapter
from texts.models.edition import Edition, PageRange, ReaderEdition
from texts.models.import_job import ImportJob
from texts.models.picture import Picture
from texts.models.place import ReadingPlace
from texts.models.text import Text

__all__ = [
    "Author",
    "Authorship",
    "Chapter",
    "Edition",
    "ImportJob",
    "PageRange",
    "Picture",
    "ReaderEdition",
    "ReadingPlace",
    "Text",
]
