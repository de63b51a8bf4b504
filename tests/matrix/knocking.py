"""A real request as somebody, and what came of it."""

import functools
import re
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.matrix.world import PRIVATE

SIGN_IN = "is sent to sign in"
HIDDEN = "404"
FORBIDDEN = "403"
WRONG_METHOD = "405"
LET_IN = "comes through"

# Any letters may stand in their bytes by chance.
PACKED = ("application/pdf", "application/epub+zip", "image/png", "image/jpeg")

NEVER = 2_147_483_646
UNTOLD_TABLES = {
    "django_session",
    "usersessions_usersession",
    "auth_permission",
    "django_content_type",
    "django_migrations",
}


@dataclass(frozen=True)
class Ask:
    """One request. `at` are the arguments of its route, or for `route` beginning with “/” nothing."""

    route: str
    at: dict = field(default_factory=dict)
    post: dict | None = None
    query: str = ""

    @property
    def url(self) -> str:
        return (self.route if self.route.startswith("/") else reverse(self.route, kwargs=self.at)) + self.query

    def __str__(self) -> str:
        return f"{'GET' if self.post is None else 'POST'} {self.url}"

    def of_nothing(self) -> "Ask":
        """The same for something that never existed."""
        name = next(
            name for name in ("group", "guide", "text", "token", "pk", "reading", "object_id") if name in self.at
        )
        was = self.at[name]
        return Ask(self.route, self.at | {name: NEVER if isinstance(was, int) else "never-was"}, self.post, self.query)


class Knocker(Client):
    """Without the copies of templates’ contexts that Django’s own client keeps: a good part of a request’s time."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


def knock(world, role: str, ask: Ask):
    """The response, to somebody who brings nothing but their session."""
    client = world.client
    client.cookies.clear()
    if key := world.sessions.get(role):
        client.cookies["session"] = key
    return client.get(ask.url) if ask.post is None else client.post(ask.url, ask.post)


class Undone:
    """Everything in the block is taken back."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *error) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(*error)


def outcome(response) -> str:
    status, location = response.status_code, response.headers.get("Location", "")
    if status == 302 and re.match(r"/(accounts|admin)/login/\?next=", location):
        return SIGN_IN
    if status in (200, 204, 301, 302, 303, 304, 400, 409, 422):
        return LET_IN
    return str(status)


def words_of(response) -> str:
    """Everything that reached the browser as words, without what differs from one reply to the next."""
    body = response.getvalue() if response.streaming else response.content
    headers = "\n".join(
        f"{name}: {value}" for name, value in sorted(response.headers.items()) if name != "Content-Length"
    )
    packed = response.headers.get("Content-Type", "").startswith(PACKED)
    text = headers if packed else f"{headers}\n{body.decode(errors='replace')}"
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    for address in (response.wsgi_request.get_full_path(), response.wsgi_request.path):
        text = text.replace(address, "ADDRESS").replace(quote(address), "ADDRESS")  # in “next=” it is quoted
    return text


def leaks(response, user=None, stem: str = PRIVATE) -> set[str]:
    """Private words that came out, apart from one’s own name and address."""
    text = words_of(response)
    for own in (user.name, user.email) if user else ():
        text = text.replace(own, "")
    return set(re.findall(rf"{stem}\w+", text, re.IGNORECASE))


@functools.cache
def fingerprint_query() -> str:
    one = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(r::text, 0)), 0) FROM \"{0}\" r"
    tables = set(connection.introspection.table_names()) - UNTOLD_TABLES
    return " UNION ALL ".join(one.format(table) for table in sorted(tables))


def rows() -> dict[str, list]:
    """A fingerprint of the rows of every table, sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute(fingerprint_query())
        return {table: mark for table, *mark in cursor.fetchall()}


def changed(before: dict[str, list]) -> set[str]:
    """Tables whose rows differ from then."""
    return {table for table, mark in rows().items() if mark != before[table]}
