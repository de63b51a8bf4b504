from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts.adapter import AccountAdapter as Adapter
from groups.models import Invitation


class AccountAdapter(Adapter):
    """Knows what an invitation is: with one, people sign up where only the invited may."""

    def is_invited(self, request: HttpRequest, email: str = "") -> bool:
        """They come from the page of a usable invitation, and return there. `email`: what they want to sign up with."""
        token = _token_in(request.POST.get("next") or request.GET.get("next") or "")
        invitation = Invitation.objects.usable().for_token(token) if token else None
        return invitation is not None and not (email and invitation.email and invitation.email.lower() != email.lower())


def _token_in(path: str) -> str:
    try:
        match = resolve(path.partition("#")[0])
    except Resolver404:
        return ""
    return match.kwargs["token"] if match.view_name.startswith("groups:invitation_") else ""
