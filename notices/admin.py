"""What hosts do with accounts: each act has a page that asks, happens by POST, and is written down."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import mailing
from accounts.admin import UserAdmin
from accounts.models import User
from accounts.naming import site_name
from notices.erasing import to_hand_over
from notices.merging import counts_of
from notices.tokens import merge_address

ask = require_http_methods(["GET", "HEAD", "POST"])
CHANGE = "admin:accounts_user_change"


@admin.register(User)
class PersonAdmin(UserAdmin):
    def get_urls(self):
        acts = [user_suspend, user_restore, user_remind, user_merge]
        return [
            path(
                f"<int:pk>/{view.__name__.removeprefix('user_')}/",
                self.admin_site.admin_view(partial(view, desk=self)),
                name=f"accounts_{view.__name__}",
            )
            for view in acts
        ] + super().get_urls()

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            _remind(obj)


def _remind(person: User) -> None:
    """A code belongs to a browser, so the host cannot send one: the mail leads to where the person gets a new one."""
    _mail(person, gettext_lazy("Confirm your address"), "remind", {})


def _person_or_403(request: HttpRequest, pk: int, desk: PersonAdmin) -> User:
    if not desk.has_change_permission(request):
        raise PermissionDenied
    return get_object_or_404(desk.get_queryset(request), pk=pk)


def _page(request: HttpRequest, desk: PersonAdmin, person: User, status: int = 200, **context) -> HttpResponse:
    context = {**desk.admin_site.each_context(request), "opts": User._meta, "person": person, **context}
    return TemplateResponse(request, "admin/accounts/act.html", context, status=status)


def _done(request: HttpRequest, desk: PersonAdmin, person: User, what: str) -> HttpResponse:
    desk.log_change(request, person, what)
    messages.success(request, what)
    return redirect(CHANGE, person.pk)


@ask
def user_suspend(request: HttpRequest, pk: int, desk: PersonAdmin) -> HttpResponse:
    person = _person_or_403(request, pk, desk)
    context: dict[str, Any] = {
        "title": _("Suspend %(name)s?") % {"name": person},
        "hint": _("They are signed out everywhere and cannot sign in; no mail reaches them. What they wrote stays."),
        "groups": to_hand_over(person),
        "button": _("Suspend the account"),
    }
    if request.method != "POST":
        return _page(request, desk, person, **context)
    try:
        person.suspend()
    except ValidationError as refusal:
        return _page(request, desk, person, status=422, refusal=refusal.message, **context)
    return _done(request, desk, person, _("Suspended."))


@ask
def user_restore(request: HttpRequest, pk: int, desk: PersonAdmin) -> HttpResponse:
    person = _person_or_403(request, pk, desk)
    if request.method != "POST":
        title, hint = _("Restore %(name)s?") % {"name": person}, _("They can sign in again, to what was theirs.")
        return _page(request, desk, person, title=title, hint=hint, button=_("Restore the account"))
    if person.suspended_at is None:
        messages.error(request, _("This account is not suspended."))
        return redirect(CHANGE, pk)
    person.restore()
    return _done(request, desk, person, _("Restored."))


@ask
def user_remind(request: HttpRequest, pk: int, desk: PersonAdmin) -> HttpResponse:
    person = _person_or_403(request, pk, desk)
    if EmailAddress.objects.filter(user=person, verified=True).exists() or not person.is_active:
        messages.error(request, _("There is nothing to confirm."))
        return redirect(CHANGE, pk)
    if request.method != "POST":
        title = _("Remind %(name)s to confirm the address?") % {"name": person}
        hint = _("A mail to %(email)s says where to get a new code.") % {"email": person.email}
        return _page(request, desk, person, title=title, hint=hint, button=_("Send the mail"))
    _remind(person)
    return _done(request, desk, person, _("Reminded to confirm the address."))


@ask
def user_merge(request: HttpRequest, pk: int, desk: PersonAdmin) -> HttpResponse:
    """Only asks: whoever has the mail of the one and is signed in as the other merges them (notices.views.merge)."""
    person = _person_or_403(request, pk, desk)
    email = request.POST.get("email", "").strip()
    kept = User.objects.filter(email__iexact=email, is_active=True).exclude(pk=pk).first() if email else None
    context: dict[str, Any] = {
        "title": _("Merge %(name)s into another account") % {"name": person},
        "hint": _(
            "A mail to %(email)s asks whether. Who follows it, signed in to the account that stays, merges them. "
            "That cannot be undone."
        )
        % {"email": person.email},
        "asks_for_account": True,
        "email": email,
        "kept": kept,
        "counts": counts_of(person) if kept else None,
        "button": _("Send the mail") if kept else _("Go on"),
    }
    if request.method != "POST":
        return _page(request, desk, person, **context)
    if kept is None:
        return _page(request, desk, person, 422, refusal=_("There is no other active account with it."), **context)
    if person.is_superuser:
        return _page(request, desk, person, 422, refusal=_("This account cannot be merged into that one."), **context)
    if not request.POST.get("sure"):
        return _page(request, desk, person, **context)
    _mail(
        person,
        gettext_lazy("Two accounts become one?"),
        "merge",
        {"kept": kept, "url": merge_address(person.pk, kept.pk)},
    )
    return _done(request, desk, person, _("Asked whether to merge into account %(number)d.") % {"number": kept.pk})


def _mail(person: User, subject: Any, template: str, context: dict[str, Any]) -> None:
    """In their language, not in that of the host."""
    context |= {"person": person, "site_name": site_name(), "site_url": settings.SITE_URL}
    with translation.override(person.known_language):
        body = render_to_string(f"notices/mail/{template}.txt", context)
        mailing.send_or_queue(str(subject), body, [person.email])
