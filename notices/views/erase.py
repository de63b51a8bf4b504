from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notices import erasing, reauthentication
from notices.forms import EraseForm


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Shows what goes and what can stay; asks once more who it is, then does it."""
    is_by_mail, is_sent = reauthentication.is_by_mail(request), reauthentication.is_sent(request)
    form = EraseForm(request.POST or None, asks_for_code=is_by_mail and is_sent)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    reauthentication.require(request)
    if is_by_mail and not is_sent:
        reauthentication.send(request)
        messages.info(request, _("We have sent a code to your address. Enter it below."))
        return _page(request, EraseForm(initial=form.cleaned_data, asks_for_code=True))
    if is_by_mail and not reauthentication.is_right(request, form.cleaned_data["code"]):
        form.add_error("code", _("This is not the code."))
        return _page(request, form)
    return _erase(request, form)


def _erase(request: HttpRequest, form: EraseForm) -> HttpResponse:
    assert request.user.is_authenticated  # the site is closed otherwise
    try:
        erasing.erase(request.user, keep_words=form.cleaned_data["words"] == "stay")
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    logout(request)
    messages.success(request, _("Your account is erased."))
    return redirect("home")


def _page(request: HttpRequest, form: EraseForm) -> HttpResponse:
    user = request.user
    assert user.is_authenticated  # the site is closed otherwise
    context = {"form": form, "to_hand_over": erasing.to_hand_over(user), "is_last_host": user.is_last_host}
    context["counts"] = erasing.counts(user)
    return render(request, "notices/erase.html", context, status=422 if form.errors else 200)
