from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


def hides_explanations(request: HttpRequest) -> bool:
    """As the account says, or this visit."""
    if request.user.is_authenticated:
        return request.user.hides_explanations
    return request.session.get("hides_explanations", False)


@login_not_required
@require_POST
def explanations_set(request: HttpRequest) -> HttpResponse:
    hides, user = bool(request.POST.get("hides")), request.user
    if user.is_authenticated:
        account: Any = user
        account.hides_explanations = hides
        account.save(update_fields=["hides_explanations"])
    else:
        request.session["hides_explanations"] = hides
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "guides:guide_list")
