"""Ids of another group’s things, of deleted ones and of none, wherever an address or a form has one."""

import pytest

from tests.access import ACCESS, LET
from tests.matrix import routes
from tests.matrix.every_route import ROUTES
from tests.matrix.knocking import FORBIDDEN, HIDDEN, LET_IN, NEVER, Ask, Undone, changed, knock, leaks, outcome
from tests.matrix.routes import key, when
from tests.matrix.staging import built, world  # noqa: F401
from tests.matrix.world import ELSEWHERE

HUGE = 10**40
KINDS_OF_PK = {
    "join_request": "join_request",
    "work_export": "work_export",
    "meeting": "meeting",
    "attendance": "meeting",
    "passage": "meeting",
    "duty": "meeting",
    "member": "membership",
    "invitation": "invitation",
}


def in_groups(world):  # noqa: F811
    return [name for name in ACCESS if "group" in ROUTES[name].at(world)]


def kind_of(route: str, name: str) -> str:
    """What the argument is an id of."""
    if name == "member":
        return "membership"
    if name != "pk":
        return name
    act = route.split(":")[1]
    if route.startswith("discussions:answer_"):
        return "answer"
    return next((kind for start, kind in KINDS_OF_PK.items() if act.startswith(start)), "question")


def strange_values(world, kind: str) -> list:  # noqa: F811
    """Of the other group, deleted, too large, never given."""
    other = world.other
    words = {
        "group": ["theirs", "h" * 3000, "\0"],
        "reading": ["later", "h" * 3000, "\0"],
        "section": [other.question.section.slug + "-of-nothing", "h" * 3000],
        "number": [0, 99, HUGE],
    }
    things = {
        name: [getattr(other, name).pk, *([world.gone[name]] if name in world.gone else []), HUGE]
        for name in (
            "thread",
            "meeting",
            "report",
            "invitation",
            "answer",
            "membership",
            "question",
            "join_request",
            "work_export",
        )
    }
    return (words | things)[kind]


@pytest.mark.parametrize(
    "name", sorted(name for name, route in ROUTES.items() if name.startswith(("groups:", "disc", "notices:meet")))
)
def test_no_address_takes_a_strange_id(world, name):  # noqa: F811
    """The control is the same request with its right ids, which comes through in tests/test_access.py."""
    audience, _why = ACCESS[name]
    role = LET[audience][-1] if audience in LET else "facilitator"
    for ask in ROUTES[name].asks(name, world) if name in in_groups(world) else []:
        with Undone():
            assert outcome(knock(world, role, ask)) == LET_IN, f"{ask} as {role}"
        with Undone():
            for argument in ask.at:
                for value in strange_values(world, kind_of(name, argument)):
                    is_refused(world, role, Ask(name, ask.at | {argument: value}, ask.post, ask.query))
            assert not changed(world.rows), f"{ask} with a strange id as {role}"


def is_refused(world, role: str, ask: Ask) -> None:  # noqa: F811
    response = knock(world, role, ask)
    assert outcome(response) in (HIDDEN, FORBIDDEN), f"{ask} as {role}"
    assert not leaks(response, stem=ELSEWHERE), f"{ask} as {role}"


def with_ids_in_their_fields(world) -> dict[str, list[Ask]]:  # noqa: F811
    """name -> the request with the right id, then those with strange ones."""
    other, reading, thread = world.other, routes.reading(world), routes.thread(world)
    new, owned = {"title": "New", "body": "New", "key": key()}, world.answers[world.fellow.pk].pk
    ids = {"answer": (owned, other.answer.pk), "question": (world.question.pk, other.question.pk)}
    cases = {
        f"a thread about {kind}": [
            Ask("discussions:thread_new", reading, query=f"?{kind}={pk}") for pk in (*pair, 0, NEVER, HUGE)
        ]
        for kind, pair in ids.items()
    }
    cases |= {
        f"a thread begun about {kind}": [
            Ask("discussions:thread_new", reading, new, query=f"?{kind}={pk}") for pk in (*pair, 0, NEVER, HUGE)
        ]
        for kind, pair in ids.items()
    }
    cases["a calendar of a reading"] = [
        Ask("notices:calendar_make", post={"reading": pk}) for pk in (world.reading.pk, other.reading.pk, NEVER, HUGE)
    ]
    cases["mail about a reading"] = [
        Ask("notices:preference_set", {"reading": pk}, {f"r{pk}-rhythm": "never"})
        for pk in (world.reading.pk, other.reading.pk, NEVER, HUGE)
    ]
    cases["a calendar address"] = [
        Ask("notices:calendar_revoke", {"pk": pk}, {}) for pk in (world.calendar.pk, other.calendar.pk, NEVER, HUGE)
    ]
    cases["a post that is quoted"] = [
        Ask("discussions:thread_detail", thread, query=f"?quote={n}") for n in (1, 99, NEVER, HUGE)
    ]
    return cases


