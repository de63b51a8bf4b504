"""What is asked of a route: its arguments from the world, and what is sent to it. Other verbs are 405."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.matrix.knocking import Ask


@dataclass(frozen=True)
class Route:
    at: Callable
    get: bool = True
    post: Callable | dict | None = None
    query: str = ""

    def asks(self, name: str, world) -> list[Ask]:
        at = self.at(world)
        asks = [Ask(name, at, query=self.query)] if self.get else []
        if self.post is not None:
            asks.append(Ask(name, at, self.post(world) if callable(self.post) else self.post))
        return asks

    def wrong_asks(self, name: str, world) -> list[Ask]:
        at = self.at(world)
        return ([] if self.get else [Ask(name, at)]) + ([Ask(name, at, {})] if self.post is None else [])


def page(at: Callable = lambda world: {}, query: str = "") -> Route:
    return Route(at, query=query)


def act(at: Callable, data: Callable | dict | None = None) -> Route:
    return Route(at, get=False, post=data or {})


def form(at: Callable, data: Callable | dict) -> Route:
    return Route(at, post=data)


def key() -> str:
    return str(uuid.uuid4())


def group(world) -> dict:
    return {"group": "ours"}


def reading(world) -> dict:
    return {"group": "ours", "reading": "now"}


def section(world) -> dict:
    return reading(world) | {"section": world.section.slug}


def question(world) -> dict:
    return section(world) | {"pk": world.question.pk}


def fellows_answer(world) -> dict:
    return section(world) | {"pk": world.answers[world.fellow.pk].pk}


def second_question(world) -> dict:
    return section(world) | {"pk": world.second_question.pk}


def meeting(world) -> dict:
    return reading(world) | {"pk": world.meeting.pk}


def thread(world) -> dict:
    return reading(world) | {"thread": world.thread.pk}


def lone_thread(world) -> dict:
    return reading(world) | {"thread": world.lone_thread.pk}


def post(world) -> dict:
    """Written by the member; the fellow replied."""
    return thread(world) | {"number": 1}


def fellow(world) -> dict:
    return {"group": "ours", "pk": world.memberships["fellow"].pk}


def someone(world) -> dict:
    return reading(world) | {"member": world.memberships["fellow"].pk}


def someone_gone(world) -> dict:
    return reading(world) | {"member": world.memberships["former"].pk}


def request(world) -> dict:
    return {"group": "ours", "pk": world.request.pk}


def open_group(world) -> dict:
    """Another group, which is public."""
    return {"group": "open-table"}


def open_reading(world) -> dict:
    return {"group": "open-table", "reading": "aloud"}


def left(world) -> dict:
    return {"pk": world.memberships["former"].pk}


def text(world) -> dict:
    return {"text": "open-text"}


def chapter(world) -> dict:
    return {"text": "open-text", "chapter": "chapter-1"}


def guide(world) -> dict:
    return {"guide": "open-guide"}


def sheet(world) -> dict:
    return {"guide": "open-guide", "section": world.section.slug}


def settings_of(group) -> dict:
    return {
        "name": group.name,
        "about": "Other words",
        "house_rules": group.house_rules,
        "openness": group.openness,
        "language": group.language,
        "spoiler_guard": group.spoiler_guard,
        "pseudonyms": group.pseudonyms,
        "progress_view": group.progress_view,
        "time_zone": group.time_zone,
        "version": group.version,
    }


def when(version: int | None = None) -> dict:
    times = {"date": "2031-02-03", "begins": "19:00", "ends": "20:30", "place": "Elsewhere"}
    return times | ({"version": version, "following": "no"} if version else {})


def agenda_of(world) -> dict:
    data = {"welcome": "Hello", "closing": "", "notes": "", "version": world.meeting.version}
    for place, one in enumerate(world.section.questions.all(), 1):
        data |= {f"place_{one.pk}": place, f"minutes_{one.pk}": 10}
    return data


REASON = {"reason": "So that it is quiet."}
