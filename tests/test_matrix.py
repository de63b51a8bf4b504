"""Every cell of docs/access-matrix.md, with real requests: 22 objects, 9 roles, 4 actions."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib import admin

from tests.matrix.brought import BROUGHT
from tests.matrix.groups import GROUPS
from tests.matrix.knocking import FORBIDDEN, HIDDEN, LET_IN, SIGN_IN, Undone, changed, knock, leaks, outcome
from tests.matrix.library import LIBRARY
from tests.matrix.staging import built, world  # noqa: F401
from tests.matrix.things import NoAct, everywhere, shown
from tests.matrix.words import WORDS
from tests.test_access import routes

TABLE = Path(__file__).resolve().parent.parent / "docs" / "access-matrix.md"
THINGS = LIBRARY | WORDS | GROUPS | BROUGHT
PLAYED_BY = {
    "A": ["anonymous", "deactivated"],
    "N": ["stranger"],
    "M": ["member"],
    "F": ["facilitator"],
    "X": ["outside"],
    "O": ["organizer"],
    "U": ["superuser"],
    "P": ["former", "removed"],
    "E": ["expired"],
}
REFUSALS = (SIGN_IN, HIDDEN, FORBIDDEN)


@dataclass(frozen=True)
class NotBuilt:
    """Allowed, and there is nothing yet that does it. Whoever builds it finds this test failing, and registers it.

    `sign` would be in the name of its route.
    """

    row: int
    columns: str
    letters: str
    why: str
    sign: str


NOT_BUILT = [
    NotBuilt(
        16,
        "NMFXOUPE",
        "d",
        "The file is made while it is sent; nothing is kept that could be deleted.",
        "notices:export_(delete|drop)",
    ),
]


def read_table() -> dict[tuple[int, str], str]:
    """(row, column) -> four signs."""
    lines = [line.strip("|\n ").split("|") for line in TABLE.read_text().splitlines() if line.startswith("|")]
    head, _rule, *rows = [[cell.strip() for cell in line] for line in lines]
    return {(int(row[0]), column): cell for row in rows for column, cell in zip(head[2:], row[2:], strict=True)}


CELLS = read_table()
ACTIONS = {"R": None, "C": "create", "E": "edit", "D": "delete"}


def sign_of(row: int, column: str, action: str) -> str:
    """“R”, “r” or “·”; what is not built yet is refused to everybody."""
    sign = CELLS[row, column]["RCED".index(action)]
    missing = any(one.row == row and column in one.columns and sign in one.letters for one in NOT_BUILT)
    return "·" if missing else sign


class TestTheTable:
    def test_has_every_object_and_role(self):
        assert len(CELLS) == 22 * 9
        assert {column for _row, column in CELLS} == set(PLAYED_BY)
        assert all(re.fullmatch("[Rr·][Cc·][Ee·][Dd·]", cell) for cell in CELLS.values())

    def test_every_object_is_registered(self):
        assert set(THINGS) == {row for row, _column in CELLS}

    @pytest.mark.parametrize("missing", NOT_BUILT, ids=lambda one: f"{one.row}{one.columns}{one.letters}")
    def test_what_is_not_built_has_no_route(self, missing):
        found = [name for name, _pattern, _whole in routes() if re.search(missing.sign, name)]
        assert not found, f"Register {found} for row {missing.row} and take it out of NOT_BUILT."

    def test_words_of_members_are_not_in_the_admin(self):
        """Rows 7 to 10, 13 and 20 to 22: superusers would read them there without an account of it."""
        rooms = {model._meta.label for model in admin.site._registry}
        assert not rooms & {
            "groups.Draft",
            "groups.Answer",
            "groups.Progress",
            "groups.Unclear",
            "groups.BroughtPassage",
            "groups.Duty",
            "discussions.Thread",
            "discussions.Post",
        }

    @pytest.mark.parametrize("row", sorted(THINGS))
    def test_where_there_is_no_act_nothing_is_allowed(self, row):
        for action, name in ACTIONS.items():
            if name and isinstance(getattr(THINGS[row], name), NoAct):
                assert all(sign_of(row, column, action) == "·" for column in PLAYED_BY), f"row {row}, {action}"


ACTS = [
    (row, action)
    for row in sorted(THINGS)
    for action in ("create", "edit", "delete")
    if not isinstance(getattr(THINGS[row], action), NoAct)
]


@pytest.mark.parametrize("column", PLAYED_BY)
class TestEveryCell:
    def test_reading(self, world, column):  # noqa: F811
        """All rows at once: what a role is shown is fetched only once."""
        faults = [fault for role in PLAYED_BY[column] for row in THINGS for fault in misread(world, row, column, role)]
        assert not faults, "\n".join(faults)

    @pytest.mark.parametrize(("row", "action"), ACTS)
    def test_acting(self, world, row, column, action):  # noqa: F811
        thing, sign = THINGS[row], sign_of(row, column, action[0].upper())
        for role in PLAYED_BY[column]:
            tries = getattr(thing, action)(world, role)
            if sign.isupper():
                allowed(world, thing, role, tries.another or tries.own)
            elif sign.isalpha():
                allowed(world, thing, role, tries.own, only_own=True)
                refused(world, role, tries.another)
            else:
                refused(world, role, tries.own + tries.another)


def misread(world, row: int, column: str, role: str):  # noqa: F811
    thing, sign = THINGS[row], sign_of(row, column, "R")
    own = thing.own_word(role) if thing.own_word else ""
    asks = thing.surfaces(world, role) + (everywhere(world, role) if thing.everywhere else [])
    seen = {str(ask): shown(world, role, ask) for ask in asks}
    if (row, role) == (11, "removed"):
        seen.pop("GET /notices/", None)  # where they are told of which group they are no longer a member
    where = {word: [ask for ask, text in seen.items() if word and word in text] for word in (thing.word, own)}
    if sign == "R" and not where[thing.word]:
        yield f"Row {row}: {role} does not find it anywhere."
    if sign != "R" and where[thing.word]:
        yield f"Row {row}: {role} sees it at {where[thing.word]}."
    if sign == "r" and not where[own]:
        yield f"Row {row}: {role} does not find their own."


def allowed(world, thing, role: str, asks, only_own: bool = False) -> None:  # noqa: F811
    assert asks, f"Nothing is registered that {role} could do."
    for ask in asks:
        with Undone():
            others = thing.others(world.users[role].pk) if only_own and thing.others else None
            response = knock(world, role, ask)
            assert outcome(response) == LET_IN, f"{ask} as {role}"
            assert response.status_code not in (400, 409, 422), f"{ask} as {role}: the form was not valid"
            assert not thing.table or thing.table in changed(world.rows), f"{ask} as {role} changes nothing"
            assert others is None or others == thing.others(world.users[role].pk), f"{ask} as {role} changes others’"


def refused(world, role: str, asks) -> None:  # noqa: F811
    with Undone():
        for ask in asks:
            response = knock(world, role, ask)
            assert outcome(response) in REFUSALS, f"{ask} as {role}"
            assert not leaks(response, world.users[role]), f"{ask} as {role}"
        touched = changed(world.rows)
        assert not touched, f"{[str(ask) for ask in asks]} as {role} changes {touched}"
