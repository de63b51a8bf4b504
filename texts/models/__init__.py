from texts.models.author import Author, Authorship
from texts.models.chapter import Chapter
from texts.models.edition import Edition, PageRange
from texts.models.text import Text

__all__ = ["Author", "Authorship", "Chapter", "Edition", "PageRange", "Text"]
