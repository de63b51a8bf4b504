from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """As allauth does it, for a user that has one name instead of first and last."""
        data = form.cleaned_data
        user.email = data["email"].strip()
        user.name = data.get("name", "")
        user.time_zone = data.get("time_zone") or user.time_zone
        if data.get("password1"):
            user.set_password(data["password1"])
        else:
            user.set_unusable_password()
        if commit:
            user.save()
        return user

    def format_email_subject(self, subject: str) -> str:
        return subject
