"""Who gets in. A stranger's group is not found, the same as one that never existed."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from groups.models import Group, Membership, Reading
from guides.kept_sections import KeptSection, kept_section
from guides.models import Question, Section
from texts.models import Chapter


def membership_or_404(user, group: str) -> Membership:
    """The active membership in the group with this address; its group comes with it."""
    members = Membership.objects.active().select_related("group")
    membership = get_object_or_404(members, group__slug=group, user=user)
    membership.user = user
    return membership


def writer_or_403(user, group: str) -> Membership:
    """A member who may write: the group is not archived."""
    membership = membership_or_404(user, group)
    if not membership.can_write:
        raise PermissionDenied
    return membership


def facilitator_or_403(user, group: str) -> Membership:
    membership = membership_or_404(user, group)
    if not membership.is_facilitator:
        raise PermissionDenied
    return membership


def leading_facilitator_or_403(user, group: str) -> Membership:
    """A facilitator who changes something: the group is not archived."""
    membership = facilitator_or_403(user, group)
    if not membership.can_write:
        raise PermissionDenied
    return membership


def listed_group_or_404(slug: str) -> Group:
    """A group that can be found, for anybody."""
    return get_object_or_404(Group.objects.listed(), slug=slug)


def open_reading_or_404(group: str, slug: str) -> Reading:
    """A reading of a public group, for anybody."""
    place = listed_group_or_404(group)
    reading = get_object_or_404(Reading.objects.open_to_all(place).select_related("guide__text"), slug=slug)
    reading.group = place
    return reading


def reading_or_404(membership: Membership, slug: str) -> Reading:
    readings = Reading.objects.visible_to(membership).select_related("guide__text")
    reading = get_object_or_404(readings, slug=slug)
    reading.group = membership.group
    membership.reading = reading
    return reading


def writing_or_403(user, group: str, reading: str) -> tuple[Membership, Reading]:
    """A member who writes in a reading: neither the group nor the reading was put away."""
    membership = writer_or_403(user, group)
    place = reading_or_404(membership, reading)
    if not membership.can_write:
        raise PermissionDenied
    return membership, place


def leading_or_403(user, group: str, reading: str) -> tuple[Membership, Reading]:
    """A facilitator who changes something in a reading that was not put away."""
    membership, place = writing_or_403(user, group, reading)
    if not membership.is_facilitator:
        raise PermissionDenied
    return membership, place


def planning_or_403(user, group: str, reading: str) -> tuple[Membership, Reading]:
    """A facilitator who plans meetings of a reading that is not finished."""
    membership, place = leading_or_403(user, group, reading)
    if place.is_finished:
        raise PermissionDenied
    return membership, place


def section_or_404(reading: Reading, slug: str) -> Section:
    sections = Section.objects.prefetch_related(models.Prefetch("chapters", light_chapters()))
    section = get_object_or_404(sections, guide=reading.guide_id, slug=slug)
    section.guide = reading.guide
    return section


def kept_section_or_404(reading: Reading, slug: str, membership: Membership) -> KeptSection:
    """What the section says, to be read only."""
    try:
        return kept_section(reading.guide_id, slug, links=not membership.user.hides_explanations)
    except Section.DoesNotExist:
        raise Http404 from None


def light_chapters():
    return Chapter.objects.select_related("text").without_bodies()


def question_or_404(reading: Reading, section: str, pk: int) -> Question:
    """A question of the section, retired ones too: who saw it while writing does not lose their words."""
    question = Question.objects.select_related("section").filter(section__guide=reading.guide_id, section__slug=section)
    try:
        return question.get(pk=pk)
    except Question.DoesNotExist:
        raise Http404 from None
