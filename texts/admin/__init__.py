from texts.admin.author import AuthorAdmin
from texts.admin.chapter import ChapterAdmin
from texts.admin.edition import EditionAdmin
from texts.admin.text import TextAdmin

__all__ = ["AuthorAdmin", "ChapterAdmin", "EditionAdmin", "TextAdmin"]
