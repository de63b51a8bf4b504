from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.naming import site_name
from guides.cards import absolute
from guides.models import Guide, Release
from guides.paths import listed_paths
from guides.topics import topics
from texts.models import Chapter, Text

LATEST = 50


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
        title=_("%(site)s: guides") % {"site": site_name()},
        link=absolute(reverse("guides:guide_list")),
        description=_("New guides and new versions of guides."),
        feed_url=absolute(request.path),
        author_name=site_name(),
        language=settings.LANGUAGE_CODE,
    )
    for release in releases:
        guide = release.guide
        about = "\n\n".join(filter(None, [release.note if release.number > 1 else "", guide.blurb]))
        feed.add_item(
            title=guide.title if release.number == 1 else _("%(guide)s, revised") % {"guide": guide.title},
            link=absolute(guide.get_absolute_url()),
            description=linebreaks(about, autoescape=True),  # readers take it for HTML
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
    lists = ("home", "guides:guide_list", "guides:path_list", "texts:text_list")
    pages: list[tuple[str, Any]] = [(reverse(name), None) for name in lists]
    pages += [(reverse("guides:topic_detail", args=[topic.slug]), None) for topic in topics()]
    pages += [(path.get_absolute_url(), path.updated_at) for path in listed_paths()]
    for guide in guides:
        pages.append((guide.get_absolute_url(), guide.updated_at))
        addresses = (reverse("guides:section_detail", args=[guide.slug, s.slug]) for s in guide.sections.all())
        pages += [(address, guide.updated_at) for address in addresses]
    pages += [(text.get_absolute_url(), text.updated_at) for text in Text.objects.published()]
    hosted = Chapter.objects.filter(text__in=Text.objects.published(), paragraphs__gt=0)
    pages += [(reverse("texts:chapter_detail", args=names), None) for names in hosted.values_list("text__slug", "slug")]
    entries = [(absolute(path), changed) for path, changed in pages]
    return render(request, "guides/sitemap.xml", {"entries": entries}, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = ("/admin/", "/accounts/", "/groups/", "/join/", "/me/", "/search/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {absolute(reverse('guides:site_map'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
