"""Who has neither a password nor a second step is asked once more by a code to their address."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

VALID_FOR = 15 * 60  # seconds
MOST_TRIES = 5
KEY = "once_more"


def is_by_mail(request: HttpRequest) -> bool:
    return not get_reauthentication_flows(request.user)


def require(request: HttpRequest) -> None:
    """For everybody else: the password or the second step, not long ago."""
    if not is_by_mail(request) and not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


def is_sent(request: HttpRequest) -> bool:
    sent: Any = request.session.get(KEY)
    return bool(sent) and sent["until"] > time.time() and sent["tries"] < MOST_TRIES


def send(request: HttpRequest) -> None:
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[KEY] = {"code": _hashed(code), "until": time.time() + VALID_FOR, "tries": 0}
    adapter.send_mail("account/email/once_more", request.user.email, {"code": code})


def is_right(request: HttpRequest, code: str) -> bool:
    """Each call is a try."""
    if not is_sent(request):
        return False
    sent: Any = request.session[KEY]
    request.session[KEY] = sent | {"tries": sent["tries"] + 1}
    return constant_time_compare(sent["code"], _hashed(code))


def _hashed(code: str) -> str:
    plain = code.strip().upper().replace("-", "")
    return salted_hmac("notices.once_more", plain, algorithm="sha256").hexdigest()
