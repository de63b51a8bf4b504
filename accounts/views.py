from itertools import islice

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.usersessions.models import UserSession
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import first_host
from accounts.demo_mails import demo_mails
from accounts.forms import FirstHostForm, ProfileForm, ReadingSettingsForm, ThemeForm
from accounts.kept import words_of
from accounts.models import User

MAILS_SHOWN = 20


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Open until a site has its first host, and only to who holds the address that its start printed."""
    if not first_host.is_genuine(token) or not first_host.is_wanted():
        raise Http404
    form = FirstHostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _first_host(request, form)
    response = render(request, "accounts/setup.html", {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "strict-origin"
    return response


def _first_host(request: HttpRequest, form: FirstHostForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        host = first_host.make(
            data["email"], data["password"], data["name"], data["time_zone"] or "UTC", data.get("site_name", "")
        )
    except first_host.TooLate:
        raise Http404 from None
    get_adapter(request).login(request, host)
    reauthenticate_by_password(request)
    messages.success(request, _("You are the host of this site. Set up a second step at sign-in, then open the desk."))
    return redirect("mfa_index")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is one’s own has a menu beside it on each of its pages; this is the first of them."""
    return redirect("accounts:profile")


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, user=request.user, pk=pk).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def theme_set(request: HttpRequest) -> HttpResponse:
    """Visitors come here from the foot of a page: only this page gives them the cookie that keeps their choice."""
    if request.method != "POST":
        form = ThemeForm(initial={"theme": request.GET.get("theme", User.Theme.AUTO)})
        return render(request, "accounts/theme_set.html", {"form": form, "next": request.GET.get("next", "/")})
    signed_in = request.user.is_authenticated
    form = ThemeForm(request.POST, instance=request.user if signed_in else None)
    if form.is_valid() and signed_in:
        form.save()
    elif form.is_valid():
        request.session["theme"] = form.cleaned_data["theme"]
    return redirect(_where_from(request))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reading_settings_set(request: HttpRequest) -> HttpResponse:
    """Visitors come here from a chapter, with what they chose there, for the cookie that keeps it."""
    if request.method != "POST":
        form = ReadingSettingsForm(initial=request.GET.dict())
        context = {"form": form, "next": request.GET.get("next", "/")}
        return render(request, "accounts/reading_settings_set.html", context)
    signed_in = request.user.is_authenticated
    form = ReadingSettingsForm(request.POST, instance=request.user if signed_in else None)
    if form.is_valid() and signed_in:
        form.save()
    elif form.is_valid():
        request.session["reading"] = form.cleaned_data
    return redirect(_where_from(request))


@login_not_required
@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The mails the demo would have sent, newest first. There is no such page on a real site."""
    if not settings.DEMO:
        raise Http404
    return render(request, "accounts/demo_mail.html", {"mails": list(islice(demo_mails(), MAILS_SHOWN))})


@login_not_required
@require_safe
@csp({"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "sandbox": ["allow-top-navigation"]})  # type: ignore[arg-type]
def demo_mail_html(request: HttpRequest, token: str) -> HttpResponse:
    """One of them as a mail program shows it: styles stand in the tags there, and nothing else is let in."""
    found = next((mail for mail in demo_mails() if mail.token == token and mail.html), None) if settings.DEMO else None
    if found is None:
        raise Http404
    return HttpResponse(found.html)


def _where_from(request: HttpRequest) -> str:
    came_from = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if safe else "home"


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"words": words_of(request)}, status=403)
