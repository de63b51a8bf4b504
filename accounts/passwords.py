"""Django's rules for passwords in our words."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class NotLikeThePerson(rules.UserAttributeSimilarityValidator):
    def get_help_text(self) -> str:
        return _("Not like your name or your address.")

    def get_error_message(self) -> str:
        return _("This is too much like your name or your address.")


class LongEnough(rules.MinimumLengthValidator):
    def get_help_text(self) -> str:
        return _("%(number)d characters or more.") % {"number": self.min_length}

    def get_error_message(self) -> str:
        return _("It is too short: %(number)d characters are needed.") % {"number": self.min_length}


class NotCommon(rules.CommonPasswordValidator):
    def get_help_text(self) -> str:
        return _("Not one that many people use.")

    def get_error_message(self) -> str:
        return _("Many people use this one: it is guessed at once.")
