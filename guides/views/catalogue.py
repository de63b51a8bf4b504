from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from taggit.models import Tag

from guides.forms import CatalogueForm
from guides.models import Guide
from guides.paths import listed_paths
from guides.topics import entries, topics
from texts.models import Text

PER_PAGE = 30


@login_not_required
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """The library: what is published, for organizers too; their drafts are at their desk."""
    form = CatalogueForm(request.GET or None)
    guides = form.filtered(Guide.objects.published()).for_catalogue()
    page = Paginator(guides, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "topics": topics(), "paths": listed_paths(), "query": form.query_string()}
    return render(request, "guides/guide_list.html", context)


@login_not_required
@require_safe
def topic_detail(request: HttpRequest, tag: str) -> HttpResponse:
    topic = get_object_or_404(Tag, slug=tag)
    newest_first = request.GET.get("order") != "oldest"
    texts = Text.objects.published().filter(tags=topic).with_authors()
    guides = Guide.objects.published().filter(tags=topic).for_catalogue()
    listed = entries(texts, guides, newest_first)
    if not listed:
        raise Http404
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    order = "newest" if newest_first else "oldest"
    return render(request, "guides/topic_detail.html", {"topic": topic, "page": page, "order": order})
