from django.conf import settings
from django.db import models


class ReadingPlace(models.Model):
    """Where someone last was in a text: the last place only, for their own eyes, theirs to delete."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_places")
    text = models.ForeignKey("Text", models.CASCADE, related_name="+")
    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="+")
    paragraph = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="one_place_per_reader_and_text")]

    def __str__(self) -> str:
        return f"{self.chapter} ¶{self.paragraph}"

    def get_absolute_url(self) -> str:
        return self.chapter.get_absolute_url() + (f"#p{self.paragraph}" if self.paragraph else "")
