import zoneinfo

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone we know, such as Europe/Lisbon."))


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class SiteName(models.Model):
    """One row: what a host has called the site. See accounts.naming."""

    name = models.CharField(_("name of the site"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("name of the site")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_name_of_the_site")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Who someone is. Organizers are staff: they write texts and guides in the admin."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TypeSize(models.TextChoices):
        SMALL = "small", _("Small")
        MEDIUM = "medium", _("Medium")
        LARGE = "large", _("Large")

    class Measure(models.TextChoices):
        SHORT = "short", _("Short")
        MEDIUM = "medium", _("Medium")
        LONG = "long", _("Long")

    username = None  # type: ignore[assignment]  # how Django takes fields of its abstract user away
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80, help_text=_("What others in your groups call you."))
    about = models.CharField(_("a line about you"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_time_zone])
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    theme = models.CharField(_("paper"), max_length=5, choices=Theme, default=Theme.AUTO)
    type_size = models.CharField(_("size of type"), max_length=6, choices=TypeSize, default=TypeSize.MEDIUM)
    measure = models.CharField(_("length of lines"), max_length=6, choices=Measure, default=Measure.MEDIUM)
    hides_marginal_questions = models.BooleanField(_("hide the questions"), default=False)
    hides_paragraph_numbers = models.BooleanField(_("hide the paragraph numbers"), default=False)
    sets_in_columns = models.BooleanField(_("set in columns, where the script can be"), default=False)
    hides_explanations = models.BooleanField(_("do not link words that are explained"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message=_("This address has an account."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Someone without a name"))

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name

    @property
    def known_language(self) -> str:
        """The site may have lost a language since it was chosen."""
        return self.language if self.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    @property
    def was_never_here(self) -> bool:
        """No address of theirs was ever confirmed, and without that nobody signs in."""
        confirmed = self.emailaddress_set.filter(verified=True)  # type: ignore[attr-defined]
        return self.is_active and self.last_login is None and not confirmed.exists()

    @property
    def is_last_host(self) -> bool:
        hosts = User.objects.filter(is_superuser=True, is_active=True)
        return self.is_superuser and not hosts.exclude(pk=self.pk).exists()

    def suspend(self) -> None:
        """Closed from the next request on, with every session ended. Raises ValidationError for the last host."""
        if self.is_last_host:
            raise ValidationError(_("This is the only host of the site."))
        self.is_active, self.suspended_at = False, self.suspended_at or timezone.now()
        self.save(update_fields=["is_active", "suspended_at"])
        self.end_sessions()

    def restore(self) -> None:
        """Only who was suspended comes back: an erased account is inactive too, and stays so."""
        if self.suspended_at:
            self.is_active, self.suspended_at = True, None
            self.save(update_fields=["is_active", "suspended_at"])

    def end_sessions(self) -> None:
        sessions = UserSession.objects.filter(user=self)
        Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
        sessions.delete()
