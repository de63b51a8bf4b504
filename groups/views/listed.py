from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.access import listed_group_or_404, open_reading_or_404, section_or_404
from groups.forms import CatalogueForm, JoinForm
from groups.models import Group, JoinRequest, Membership, Reading
from groups.sheets.listed import listed
from groups.sheets.public import open_names, open_questions

PER_PAGE = 30


@login_not_required
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """Groups that take members and let themselves be found."""
    groups = Group.objects.listed().filter(takes_members=True)
    spoken = set(groups.order_by().values_list("language", flat=True).distinct())
    form = CatalogueForm(request.GET, spoken=spoken)
    if form.is_valid() and form.cleaned_data["language"]:
        groups = groups.filter(language=form.cleaned_data["language"])
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    context = {"pager": page, "entries": listed(page.object_list), "form": form}
    context["has_choice"] = len(spoken) > 1 or form.data.get("language")
    return render(request, "groups/group_list.html", context)


@login_not_required
@require_safe
def listed_group(request: HttpRequest, group: str) -> HttpResponse:
    """What anybody may know of one group, and where one asks to join it."""
    return render(request, "groups/listed_group.html", listed_page(request, listed_group_or_404(group), JoinForm()))


def listed_page(request: HttpRequest, group: Group, form: JoinForm) -> dict:
    context = {"group": group, "entry": listed([group])[0], "form": form, "names": open_names(group)}
    context["readings"] = list(Reading.objects.open_to_all(group).select_related("guide__text"))
    if request.user.is_authenticated:
        context["membership"] = Membership.objects.active().filter(group=group, user=request.user).first()
        context["asked"] = JoinRequest.objects.open().filter(group=group, user=request.user).first()
        context["refusal"] = JoinRequest.refusal(group, request.user)
    return context


@login_not_required
@require_safe
def open_reading(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    place = open_reading_or_404(group, reading)
    sections = place.guide.sections.only("guide", "position", "title", "slug").order_by("position")
    context = {"group": place.group, "reading": place, "sections": sections}
    return render(request, "groups/open_reading.html", context)


@login_not_required
@require_safe
def open_section(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    place = open_reading_or_404(group, reading)
    sheet = section_or_404(place, section)
    context = {"group": place.group, "reading": place, "section": sheet, "questions": open_questions(place, sheet)}
    return render(request, "groups/open_section.html", context)
