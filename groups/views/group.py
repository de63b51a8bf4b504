from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.access import facilitator_or_403, leading_facilitator_or_403, membership_or_404
from groups.forms import DeletionForm, GroupForm, NewGroupForm
from groups.models import Group
from groups.models.group import TIME_TO_OBJECT
from groups.sheets.overview import group_overview
from groups.views.reading import reading_page


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """The name and the guide may come with the address: the front page sends them on."""
    initial = {name: request.GET[name] for name in ("name", "guide") if name in request.GET}
    form = NewGroupForm(request.POST if request.method == "POST" else None, initial=initial, by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {"about": data["about"], "openness": data["openness"]}
        fields |= {"language": data["guide"].language} if data["guide"] else {}
        group = Group.found(request.user, data["key"], data["name"], **fields)
        if data["guide"]:
            return redirect(reverse("groups:reading_new", args=[group.slug]) + f"?guide={data['guide'].slug}")
        return redirect(group)
    return render(request, "groups/group_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def group_detail(request: HttpRequest, group: str) -> HttpResponse:
    """A group with one current reading shows both pages as one."""
    membership = membership_or_404(request.user, group)
    overview = group_overview(membership)
    context = {"group": membership.group, "membership": membership, "overview": overview}
    if membership.is_facilitator:
        context["requests"] = membership.group.join_requests.open().count()
    if overview.only_reading:
        context |= reading_page(request, overview.only_reading, membership)
    return render(request, "groups/group_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, group: str) -> HttpResponse:
    """In a closed group it is only read: there one opens it again."""
    find = leading_facilitator_or_403 if request.method == "POST" else facilitator_or_403
    membership = find(request.user, group)
    form = GroupForm(request.POST or None, instance=membership.group)
    stored = None
    if request.method == "POST" and form.is_valid():
        if form.save_unless_changed():
            messages.success(request, _("The settings were saved."))
            return redirect("groups:group_edit", group)
        stored = form.over_what_is_there()
    context = {"group": Group.objects.get(pk=membership.group_id), "form": form, "stored": stored}
    status = 409 if stored is not None else 422 if form.errors else 200
    return render(request, "groups/group_edit.html", context, status=status)


@require_POST
def group_archive(request: HttpRequest, group: str) -> HttpResponse:
    """Close the group: everything stays readable to its members, nothing more is written. Or open it again."""
    membership = facilitator_or_403(request.user, group)
    if request.POST.get("open"):
        membership.group.reopen()
        messages.success(request, _("The group is open again."))
    else:
        membership.group.archive()
        messages.success(request, _("The group is closed. Members can read everything; nothing more can be written."))
    return redirect(membership.group)


@require_http_methods(["GET", "HEAD", "POST"])
def group_delete(request: HttpRequest, group: str) -> HttpResponse:
    """A group in which nobody else ever was goes at once; another is closed now and goes a month later."""
    membership = facilitator_or_403(request.user, group)
    place = membership.group
    is_alone = not place.memberships.others(membership).exists()
    form = DeletionForm(request.POST if request.method == "POST" else None, group=place)
    if request.method == "POST" and form.is_valid():
        if is_alone:
            place.delete()
            messages.success(request, _("“%(group)s” is deleted.") % {"group": place})
            return redirect("groups:home")
        place.plan_deletion()
        return redirect(place)
    context = {"group": place, "form": form, "is_alone": is_alone, "days": TIME_TO_OBJECT.days}
    return render(request, "groups/group_delete.html", context, status=422 if form.errors else 200)
