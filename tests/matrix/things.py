"""What the table in docs/access-matrix.md speaks of: for each of its objects where it would be seen and how it would
be made, changed and deleted, by real addresses.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html

from tests.matrix.knocking import Ask, Undone, knock, words_of

ADMIN = "/admin/"


@dataclass(frozen=True)
class Tries:
    """Requests at what is the role’s own, and at what is another’s."""

    own: tuple[Ask, ...] = ()
    another: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class NoAct:
    """There is nothing in the product that would do it."""

    why: str


Act = Callable[..., Tries] | NoAct


@dataclass(frozen=True)
class Thing:
    """`word` tells another’s object, `own_word` of a role its own. `table` is where an allowed act leaves its mark, if
    it leaves any. `others` gives rows of other people, which an act on one’s own leaves alone.
    """

    surfaces: Callable[..., list[Ask]]
    word: str
    create: Act
    edit: Act
    delete: Act
    table: str = ""
    own_word: Callable[[str], str] | None = None
    others: Callable | None = None
    everywhere: bool = True


EVERYWHERE = [
    *("/", "/search/?q=heron", "/groups/", "/groups/listed/", "/notices/", "/news/", "/calendar/", "/me/profile/"),
    *("/me/erase/", "/texts/", "/guides/", "/feeds/guides/", "/sitemap.xml", "/topics/stoics/", "/accounts/email/"),
]
AT_THE_DESK = [
    "",
    "guides/guide/",
    "texts/text/",
    "groups/group/",
    "groups/membership/",
    "accounts/user/",
    "guides/",
    "groups/",
]


def everywhere(world, role: str) -> list[Ask]:
    """Pages that collect things, and for organizers every place of the admin that might name one."""
    asks = [Ask(address) for address in EVERYWHERE]
    if role in ("organizer", "colleague", "superuser"):
        asks += [Ask(ADMIN + page) for page in AT_THE_DESK]
        asks += [Ask(ADMIN + page) for page in rooms_of_the_desk(world)]
    if role == "expired":
        asks.append(Ask("groups:invitation_detail", {"token": world.expired_token}))
    return asks


def rooms_of_the_desk(world) -> list[str]:
    """Where the admin says what hangs on a thing, or what happened to it."""
    things = {
        "accounts/user": world.fellow.pk,
        "groups/group": world.group.pk,
        "guides/guide": world.guide.pk,
        "guides/section": world.section.pk,
        "guides/question": world.question.pk,
        "texts/text": world.text.pk,
    }
    return [f"{model}/{pk}/{page}/" for model, pk in things.items() for page in ("change", "delete", "history")]


def shown(world, role: str, ask: Ask) -> str:
    """What a reply tells; nothing if it is a refusal. Looked at once, and taken back."""
    known = world.seen.setdefault(role, {})
    if str(ask) not in known:
        with Undone():
            known[str(ask)] = _told(knock(world, role, ask))
    return known[str(ask)]


def _told(response) -> str:
    if response.status_code >= 400 and response.status_code != 422:
        return ""
    if response.headers["Content-Type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return words_of(response)


def filled(world, url: str, **changes) -> dict:
    """What the form of an admin page sends when only these fields are changed."""
    page = lxml.html.fromstring(shown(world, "superuser", Ask(url)).partition("<html")[2])
    form = next(form for form in page.forms if form.get("id", "").endswith("_form"))
    data: dict = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data | changes


def admin_change(world, model: str, pk: int, **changes) -> Ask:
    url = f"{ADMIN}{model}/{pk}/change/"
    return Ask(url, post=filled(world, url, **changes))


def admin_add(world, model: str, **fields) -> Ask:
    url = f"{ADMIN}{model}/add/"
    return Ask(url, post=filled(world, url, **fields))


def admin_delete(model: str, pk: int) -> Ask:
    return Ask(f"{ADMIN}{model}/{pk}/delete/", post={"post": "yes"})


def admin_action(model: str, action: str, pk: int) -> Ask:
    return Ask(f"{ADMIN}{model}/", post={"action": action, "_selected_action": [pk]})
