from functools import cache, partial

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from discussions.search import search_answers, search_posts, search_threads
from groups.queries.viewer import Viewer
from guides.search import search_guides
from texts.search import QUERY_LENGTH, search_texts, tidy
from texts.spelling import corrected

SHOWN_OF_EACH = 8
SHOWN_OF_ONE = 30
LAST_PAGE = 40


class SearchForm(forms.Form):
    q = forms.CharField(required=False)
    only = forms.CharField(max_length=20, required=False)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False)


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Texts and guides for everybody; for members what their own groups wrote, as far as each may read it."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    query, only, page = asked.get("q", "")[:QUERY_LENGTH], asked.get("only", ""), asked.get("page") or 1
    results = found_by(request.user, query, only, page) if query else []
    instead = {one["query"] for one in results}
    context = {
        "query": query,
        "leaves_out": not tidy(query) and any(map(str.isalnum, query)),
        "instead": instead.pop() if len(instead) == 1 and query not in instead else "",
        "has_more": any(one["has_more"] for one in results),
        "only": only,
        "page": page if only else 1,
        "results": results,
        "count": sum(len(one["hits"]) for one in results),
    }
    return render(request, "discussions/search.html", context)


def found_by(user, query: str, only: str = "", page: int = 1) -> list[dict]:
    """The kinds of place in which something was found, in the order of the page; of one alone page by page. A kind that
    has nothing is asked again with the nearest words of the library; `query` says what found the hits.
    """
    nearest = cache(lambda: corrected(query))
    limit, offset = (SHOWN_OF_ONE, SHOWN_OF_ONE * (page - 1)) if only else (SHOWN_OF_EACH, 0)
    found = []
    for name, title, find in _kinds(user, only):
        hits, asked = find(query, limit + 1, offset), query
        if not hits and nearest() != query:
            hits, asked = find(nearest(), limit + 1, offset), nearest()
        if hits:
            has_more = len(hits) > limit
            found.append({"name": name, "title": title, "query": asked, "hits": hits[:limit], "has_more": has_more})
    return found


def _kinds(user, only: str) -> list[tuple]:
    kinds: list[tuple] = [("guides", _("Guides"), search_guides), ("texts", _("Texts"), search_texts)]
    if user.is_authenticated:
        mine = Viewer.everywhere(user)
        kinds += [
            ("answers", _("Answers in your groups"), partial(search_answers, mine)),
            ("threads", _("Threads in your groups"), partial(search_threads, mine)),
            ("posts", _("Posts in your groups"), partial(search_posts, mine)),
        ]
    return [kind for kind in kinds if only in ("", kind[0])]
