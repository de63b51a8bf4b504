"""Rows 11 to 16: groups, who is in them, and what belongs to one person."""

from accounts.models import User
from groups.models import Membership, Progress
from tests.matrix import routes
from tests.matrix.knocking import Ask
from tests.matrix.routes import REASON, key, settings_of
from tests.matrix.things import ADMIN, NoAct, Thing, Tries, admin_action, admin_change, admin_delete
from tests.matrix.words import ERASE, EXPORT, GONE, left_page, others_of, reading_pages


def group_founded(world, role: str) -> Tries:
    return Tries(own=(Ask("groups:group_new", post={"name": "A new one", "openness": "private", "key": key()}),))


def by_role(act, desk):
    """Superusers work at the desk; everybody else is tried at both doors."""

    def tries(world, role: str) -> Tries:
        asks = (desk(world),) if role == "superuser" else (act(world),) if role in ("facilitator", "member") else None
        return Tries(another=asks or (act(world), desk(world)))

    return tries


def group_pages(world, role: str) -> list[Ask]:
    desk = [Ask(f"{ADMIN}groups/group/{world.group.pk}/change/"), Ask(f"{ADMIN}groups/group/")]
    pages = [
        ask for ask in reading_pages(world, role) if ask not in (EXPORT, left_page(world, role))
    ]  # which name the groups one has left
    return [*pages, Ask("groups:group_edit", routes.group(world)), *desk]


def invitation_pages(world, role: str) -> list[Ask]:
    desk = [Ask(f"{ADMIN}groups/invitation/"), Ask(f"{ADMIN}groups/invitation/{world.invitation.pk}/change/")]
    return [*reading_pages(world, role), Ask("groups:invitation_list", routes.group(world)), *desk]


def invited(world, role: str) -> Tries:
    data = {"note": "Nim", "days": 14, "max_uses": 3}
    return Tries(another=(Ask("groups:invitation_list", routes.group(world), data),))


def invitation_changed(world, role: str) -> Tries:
    at = {"group": "ours", "pk": world.invitation.pk}
    return Tries(another=(Ask("groups:invitation_edit", at, {"note": "Nim", "days": 3, "max_uses": 3}),))


def progress_pages(world, role: str) -> list[Ask]:
    return [
        Ask("groups:reading_detail", routes.reading(world)),
        Ask("groups:group_detail", routes.group(world)),
        EXPORT,
    ]


def progress_made(section: str, state: str):
    def act(world, role: str) -> Tries:
        slug = world.section.slug if section == "first" else world.guide.sections.last().slug
        return Tries(own=(Ask("groups:progress_mark", routes.reading(world) | {"section": slug}, {"state": state}),))

    return act


def progress_forgotten(world, role: str) -> Tries:
    there = progress_made("first", "unread")(world, role).own
    if role in ("member", "facilitator"):
        return Tries(own=(ERASE,))
    left = {one: Ask("notices:left_progress_delete", {"pk": world.memberships[one].pk}, {}) for one in GONE}
    if role not in GONE:
        return Tries(another=(*there, *left.values()))
    return Tries((left[role],), (*there, *(ask for one, ask in left.items() if one != role)))


def member_pages(world, role: str) -> list[Ask]:
    desk = [
        Ask(f"{ADMIN}groups/membership/{world.memberships['fellow'].pk}/change/"),
        Ask(f"{ADMIN}groups/membership/"),
    ]
    return [*reading_pages(world, role), *desk]


def member_deleted(world, role: str) -> Tries:
    leave = Ask("groups:group_leave", routes.group(world), {})
    remove = Ask("groups:member_remove", routes.fellow(world), REASON)
    desk = admin_action("groups/membership", "remove_members", world.memberships["fellow"].pk)
    return Tries((leave,), (desk,) if role == "superuser" else (remove,))


def address_pages(world, role: str) -> list[Ask]:
    pages = [Ask("account_email"), Ask("groups:invitation_list", routes.group(world))]
    return [*reading_pages(world, role), *pages, Ask(f"{ADMIN}accounts/user/{world.fellow.pk}/change/")]


