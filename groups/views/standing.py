from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groups.access import facilitator_or_403, membership_or_404, reading_or_404, section_or_404
from groups.models import Membership
from groups.sheets.bringing import open_marks
from groups.sheets.course import course
from groups.sheets.marks import standing
from groups.sheets.standing import lines, portrait, question_lines


@require_safe
def reading_standing(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """For facilitators: member by member, and question by question of one section (`?section=`; the present one)."""
    membership = facilitator_or_403(request.user, group)
    place = reading_or_404(membership, reading)
    known = standing(place, membership)
    way = course(place, membership, known)
    slug = request.GET.get("section")
    section = section_or_404(place, slug) if slug else (way.now or way.steps[-1]).section if way.steps else None
    by_member = lines(place, membership, way, known)
    context = {
        "group": place.group,
        "reading": place,
        "membership": membership,
        "course": way,
        "lines": by_member,
        "quiet": [line for line in by_member if line.is_quiet],
        "section": section,
        "open_marks": open_marks(place, membership),
        "question_lines": question_lines(place, section) if section else [],
    }
    return render(request, "groups/reading_standing.html", context)


@require_safe
def member_standing(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    """One page for both: facilitators see it of everybody, everybody sees it of themselves."""
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    members = Membership.objects.active().select_related("user", "group")
    member = get_object_or_404(members, group=membership.group_id, pk=pk)
    if not membership.is_facilitator and member.pk != membership.pk:
        raise PermissionDenied
    context = {"group": place.group, "reading": place, "membership": membership, "member": member}
    context["open_marks"] = open_marks(place, membership, membership=member)
    return render(request, "groups/member_standing.html", context | {"portrait": portrait(place, member)})
