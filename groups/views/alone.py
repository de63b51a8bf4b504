import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from groups.models import Group, Membership, Reading
from guides.models import Guide

ALONE = uuid.UUID("6f2c1c1e-6a57-4b0e-9d0e-6b1f5f6a2f10")


@require_http_methods(["GET", "HEAD", "POST"])
def reading_alone(request: HttpRequest) -> HttpResponse:
    """Read a guide as a group of one; others can be invited later. Asked again, one is led to the same group."""
    slug = request.POST.get("guide") or request.GET.get("guide", "")
    guide = get_object_or_404(Guide.objects.published().select_related("text"), slug=slug)
    if request.method != "POST":
        return render(request, "groups/reading_alone.html", {"guide": guide})
    key = uuid.uuid5(ALONE, f"{request.user.pk} {guide.pk}")
    group = Group.found(request.user, key, guide.text.title)
    me = Membership.objects.active().filter(group=group, user=request.user).first()
    if me is None:  # they left it to others since
        group = Group.found(request.user, uuid.uuid4(), guide.text.title)
        me = group.memberships.get(user=request.user)
    Reading.begin(me, guide, key)
    return redirect(group)
