"""Every address of the site, as everybody. What is expected stands in tests/access.py."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import (
    ACCESS,
    ANYBODY,
    IN_GROUP,
    LEFT,
    LET,
    NOBODY,
    OPEN_ACCOUNT_ROUTES,
    OPEN_ADMIN_ROUTES,
    ORGANIZERS_MODELS,
    OWNER,
    ROLES,
    SIGNED_IN,
)
from tests.matrix.every_route import ROUTES
from tests.matrix.knocking import (
    FORBIDDEN,
    HIDDEN,
    LET_IN,
    SIGN_IN,
    WRONG_METHOD,
    Ask,
    Undone,
    changed,
    knock,
    leaks,
    words_of,
)
from tests.matrix.knocking import outcome as outcome_of
from tests.matrix.staging import built, world  # noqa: F401

NOT_SIGNED_IN = ("anonymous", "deactivated")  # whoever was deactivated is anybody at the next request
KNOW_NOTHING = ("anonymous", "deactivated", "stranger", "outside")
BY_KEY = {
    "groups:invitation_detail",
    "groups:invitation_poster",
    "groups:invitation_accept",
    "notices:calendar_feed",
    "notices:calendar_make",  # shows a new key, in which any letters may stand
    "discussions:reading_feed",
    "notices:unsubscribe",
}


def expected(audience: str, role: str) -> str:
    if audience == NOBODY:
        return HIDDEN
    if role in LET[audience]:
        return LET_IN
    if role in NOT_SIGNED_IN:
        return SIGN_IN
    return FORBIDDEN if role in IN_GROUP and audience not in (OWNER, LEFT) else HIDDEN


def routes(patterns=None, namespace: str = "", before: str = ""):
    """(name, pattern, whole address) of every route, those without a name too."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        whole = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry.url_patterns, inner, whole)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.pattern, whole


OWN = {name for name, _pattern, whole in routes() if not whole.startswith(("accounts/", "admin/"))}
ACCOUNT = {name: whole for name, _pattern, whole in routes() if whole.startswith("accounts/")}


class TestTheTable:
    def test_names_every_route(self):
        missing = OWN - set(ACCESS)
        assert not missing, f"Say in tests/access.py who may use {sorted(missing)}, and why."

    def test_names_no_route_that_is_not_there(self):
        gone = set(ACCESS) - OWN
        assert not gone, f"Take {sorted(gone)} out of tests/access.py: there is no such route."

    def test_knows_how_to_ask_every_route(self):
        unknown = OWN - set(ROUTES)
        assert not unknown, f"Say in tests/matrix/routes_*.py what is sent to {sorted(unknown)}."
        assert not set(ROUTES) - OWN, "tests/matrix/routes_*.py ask for routes that are not there."

    def test_gives_a_reason_for_each(self):
        assert all(audience in LET and why for audience, why in ACCESS.values())


def refuses(world, role: str, ask: Ask, how: str) -> None:  # noqa: F811
    """The refusal looks as it should and shows nothing."""
    response = knock(world, role, ask)
    assert outcome_of(response) == how, f"{ask} as {role}"
    shown = leaks(response, world.users[role])
    assert not shown, f"{ask} as {role} shows {shown}"
    if how == HIDDEN:
        assert words_of(response) == never(world, role, ask), f"{ask} as {role} can be told apart from nothing"


def never(world, role: str, ask: Ask) -> str:  # noqa: F811
    """The reply to the same request for something that never was; asked once for each room and person."""
    sent = ask.post or {}
    kind = role, ask.route.split(":")[0], "token" in ask.at, sent.get("body"), "minutes" in sent and ask.route
    if kind not in world.nothing:
        response = knock(world, role, ask.of_nothing())
        assert response.status_code == 404
        world.nothing[kind] = words_of(response)
    return world.nothing[kind]


def lets_in(world, role: str, ask: Ask, shows_nothing: bool) -> None:  # noqa: F811
    with Undone():
        response = knock(world, role, ask)
        assert outcome_of(response) == LET_IN, f"{ask} as {role}"
        shown = leaks(response, world.users[role]) if shows_nothing and role in KNOW_NOTHING else set()
        assert not shown, f"{ask} as {role} shows {shown}"


@pytest.mark.parametrize("name", sorted(ACCESS))
def test_everybody_at(world, name):  # noqa: F811
    audience, _why = ACCESS[name]
    outcomes = {role: expected(audience, role) for role in ROLES}
    for ask in ROUTES[name].asks(name, world):
        with Undone():
            for role in ROLES:
                if outcomes[role] != LET_IN:
                    refuses(world, role, ask, outcomes[role])
            touched = changed(world.rows)
            assert not touched, f"{ask} changes {touched} for somebody who is refused"
        for role in LET[audience]:
            lets_in(world, role, ask, shows_nothing=audience in (ANYBODY, SIGNED_IN) and name not in BY_KEY)


