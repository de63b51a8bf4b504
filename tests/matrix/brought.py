"""Rows 20 to 22: what members do not understand, the passages they bring, their roles for an evening."""

from groups.models import BroughtPassage, Duty, Unclear
from tests.matrix import routes
from tests.matrix.knocking import Ask
from tests.matrix.routes import key
from tests.matrix.things import NoAct, Thing, Tries
from tests.matrix.words import erased_or, others_of, reading_pages


def unclear(question: str, **data):
    def act(world, role: str) -> Tries:
        thing = {"question": getattr(world, question).pk}
        return Tries(own=(Ask("groups:unclear_set", routes.section(world), thing | data),))

    return act


def passage_brought(world, role: str) -> Tries:
    return Tries(own=(Ask("groups:passage_bring", routes.meeting(world), {"page": 7, "key": key()}),))


def passage_deleted(world, role: str) -> Tries:
    own = world.passages.get(role, world.passages["fellow"])
    asks = [
        Ask("groups:passage_take_back", routes.meeting(world), {"passage": one.pk})
        for one in (own, world.passages["fellow"])
    ]
    return Tries((asks[0],), (asks[1],))


def duty_given(world, role: str) -> Tries:
    """Somebody else named by a member is not asked: it is taken as their own."""
    mine, at = {"name": "Keeps the time"}, routes.meeting(world)
    fellow = Ask("groups:duty_give", at, mine | {"who": world.memberships["fellow"].pk})
    return Tries((Ask("groups:duty_give", at, mine),), (fellow,) if role == "facilitator" else ())


def duty_dropped(world, role: str) -> Tries:
    own = world.duties.get(role, world.duties["fellow"])
    asks = [Ask("groups:duty_drop", routes.meeting(world), {"duty": one.pk}) for one in (own, world.duties["fellow"])]
    return Tries((asks[0],), (asks[1],))


BROUGHT = {
    20: Thing(
        surfaces=reading_pages,
        word="Not clear to: Fenja Zqfellow.",
        own_word=lambda role: '"marked_at"',
        create=unclear("unwritten_question"),
        edit=NoAct("A mark is there or it is not."),
        delete=erased_or(unclear("question", given="0")),
        table="groups_unclear",
        others=others_of(Unclear, "membership__user"),
    ),
    21: Thing(
        surfaces=reading_pages,
        word="zqwhyfellow",
        own_word=lambda role: f"zqwhy{role}",
        create=passage_brought,
        edit=NoAct("It is taken back and brought again."),
        delete=erased_or(passage_deleted),
        table="groups_broughtpassage",
        others=others_of(BroughtPassage, "membership__user"),
    ),
    22: Thing(
        surfaces=reading_pages,
        word="zqdutyfellow",
        own_word=lambda role: f"zqduty{role}",
        create=duty_given,
        edit=NoAct("It is dropped and given again."),
        delete=erased_or(duty_dropped),
        table="groups_duty",
        others=others_of(Duty, "membership__user"),
    ),
}
