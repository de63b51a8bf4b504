from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from texts import exporting, shelf
from texts.forms import HeldEditionForm, PlaceForm, TextListForm
from texts.models import Picture, ReadingPlace, Text
from texts.passages import without_notes

PER_PAGE = 30
PICTURE_SECONDS = 365 * 24 * 3600


@login_not_required
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    visible = Text.objects.visible_to(request.user)
    form = TextListForm(visible, request.GET or None)
    found = form.filtered(visible.by_year()).with_size().with_authors().with_cover()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "texts/text_list.html", {"form": form, "page": page, "query": form.query_string()})


@login_not_required
@require_safe
def text_detail(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    editions = list(found.editions.all())
    chapters = shelf.contents(found, shelf.pages_for(request.user) if editions else None)
    context = {
        "text": found,
        "parts": shelf.in_parts(chapters),
        "editions": editions,
        "edition_form": _edition_form(request, found) if editions else None,
        "words": sum(chapter.words for chapter in chapters),
        "first": next(iter(chapters), None),
        "place": shelf.place_of(request.user, found),
    }
    return render(request, "texts/text_detail.html", context)


@login_not_required
@require_safe
def chapter_detail(request: HttpRequest, text: str, chapter: str) -> HttpResponse:
    found = _text_or_404(request, text)
    opened = get_object_or_404(found.chapters.defer("source", "plain"), slug=chapter)
    opened.text = found
    body, notes = without_notes(opened.html)
    settings = shelf.reading_settings(request)
    context = {
        "text": found,
        "chapter": opened,
        "body": body,
        "notes": notes,
        "settings": settings,
        "place": shelf.open_at(request.user, opened) if opened.is_hosted else None,
        **shelf.surroundings(opened),
    }
    context["pages"] = shelf.pages_for(request.user).filter(chapter=opened)
    return render(request, "texts/chapter_detail.html", context)


@login_not_required
@require_safe
def text_picture(request: HttpRequest, text: str, name: str) -> HttpResponse:
    visible = Text.objects.visible_to(request.user)
    picture = get_object_or_404(Picture.objects.filter(text__in=visible), text__slug=text, name=name)
    scope = "private" if request.user.is_authenticated else "public"
    cache = f"{scope}, max-age={PICTURE_SECONDS}, immutable"
    return HttpResponse(bytes(picture.data), content_type=picture.media_type, headers={"Cache-Control": cache})


@login_not_required
@require_safe
def text_epub(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    return _download(exporting.epub(found), f"{found.slug}.epub", "application/epub+zip")


@login_not_required
@require_safe
def text_markdown(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    return _download(exporting.markdown(found).encode(), f"{found.slug}.md", "text/markdown; charset=utf-8")


@require_POST
def place_set(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    chapter = get_object_or_404(found.chapters.only("paragraphs", "text_id"), pk=form.cleaned_data["chapter"])
    shelf.keep_place(request.user, chapter, min(form.cleaned_data["paragraph"], chapter.paragraphs))
    return HttpResponse(status=204)


@require_POST
def place_forget(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    ReadingPlace.objects.filter(user=request.user.pk, text=found).delete()
    return redirect(found)


@require_POST
def edition_set(request: HttpRequest, text: str) -> HttpResponse:
    found = _text_or_404(request, text)
    form = HeldEditionForm(found, request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    edition = form.cleaned_data["edition"]
    shelf.hold_edition(request.user, found, edition)
    said = _("From now on you get the pages of “%(edition)s”: here, in your groups, in letters and in your calendar.")
    messages.success(request, said % {"edition": edition} if edition else _("You get no pages of an edition any more."))
    return redirect(found.get_absolute_url() + "#editions")


def _edition_form(request: HttpRequest, text: Text) -> HeldEditionForm | None:
    if not request.user.is_authenticated:
        return None
    return HeldEditionForm(text, initial={"edition": shelf.edition_of(request.user, text)})


def _text_or_404(request: HttpRequest, slug: str) -> Text:
    texts = Text.objects.visible_to(request.user).with_authors().with_cover()
    return get_object_or_404(texts, slug=slug)


def _download(data: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(data, content_type=media_type, headers=headers)
