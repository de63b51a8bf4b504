from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Viewer:
    """Who asks what they may see: one membership, or all that a person has.

    Lists of keys for `__in`. A rule is one query, however many the memberships, and what concerns none of them falls
    out of it. A row’s author is of the row’s group: `author__in=viewer.memberships` is the viewer’s own place there.
    """

    user_id: int
    memberships: list[int]
    groups: list[int]  # those of active memberships, as are all below
    led: list[int]  # as facilitator
    followed: list[int]  # as member
    guarded: list[int]  # where talk about later sections is covered
    strict: list[int]  # where it stays closed to the viewer

    @classmethod
    def of(cls, whom: Any) -> "Viewer":
        """`whom`: a membership, active or not; or a Viewer."""
        return whom if isinstance(whom, cls) else cls._with(whom.user_id, [whom])

    @classmethod
    def everywhere(cls, user: Any) -> "Viewer":
        """In every group where they are an active member."""
        return cls._with(user.pk, user.memberships.active().select_related("group"))

    @classmethod
    def _with(cls, user_id: int, memberships: Iterable[Any]) -> "Viewer":
        every = list(memberships)
        active = [one for one in every if one.is_active]
        led = [one.group_id for one in active if one.is_facilitator]
        followed = [one for one in active if not one.is_facilitator]
        return cls(
            user_id=user_id,
            memberships=[one.pk for one in every],
            groups=[one.group_id for one in active],
            led=led,
            followed=[one.group_id for one in followed],
            guarded=[one.group_id for one in active if one.group.spoiler_guard != "off"],
            strict=[one.group_id for one in followed if one.group.spoiler_guard == "strict"],
        )
