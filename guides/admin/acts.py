"""What an organizer does with a guide as a whole. Each has a page that asks first, and happens by POST."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guides import documents
from guides.admin.imports import guide_import
from guides.admin.pages import ask, back_to, confirmed, editable_or_403, page
from guides.admin.paste import section_paste
from guides.admin.publishing import guide_publish, guide_review, guide_reviewed, guide_withdraw
from guides.documents.to_rows import section_slug
from guides.fileformat.document import FormatError
from guides.models import Guide
from texts.markdown import render
from texts.models import Text
from texts.naming import free_address


def urls(site: AdminSite) -> list[URLPattern]:
    def act(route: str, view) -> URLPattern:
        return path(route, site.admin_view(partial(view, site=site)), name=f"guides_{view.__name__}")

    return [
        act("preview/", preview),
        act("import/", guide_import),
        act("from-text/<int:pk>/", guide_from_text),
        act("<int:pk>/publish/", guide_publish),
        act("<int:pk>/withdraw/", guide_withdraw),
        act("<int:pk>/review/", guide_review),
        act("<int:pk>/reviewed/", guide_reviewed),
        act("<int:pk>/fork/", guide_fork),
        act("<int:pk>/origin/", guide_origin),
        act("section/<int:pk>/paste/", section_paste),
    ]


@ask
def guide_fork(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Any organizer may make their own version of what is published."""
    guide = get_object_or_404(Guide.objects.select_related("text"), pk=pk)
    question = _("Make your own version of “%(guide)s”?") % {"guide": guide}
    hint = _("You get a draft with all its sections and questions. It names and links this guide as its origin.")
    asked = confirmed(request, site, guide, question, _("Make my own version"), hint)
    if asked:
        return asked
    try:
        return back_to(documents.fork(guide, request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back_to(guide)


@ask
@transaction.atomic
def guide_origin(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """What changed in the guide it was made from, to be taken over piece by piece."""
    guide = editable_or_403(request, pk)
    if request.method == "POST":
        Guide.objects.select_for_update().get(pk=pk)
    news, reasons = documents.news_of(guide, request.user), []
    if news is None:
        messages.info(request, _("There is nothing new in the guide it was made from."))
        return back_to(guide)
    if request.method == "POST" and request.POST.get("release") == str(news.release.pk):
        chosen = set(request.POST.getlist("take"))
        try:
            leaves = "leave" in request.POST
            documents.take_over(guide, news, chosen, request.user, leave_rest=leaves)
            messages.success(request, _("Taken over.") if chosen else _("Everything stays as it is."))
            return back_to(guide)
        except FormatError as error:
            reasons = [str(problem) for problem in error.problems]
    return page(
        request,
        site,
        "origin",
        title=_("What is new in “%(guide)s”") % {"guide": guide.derived_from},
        guide=guide,
        news=news,
        changes=news.changes(),
        reasons=reasons,
        status=422 if reasons else 200,
    )


@ask
def guide_from_text(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """A draft with a section for each chapter."""
    text = get_object_or_404(Text, pk=pk)
    if request.method != "POST":
        count = text.chapters.count()
        question = _("Make a guide to “%(text)s”?") % {"text": text}
        hint = _("It has a section for each of the %(count)d chapters. You can join, rename and move them.")
        return page(request, site, "confirm", title=question, button=_("Make the guide"), hint=hint % {"count": count})
    return back_to(guide_with_chapters(text, request.user))


@transaction.atomic
def guide_with_chapters(text: Text, by) -> Guide:
    title = (_("A guide to %(text)s") % {"text": text.title})[:300]
    guide = Guide.objects.create(
        text=text,
        title=title,
        slug=free_address(Guide.objects, text.title, "guide"),
        language=text.language,
        created_by=by,
    )
    guide.editors.add(by)
    add_chapters(guide)
    return guide


def add_chapters(guide: Guide) -> None:
    """A section for each chapter of its text."""
    taken: set[str] = set()
    for place, chapter in enumerate(guide.text.chapters.without_bodies(), 1):
        slug = section_slug(chapter.slug, place, taken)
        taken.add(slug)
        section = guide.sections.create(position=place, title=(chapter.title or chapter.label)[:300], slug=slug)
        section.chapters.add(chapter)


@require_POST
def preview(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Markdown as the site prints it: a fragment for the script, a page without it. Saves nothing."""
    name = request.POST.get("preview", "source")
    html = render(request.POST.get(name, "")[:50_000])
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(html)
    return page(request, site, "preview", title=_("Preview"), html=html)
