from texts.admin.author import AuthorAdmin
from texts.admin.chapter import ChapterAdmin
from texts.admin.edition import EditionAdmin
from texts.admin.text import TextAdmin
from texts.admin.topic import TopicAdmin

__all__ = ["AuthorAdmin", "ChapterAdmin", "EditionAdmin", "TextAdmin", "TopicAdmin"]
