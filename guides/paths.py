"""Where a guide stands in the reading paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

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
    """One query, however many paths."""
    paths = PathStep.objects.filter(guide=guide, path__in=ReadingPath.objects.published()).values("path")
    steps = open_steps().filter(path__in=paths).select_related("path", "guide__text")
    steps = steps.only("path__title", "path__slug", "guide__slug", "guide__text__title")
    by_path = groupby(steps.order_by("path__title", "path", "position", "pk"), key=lambda step: step.path)
    return [place for path, group in by_path for place in _places(path, [step.guide for step in group], guide)]


def _places(path: ReadingPath, guides: list[Guide], guide: Guide) -> Iterator[Place]:
    if guide in guides:
        at = guides.index(guide)
        after = guides[at + 1] if at + 1 < len(guides) else None
        yield Place(path, at + 1, len(guides), guides[at - 1] if at else None, after)