CASES = [
    *(
        "a thread about answer",
        "a thread about question",
        "a thread begun about answer",
        "a thread begun about question",
    ),
    *("a calendar of a reading", "mail about a reading", "a calendar address", "a post that is quoted"),
]


@pytest.mark.parametrize("name", CASES)
def test_no_field_takes_a_strange_id(world, name):  # noqa: F811
    right, *strange = with_ids_in_their_fields(world)[name]
    with Undone():
        assert outcome(knock(world, "member", right)) == LET_IN
    for ask in strange:
        with Undone():
            response = knock(world, "member", ask)
            assert not leaks(response, stem=ELSEWHERE), ask
            assert response.status_code == 404 or name == "a post that is quoted", ask


def choices(world) -> list[Ask]:  # noqa: F811
    """Forms with a choice among things that are not the group’s to choose; each is told so, and nothing is made."""
    section, group, reading = routes.section(world), routes.group(world), routes.reading(world)
    strange = [world.other.question.section.pk, world.other.guide.slug, NEVER, HUGE]
    asks = [Ask("groups:meeting_new", reading, when() | {"sections": [one]}) for one in strange]
    start = {"time": "19:00", "length": 90, "rhythm": 7, "per_meeting": 1}
    asks += [
        Ask("groups:reading_new", group, start | {"guide": one, "key": key()}) for one in (*strange, "draft-guide")
    ]
    at = section | {"pk": world.question.pk}
    asks += [Ask("groups:answer_share", at, {"body": "New", "choices": [one]}) for one in strange]
    asks += [Ask("discussions:thread_move", routes.thread(world), {"section": one}) for one in strange]
    return asks


def test_no_choice_takes_what_is_not_the_groups(world):  # noqa: F811
    for ask in choices(world):
        with Undone():
            response = knock(world, "facilitator", ask)
            assert response.status_code in (422, 302), ask
            assert not leaks(response, stem=ELSEWHERE), ask
            assert not changed(world.rows), f"{ask} was taken"


VALUES = ["-1", str(HUGE), "²", "%00", "h" * 3000]
QUERIES = {
    "search": ["q", "only"],
    "notices:notice_list": ["page"],
    "guides:guide_list": ["page", "q"],
    "guides:topic_detail": ["page", "order"],
    "groups:section_detail": ["edit"],
    "groups:meeting_present": ["q"],
    "groups:group_new": ["guide", "name"],
    "groups:reading_new": ["guide"],
    "discussions:news": ["page"],
    "discussions:thread_list": ["page", "section", "show", "sort"],
    "discussions:thread_detail": ["page", "quote"],
    "discussions:thread_news": ["after"],
    "discussions:thread_new": ["section", "question", "answer", "chapter"],
    "discussions:moderation_log": ["page"],
}


@pytest.mark.parametrize("name", QUERIES)
def test_no_page_falls_over_what_stands_in_its_query(world, name):  # noqa: F811
    at = ROUTES[name].at(world)
    for query in (f"?{field}={value}" for field in QUERIES[name] for value in VALUES):
        with Undone():
            response = knock(world, "facilitator", Ask(name, at, query=query))
            assert response.status_code in (200, 302, 400, 404), (name, query)
            assert not leaks(response, stem=ELSEWHERE)
