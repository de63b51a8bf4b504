from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods


class ExplanationsForm(forms.Form):
    hides = forms.BooleanField(label=_("Do not link words that are explained"), required=False)


def hides_explanations(request: HttpRequest) -> bool:
    """As the account says, or this visit."""
    if request.user.is_authenticated:
        return request.user.hides_explanations
    return request.session.get("hides_explanations", False)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def explanations_set(request: HttpRequest) -> HttpResponse:
    """Visitors come here from a section: only this page gives them the cookie that keeps their choice."""
    if request.method != "POST":
        form = ExplanationsForm(initial={"hides": bool(request.GET.get("hides"))})
        return render(request, "guides/explanations_set.html", {"form": form, "next": request.GET.get("next", "/")})
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
