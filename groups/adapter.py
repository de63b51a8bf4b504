from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts.adapter import AccountAdapter as Adapter
from accounts.models import User
from groups.models import Invitation


class AccountAdapter(Adapter):
    """Knows what an invitation is: with one, people sign up where only the invited may."""

    def is_invited(self, request: HttpRequest, email: str = "") -> bool:
        """They come from the page of a usable invitation, and return there. `email`: what they want to sign up with."""
        invitation = _invitation(request)
        return invitation is not None and not (email and invitation.email and invitation.email.lower() != email.lower())

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """Without a script nobody knows where somebody lives; in the group’s own zone they are right more often."""
        if not form.cleaned_data.get("time_zone") and (invitation := _invitation(request)):
            user.time_zone = invitation.group.time_zone
        return super().save_user(request, user, form, commit)


def _invitation(request: HttpRequest) -> Invitation | None:
    token = _token_in(request.POST.get("next") or request.GET.get("next") or "")
    return Invitation.objects.usable().for_token(token) if token else None


def _token_in(path: str) -> str:
    try:
        match = resolve(path.partition("#")[0])
    except Resolver404:
        return ""
    return match.kwargs["token"] if match.view_name.startswith("groups:invitation_") else ""
