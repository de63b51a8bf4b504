"""Where a guide stands in the reading paths."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from guides.models import Guide, PathStep, ReadingPath


@dataclass(frozen=True)
class Place:
    path: ReadingPath
    number: int
    count: int
    before: Guide | None
    after: Guide | None


def open_steps():
    """Steps whose guides are in the library: for readers the others are not there."""
    return PathStep.objects.filter(guide__in=Guide.objects.published()).order_by("position", "pk")


def listed_paths():
    """For the catalogue, with `step_count`; a path without a guide that one can read is not listed."""
    is_open = Q(steps__guide__in=Guide.objects.published())
    paths = ReadingPath.objects.published().annotate(step_count=Count("steps", filter=is_open))
    return paths.filter(step_count__gt=0).order_by("title", "pk")


def steps_of(path: ReadingPath) -> list[PathStep]:
    guides = Prefetch("guide", Guide.objects.for_catalogue())
    return list(open_steps().filter(path=path).prefetch_related(guides))


def places_of(guide: Guide) -> list[Place]:
    """Two queries, however many paths."""
    paths = ReadingPath.objects.published().filter(steps__guide=guide)
    steps = Prefetch("steps", open_steps().select_related("guide__text"), to_attr="open_steps")
    return [_place(path, guide) for path in paths.prefetch_related(steps) if _guides(path.open_steps, guide)]


def _guides(steps: Iterable[PathStep], guide: Guide) -> bool:
    return any(step.guide_id == guide.pk for step in steps)


def _place(path: ReadingPath, guide: Guide) -> Place:
    guides = [step.guide for step in path.open_steps]
    at = guides.index(guide)
    after = guides[at + 1] if at + 1 < len(guides) else None
    return Place(path, at + 1, len(guides), guides[at - 1] if at else None, after)
