from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.access import facilitator_or_403
from groups.models import Group, Membership, Reading
from notices.calendars import readings_for
from notices.forms import PreferenceForm
from notices.models import Notice, Preference
from notices.sentences import lines

PER_PAGE = 50


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What one may know now: who has left a group is no longer told what happened there."""
    mine = Notice.objects.standing(request.user)
    fresh = set(mine.fresh().values_list("pk", flat=True))
    page = Paginator(mine.in_words(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"pager": page, "rows": lines(page, fresh), "new_count": len(fresh), "latest": max(fresh, default=0)}
    return render(request, "notices/notice_list.html", context | {"forms": _preference_forms(request.user)})


def _preference_forms(user) -> list[PreferenceForm]:
    saved = {(row.reading_id, row.group_id): row for row in Preference.objects.filter(user=user)}
    forms = []
    for reading in readings_for(user):
        preference = saved.get((reading.pk, None)) or Preference.unset(user, reading)
        preference.reading = reading
        forms.append(_form(preference))
    for group in _looked_after_by(user):
        preference = saved.get((None, group.pk)) or Preference.unset(user, group)
        preference.group = group
        forms.append(_form(preference))
    return forms


def _form(preference: Preference, data=None) -> PreferenceForm:
    prefix = f"r{preference.reading_id}" if preference.reading_id else f"g{preference.group_id}"
    return PreferenceForm(data, instance=preference, prefix=prefix)


def _looked_after_by(user) -> list[Group]:
    facilitated = Membership.objects.active().facilitators().filter(user=user).values("group")
    return list(Group.objects.current().filter(pk__in=facilitated))


@require_POST
def notices_see(request: HttpRequest) -> HttpResponse:
    """All of them up to the newest one that the page showed."""
    upto = request.POST.get("upto", "")
    if upto.isdecimal() and len(upto) < 19:
        unseen = Notice.objects.filter(recipient_id=request.user.pk, seen_at=None, pk__lte=int(upto))
        unseen.update(seen_at=timezone.now())
    return redirect("notices:notice_list")


@require_POST
def preference_set(request: HttpRequest, reading: int) -> HttpResponse:
    """How often mail about one reading comes."""
    found = {one.pk: one for one in readings_for(request.user)}.get(reading)
    if found is None:
        raise Http404
    return _set_preference(request, found)


@require_POST
def group_preference_set(request: HttpRequest, group: str) -> HttpResponse:
    """How often mail about who wants to join comes, to a facilitator."""
    return _set_preference(request, facilitator_or_403(request.user, group).group)


def _set_preference(request: HttpRequest, about: Reading | Group) -> HttpResponse:
    form = _form(Preference.of(request.user, about), request.POST)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    return redirect("notices:notice_list")
