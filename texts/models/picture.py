from django.db import models
from django.urls import reverse


class Picture(models.Model):
    """A picture of a text, decoded and encoded again at import. `name` is made from its bytes: it never changes."""

    text = models.ForeignKey("Text", models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=40)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["text", "name"]
        constraints = [
            models.UniqueConstraint(fields=["text", "name"], name="picture_once_per_text"),
            models.UniqueConstraint(fields=["id", "text"], name="picture_with_its_text"),  # for 0003_same_text
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("texts:text_picture", args=[self.text.slug, self.name])

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self.name.endswith(".jpg") else "image/png"
