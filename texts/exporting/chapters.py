from django.http import Http404
from django.utils.translation import gettext as _

from texts.blocks import Block, Image
from texts.library import images_of
from texts.models import Chapter, Text
from texts.writers import from_markdown


def hosted(text: Text) -> tuple[list[tuple[Chapter, tuple[Block, ...]]], dict[str, Image]]:
    """The chapters that have a body, with their blocks, and the pictures by name."""
    images = dict(images_of(text))
    found = [
        (chapter, from_markdown(chapter.source, images))
        for chapter in text.chapters.defer("html", "plain")
        if chapter.source
    ]
    if not found:
        raise Http404(_("This text is not kept here: there is nothing to take away."))
    return found, images
