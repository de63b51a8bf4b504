from django.conf import settings
from django.http import HttpRequest

from accounts.naming import site_name


def site(request: HttpRequest) -> dict:
    return {"site_name": site_name(), "is_demo": settings.DEMO, "theme": _theme(request)}


def _theme(request: HttpRequest) -> str:
    """The reader's choice of paper: of the account, or of this visit; error pages may come without either."""
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        return user.theme
    session = getattr(request, "session", None)
    return session.get("theme", "auto") if session is not None else "auto"
