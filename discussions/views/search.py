from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from discussions.search import search_answers, search_posts, search_threads
from groups.models import Membership
from guides.search import search_guides
from texts.search import search_texts

SHOWN_OF_EACH = 8
SHOWN_OF_ONE = 60


class SearchForm(forms.Form):
    q = forms.CharField(max_length=200, required=False)
    only = forms.CharField(max_length=20, required=False)


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Texts and guides for everybody; for members what their own groups wrote, as far as each may read it."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    only = form.cleaned_data.get("only", "")
    results = _results(request.user, query, only) if query else []
    context = {"query": query, "only": only, "results": results, "count": sum(len(one["hits"]) for one in results)}
    return render(request, "discussions/search.html", context)


def _results(user, query: str, only: str) -> list[dict]:
    """The kinds of place in which something was found, in the order of the page."""
    kinds = [kind for kind in _kinds(user) if only in ("", kind[0])]
    limit = SHOWN_OF_ONE if only else SHOWN_OF_EACH
    found = [(name, title, find(query, limit + 1)) for name, title, find in kinds]
    return [
        {"name": name, "title": title, "hits": hits[:limit], "has_more": len(hits) > limit}
        for name, title, hits in found
        if hits
    ]


def _kinds(user) -> list[tuple]:
    kinds: list[tuple] = [("guides", _("Guides"), search_guides), ("texts", _("Texts"), search_texts)]
    if user.is_authenticated:
        mine = list(Membership.objects.active().filter(user=user).select_related("group"))
        kinds += [
            ("answers", _("Answers in your groups"), lambda query, limit: search_answers(query, mine, limit)),
            ("threads", _("Threads in your groups"), lambda query, limit: search_threads(query, mine, limit)),
            ("posts", _("Posts in your groups"), lambda query, limit: search_posts(query, mine, limit)),
        ]
    return kinds