def address_changed(world, role: str) -> Tries:
    """allauth mails a code to the new address; nothing changes until it is typed in. The desk has no page for it."""
    own = Ask("account_email", post={"action_add": "", "email": f"new-{role}@example.org"})
    desk = Ask(f"{ADMIN}account/emailaddress/add/", post={"user": world.fellow.pk, "email": "other@example.org"})
    return Tries((own,), (desk,))


def exported(world, role: str) -> Tries:
    return Tries(own=(EXPORT,))


def book_pages(world, role: str) -> list[Ask]:
    at = routes.reading(world) | {"pk": world.work_export.pk}
    return [Ask("discussions:work_export_list", routes.reading(world)), Ask("discussions:work_export_file", at)]


def book_made(world, role: str) -> Tries:
    data = {"format": "md", "key": key()}
    return Tries(another=(Ask("discussions:work_export_new", routes.reading(world), data),))


def book_deleted(world, role: str) -> Tries:
    at = routes.reading(world) | {"pk": world.work_export.pk}
    return Tries(another=(Ask("discussions:work_export_delete", at, {}),))


THROUGH_AN_INVITATION = NoAct("One gets in by accepting an invitation, which is an act of who is invited.")
GROUPS = {
    11: Thing(
        surfaces=group_pages,
        word="Zqgroup",
        create=group_founded,
        edit=by_role(
            lambda world: Ask("groups:group_edit", routes.group(world), settings_of(world.group)),
            lambda world: admin_change(world, "groups/group", world.group.pk, about="Other words"),
        ),
        delete=by_role(
            lambda world: Ask("groups:group_archive", routes.group(world), {}),
            lambda world: admin_delete("groups/group", world.group.pk),
        ),
        table="groups_group",
    ),
    12: Thing(
        surfaces=invitation_pages,
        word="zqinvitation",
        create=invited,
        edit=invitation_changed,
        delete=by_role(
            lambda world: Ask("groups:invitation_revoke", {"group": "ours", "pk": world.invitation.pk}, {}),
            lambda world: admin_delete("groups/invitation", world.invitation.pk),
        ),
        table="groups_invitation",
    ),
    13: Thing(
        surfaces=progress_pages,
        word="Zqfellow",
        own_word=lambda role: '"read_at"' if role in GONE else "",
        create=progress_made("last", "begin"),
        edit=progress_made("first", "unread"),
        delete=progress_forgotten,
        table="groups_progress",
        others=others_of(Progress, "membership__user"),
        everywhere=False,
    ),
    14: Thing(
        surfaces=member_pages,
        word="Zqfellow",
        create=THROUGH_AN_INVITATION,
        edit=by_role(
            lambda world: Ask("groups:member_role", routes.fellow(world), {"role": "facilitator"}),
            lambda world: admin_action("groups/membership", "make_facilitators", world.memberships["fellow"].pk),
        ),
        delete=member_deleted,
        table="groups_membership",
        others=others_of(Membership, "user"),
    ),
    15: Thing(
        surfaces=address_pages,
        word="fellow@zqmail.example",
        own_word=lambda role: f"{role}@zqmail.example",
        create=NoAct("An address comes with an account."),
        edit=address_changed,
        delete=NoAct("An address goes with its account."),
        others=others_of(User, "pk"),
    ),
    16: Thing(
        surfaces=lambda world, role: [EXPORT],
        word="fellow@zqmail.example",
        own_word=lambda role: f"{role}@zqmail.example",
        create=exported,
        edit=NoAct("It is what was written."),
        delete=NoAct("Nothing of it is kept here."),
        everywhere=False,
    ),
    17: Thing(
        surfaces=book_pages,
        word="zqanswerfellow",
        create=book_made,
        edit=NoAct("It is what was shared."),
        delete=book_deleted,
        table="discussions_workexport",
        everywhere=False,
    ),
}
