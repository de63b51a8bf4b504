"""Public pages, kept as they were made until the library changes, for visitors without a cookie of ours.

They are the same for all of these. A page that is shown again costs one query; one that the browser has, no body.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from accounts.naming import site_name
from guides import changes

ROUTES = {
    "home",
    *(f"guides:{name}" for name in ("guide_list", "guide_detail", "section_detail", "topic_detail")),
    *("guides:path_list", "guides:path_detail"),
    *("texts:text_list", "texts:text_detail", "texts:chapter_detail"),
}
ROOM = 16 * 1024 * 1024  # bytes, in each process
LARGEST = 512 * 1024


class Page(NamedTuple):
    content: bytes
    headers: dict[str, str]


class Shelf:
    """The pages of one state of the library; the ones asked for least recently make room."""

    def __init__(self, room: int):
        self.room, self.size, self.state = room, 0, ""
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, state: str, key: tuple) -> Page | None:
        with self.lock:
            if state != self.state or key not in self.pages:
                return None
            self.pages.move_to_end(key)
            return self.pages[key]

    def keep(self, state: str, key: tuple, page: Page) -> None:
        with self.lock:
            if state != self.state:
                self.pages.clear()
                self.size, self.state = 0, state
            if key not in self.pages:
                self.pages[key] = page
                self.size += len(page.content)
            while self.size > self.room:
                _key, oldest = self.pages.popitem(last=False)
                self.size -= len(oldest.content)


class PageCache:
    """The innermost middleware: all others do their part for a kept page too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.shelf = Shelf(ROOM)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        state = getattr(request, "library_state", None)
        if state is None or not _is_for_everybody(request, response):
            return response
        content = response.content
        headers = {"Content-Type": response["Content-Type"], "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'}
        page = Page(content, headers | {"Cache-Control": "no-cache"})
        self.shelf.keep(state, _key(request), page)
        return _response(request, page)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or request.resolver_match.view_name not in ROUTES:
            return None
        if request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, "messages"} or "HX-Request" in request.headers:
            return None
        state = changes.state()  # before the page is made: what changes meanwhile counts as later
        page = self.shelf.find(state, _key(request))
        if page is None:
            request.library_state = state  # type: ignore[attr-defined]
            return None
        return _response(request, page)


def _key(request: HttpRequest) -> tuple:
    return request.get_full_path(), get_language(), site_name()


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Not a draft, nor a page with a form of somebody’s own."""
    own = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or response.has_header("Cache-Control")
    return response.status_code == 200 and not response.streaming and not own and len(response.content) <= LARGEST


def _response(request: HttpRequest, page: Page) -> HttpResponse:
    response = HttpResponse(page.content, headers=page.headers)
    return get_conditional_response(request, etag=page.headers["ETag"], response=response) or response
