from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notices import erasing
from notices.forms import EraseForm


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Shows what goes and what can stay; asks for the password once more, then does it."""
    assert request.user.is_authenticated  # the site is closed otherwise
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        try:
            erasing.erase(request.user, keep_words=form.cleaned_data["words"] == "stay")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("home")
    user = request.user
    context = {"form": form, "to_hand_over": erasing.to_hand_over(user), "is_last_host": user.is_last_host}
    return render(request, "notices/erase.html", context | {"counts": erasing.counts(user)})