OPEN = {name: route for name, route in ROUTES.items() if ACCESS[name][0] != NOBODY}
ONE_METHOD = sorted(name for name, route in OPEN.items() if not route.get or route.post is None)


@pytest.mark.parametrize("name", ONE_METHOD)
def test_the_wrong_method_at(world, name):  # noqa: F811
    audience, _why = ACCESS[name]
    for ask in ROUTES[name].wrong_asks(name, world):
        with Undone():
            refuses(world, LET[audience][-1], ask, WRONG_METHOD)
            if audience != ANYBODY:
                refuses(world, "anonymous", ask, SIGN_IN)
            assert not changed(world.rows), f"{ask} changes something"


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_allauth_asks_for_an_account_at(world, name):  # noqa: F811
    """One rule for its routes; the exceptions are listed with a reason."""
    at = (
        {"pk": 1} if "<int:pk>" in ACCOUNT[name] else {"uidb36": "1", "key": "a-b"} if "uidb36" in ACCOUNT[name] else {}
    )
    with Undone():
        response = knock(world, "anonymous", Ask(name, at))
        assert (outcome_of(response) == SIGN_IN) != (name in OPEN_ACCOUNT_ROUTES), name
        assert not leaks(response)
        assert not changed(world.rows)
    with Undone():
        assert outcome_of(knock(world, "member", Ask(name, at))) in (LET_IN, HIDDEN, WRONG_METHOD)


ADMINS_OWN = {
    f"admin:{name}"
    for name in (
        "index",
        "app_list",
        "password_change",
        "password_change_done",
        "autocomplete",
        "jsi18n",
        "view_on_site",
    )
}


def admin_asks(world):  # noqa: F811
    """A request to every route of the admin; (model or name of the route, request)."""
    for name, pattern, whole in routes():
        if not whole.startswith("admin/") or name == "admin:None" or name in OPEN_ADMIN_ROUTES:
            continue
        model = whole.removeprefix("admin/").split("/<")[0].removesuffix("/add/").strip("/").replace("/", "_")
        at = {key: admin_argument(world, key, name) for key in pattern.converters}
        at |= {"app_label": "guides"} if name == "admin:app_list" else {}
        yield model, Ask(name, at)


def admin_argument(world, key: str, name: str):  # noqa: F811
    if name == "admin:view_on_site":
        return 1
    if key == "place":
        return 0
    things = {
        "accounts_user": world.member, "auth_user": world.member, "guides_guide": world.guide,
        "guides_section": world.section, "guides_question": world.question, "texts_text": world.text,
        "texts_import": world.job, "texts_chapter": world.text.chapters.first(), "texts_edition": world.edition,
        "texts_author": world.text.authors.first(), "groups_group": world.group, "groups_invitation": world.invitation,
        "groups_membership": world.memberships["member"], "guides_guide_from_text": world.text,
    }  # fmt: skip
    found = [thing.pk for start, thing in things.items() if name.removeprefix("admin:").startswith(start)]
    return found[-1] if found else 1


class TestTheAdmin:
    @pytest.mark.parametrize("role", ["anonymous", "deactivated", "member", "facilitator"])
    def test_lets_nobody_in_but_organizers(self, world, role):  # noqa: F811
        asks = [Ask(ask.route, ask.at, data) for _model, ask in admin_asks(world) for data in (None, {})]
        assert len(asks) > 100
        with Undone():
            for ask in asks:
                response = knock(world, role, ask)
                assert outcome_of(response) == SIGN_IN, f"{ask} as {role}"
                assert not leaks(response, world.users[role]), f"{ask} as {role}"
            assert not changed(world.rows)

    def test_shows_an_organizer_the_library_and_nothing_else(self, world):  # noqa: F811
        with Undone():
            for model, ask in admin_asks(world):
                response = knock(world, "organizer", ask)
                if ask.route == "admin:texts_import_cover":
                    assert outcome_of(response) == HIDDEN, "the file has no cover"
                elif model.startswith(tuple(ORGANIZERS_MODELS)):
                    assert outcome_of(response) in (LET_IN, WRONG_METHOD, FORBIDDEN), ask
                elif ask.route not in ADMINS_OWN:
                    nothing_there = response.headers.get("Location") == "/admin/"
                    assert nothing_there or outcome_of(response) == FORBIDDEN, f"{ask} as organizer"
                    assert not leaks(response), f"{ask} as organizer"

    def test_opens_every_list_to_a_superuser(self, world):  # noqa: F811
        """The control for the two above."""
        lists = [ask for _model, ask in admin_asks(world) if ask.route.endswith("_changelist")]
        assert len(lists) > 12
        for ask in lists:
            assert outcome_of(knock(world, "superuser", ask)) == LET_IN, ask

    @pytest.mark.parametrize("model", ["draft", "answer", "progress", "thread", "post"])
    def test_has_no_place_for_what_members_write(self, model):
        assert model not in {one._meta.model_name for one in admin.site._registry}
