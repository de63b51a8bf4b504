from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(_("sorted as"), max_length=200, help_text=_("Family name first: Shelley, Mary."))
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    born = models.SmallIntegerField(_("born"), null=True, blank=True, help_text=_("Year; before our era: −4."))
    died = models.SmallIntegerField(_("died"), null=True, blank=True)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(died__isnull=True) | Q(died__gte=F("born")),
                name="author_dies_after_birth",
                violation_error_message=_("The year of death lies before the year of birth."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorshipManager(models.Manager):
    """With the author: nobody wants to know the role alone."""

    def get_queryset(self):
        return super().get_queryset().select_related("author")


class Authorship(models.Model):
    """Who did what for a text, in the order of the title page."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        TRANSLATOR = "translator", _("translator")
        EDITOR = "editor", _("editor")

    text = models.ForeignKey("Text", models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, models.PROTECT, related_name="authorships", verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AuthorshipManager()

    class Meta:
        verbose_name = _("author of this text")
        verbose_name_plural = _("authors of this text")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "author", "role"], name="author_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"
