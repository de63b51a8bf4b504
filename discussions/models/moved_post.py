from django.db import models


class MovedPost(models.Model):
    """The address that a post had before its thread was split or merged: it leads to the post where it is now."""

    thread = models.ForeignKey("Thread", models.CASCADE, related_name="moved_posts")
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="+", editable=False)
    number = models.PositiveIntegerField()
    post = models.ForeignKey("Post", models.CASCADE, related_name="earlier_places")

    class Meta:
        ordering = ["thread", "number"]
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="one_move_per_number")]

    def __str__(self) -> str:
        return f"{self.thread_id}, {self.number}"
