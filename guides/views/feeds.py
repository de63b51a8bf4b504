from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides.models import Guide, Release
from texts.models import Text

LATEST = 50


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


@login_not_required
@require_safe
def guide_feed(request: HttpRequest) -> HttpResponse:
    """Guides that are new or have changed: an entry for each release, newest first."""
    releases = (
        Release.objects.filter(guide__in=Guide.objects.published())
        .select_related("guide__text")
        .defer("document")
        .order_by("-released_at", "-pk")[:LATEST]
    )
    feed = Atom1Feed(
        title=_("%(site)s: guides") % {"site": settings.SITE_NAME},
        link=absolute(reverse("guides:guide_list")),
        description=_("New guides and new versions of guides."),
        feed_url=absolute(request.path),
        language=settings.LANGUAGE_CODE,
    )
    for release in releases:
        guide = release.guide
        feed.add_item(
            title=guide.title if release.number == 1 else _("%(guide)s, revised") % {"guide": guide.title},
            link=absolute(guide.get_absolute_url()),
            description="\n\n".join(filter(None, [release.note if release.number > 1 else "", guide.blurb])),
            unique_id=absolute(reverse("guides:release_detail", args=[guide.slug, release.number])),
            pubdate=release.released_at,
            updateddate=release.released_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@login_not_required
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page of the library, for search engines."""
    guides = Guide.objects.published().prefetch_related("sections")
    pages = [(reverse("guides:guide_list"), None)]
    for guide in guides:
        pages.append((guide.get_absolute_url(), guide.updated_at))
        pages += [(reverse("guides:section_detail", args=[guide.slug, s.slug]), None) for s in guide.sections.all()]
    pages += [(text.get_absolute_url(), text.updated_at) for text in Text.objects.published()]
    entries = [(absolute(path), changed) for path, changed in pages]
    return render(request, "guides/sitemap.xml", {"entries": entries}, content_type="application/xml")
