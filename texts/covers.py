"""The cover of a text: one of its pictures, in a size of its own."""

from texts.blocks import Image
from texts.models import Picture, Text


def set_cover(text: Text, image: Image | None) -> None:
    """Another cover, or none; the earlier one goes, unless a chapter shows it."""
    before = text.cover
    text.cover = None
    if image:
        values = {"data": image.data, "width": image.width, "height": image.height}
        text.cover, _is_new = Picture.objects.get_or_create(text=text, name=image.name, defaults=values)
    text.save(update_fields=["cover", "updated_at"])
    if before and before != text.cover and not text.chapters.filter(source__contains=before.name).exists():
        before.delete()
