"""What the page of a guide says of it: how far it is, what is missing, what can be done next."""

from django.http import HttpRequest
from django.utils import timezone

from guides.admin.permissions import may_edit
from guides.completeness import faults, gaps
from guides.documents import document_of
from guides.documents.origin import has_news
from guides.fileformat.write import write
from guides.models import Guide, Release

SHOWN = 10


def state_of(request: HttpRequest, guide: Guide) -> dict:
    """A fixed number of queries, however long the guide is."""
    may = may_edit(request, guide)
    releases = list(guide.releases.select_related("released_by")[:SHOWN])
    is_late = guide.publish_on is not None and guide.publish_on <= timezone.now()
    return {
        "may_edit": may,
        "may_review": guide.may_be_reviewed_by(request.user),
        "has_news": may and has_news(guide),
        "is_changed": may and guide.is_published and bool(releases) and is_changed(guide, releases[0]),
        "is_late": is_late,
        "obstacles": obstacles(guide) if is_late else [],
        "gaps": gaps(guide),
        "reviews": guide.reviews.select_related("reviewer")[:SHOWN],
        "releases": releases,
        "first_section": guide.sections.first(),
    }


def is_changed(guide: Guide, release: Release) -> bool:
    return write(document_of(Guide.objects.get(pk=guide.pk))) != release.document


def obstacles(guide: Guide) -> list[str]:
    return [*guide.obstacles(), *faults(guide)]
