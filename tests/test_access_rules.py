"""The rules that stand below the table in docs/access-matrix.md."""

import uuid

import pytest
from django.core import mail
from django.utils import timezone

from groups.models import Group, Invitation, Membership
from tests.access import ACCESS, LET
from tests.matrix import routes
from tests.matrix.every_route import ROUTES
from tests.matrix.knocking import FORBIDDEN, HIDDEN, LET_IN, Ask, Undone, changed, knock, outcome, words_of
from tests.matrix.staging import built, world  # noqa: F401
from tests.matrix.things import admin_add, admin_change, admin_delete

# What one may still do in a closed group: read it, go away, look after oneself, open it again.
STILL_DONE = {
    "groups:group_archive": "A facilitator opens it again.",
    "groups:group_leave": "Nobody is kept.",
    "groups:progress_hide": "What is seen of oneself.",
    "groups:member_name": "What is seen of oneself.",
    "groups:group_delete": "What is closed can go.",
    "discussions:post_unread": "One’s own marks.",
    "discussions:thread_ahead": "One’s own marks.",
    "discussions:member_block": "Whom one does not wish to read.",
    "discussions:feed_make": "One’s own way to read it.",
    "discussions:feed_revoke": "One’s own way to read it.",
    "discussions:work_export_new": "A closed group’s work is taken along.",
    "discussions:work_export_delete": "A closed group’s work is taken along.",
}
# A page of nothing but buttons that plan: there is nothing to plan any more.
TO_PLAN = {"groups:reading_edit"}
WRITING = sorted(
    name for name, route in ROUTES.items() if name.startswith(("groups:", "discussions:")) and route.post is not None
)


class TestAnArchivedGroup:
    @pytest.mark.parametrize("name", WRITING)
    def test_is_not_written(self, world, name):  # noqa: F811
        asks = [ask for ask in ROUTES[name].asks(name, world) if ask.post is not None and ask.at.get("group") == "ours"]
        role = LET[ACCESS[name][0]][-1]
        for ask in asks:
            with Undone():
                assert outcome(knock(world, role, ask)) == LET_IN, "the control: an open group takes it"
            with Undone():
                Group.objects.filter(slug="ours").update(archived_at=timezone.now())
                world_as_it_is = Archived(world)
                response = knock(world, role, ask)
                if name in STILL_DONE:
                    assert outcome(response) == LET_IN, STILL_DONE[name]
                else:
                    assert outcome(response) == FORBIDDEN, f"{ask} as {role}"
                    assert not world_as_it_is.changed(), f"{ask} as {role}"

    def test_is_read(self, world):  # noqa: F811
        pages = [name for name, (audience, _why) in ACCESS.items() if "group" in ROUTES[name].at(world)]
        with Undone():
            Group.objects.filter(slug="ours").update(archived_at=timezone.now())
            read = [name for name in pages if ROUTES[name].get and ROUTES[name].post is None and name not in TO_PLAN]
            roles = {name: LET[ACCESS[name][0]][-1] for name in read}
            asks = {name: Ask(name, ROUTES[name].at(world)) for name in read}
            shut = [name for name in read if outcome(knock(world, roles[name], asks[name])) != LET_IN]
            assert len(read) > 20
            assert not shut


class Archived:
    """The rows after the group was closed."""

    def __init__(self, world) -> None:  # noqa: F811
        self.closing = changed(world.rows)
        self.world = world

    def changed(self) -> bool:
        return changed(self.world.rows) != self.closing


class TestAnOrganizerWhoDoesNotEditAGuide:
    def asks(self, world) -> list[Ask]:  # noqa: F811
        guide = {"pk": world.guide.pk}
        return [
            admin_change(world, "guides/guide", world.guide.pk, subtitle="Another"),
            admin_change(world, "guides/section", world.section.pk, aim="Another"),
            admin_change(world, "guides/question", world.question.pk, hint="Another"),
            admin_change(world, "guides/guide", world.draft_guide.pk, subtitle="Another"),
            admin_delete("guides/guide", world.free_guide.pk),
            admin_delete("guides/section", world.draft_guide.sections.last().pk),
            admin_delete("guides/question", world.draft_guide.sections.last().questions.last().pk),
            *(Ask(f"admin:guides_guide_{act}", guide, {}) for act in ("publish", "withdraw")),
            Ask("admin:guides_guide_review", {"pk": world.draft_guide.pk}, {}),
            Ask(
                "admin:guides_section_paste", {"pk": world.section.pk}, {"source": "1. Why?", "add": "", "take": ["0"]}
            ),
        ]

    def test_changes_nothing_of_it(self, world):  # noqa: F811
        for ask in self.asks(world):
            with Undone():
                assert outcome(knock(world, "organizer", ask)) == LET_IN
                assert changed(world.rows), f"the control: {ask} as its editor"
            with Undone():
                assert outcome(knock(world, "colleague", ask)) == FORBIDDEN, ask
                assert not changed(world.rows), ask

    def test_reads_it(self, world):  # noqa: F811
        draft = f"/admin/guides/guide/{world.draft_guide.pk}/change/"
        for ask in (Ask(draft), Ask("guides:guide_detail", {"guide": "draft-guide"})):
            assert "Zqdraftguide" in words_of(knock(world, "colleague", ask))
        sheet = Ask("guides:section_detail", routes.sheet(world), query="?edition=facilitator")
        assert "zqfacilitatornotes" in words_of(knock(world, "colleague", sheet))

    def test_makes_a_version_of_their_own_without_its_notes(self, world):  # noqa: F811
        with Undone():
            knock(world, "colleague", Ask("admin:guides_guide_fork", {"pk": world.guide.pk}, {}))
            copy = world.guide.versions.get()
            assert not copy.sections.exclude(facilitator_notes="").exists()


def spoilt_tokens(world) -> dict[str, str]:  # noqa: F811
    by = world.memberships["facilitator"]
    made = {name: Invitation.make(by) for name in ("revoked", "used up")}
    made["named"] = Invitation.make(by, email="somebody@example.org")
    made["revoked"][0].revoke()
    Invitation.objects.filter(pk=made["used up"][0].pk).update(uses=20)
    gone = Group.found(world.outside, uuid.uuid4(), "Soon gone")
    made["of a deleted group"] = Invitation.make(gone.memberships.get())
    gone.delete()
    closed = Group.found(world.outside, uuid.uuid4(), "Closed")
    made["of an archived group"] = Invitation.make(closed.memberships.get())
    closed.archive()
    return {
        "wrong": "never-was",
        "expired": world.expired_token,
        **{name: token for name, (_one, token) in made.items()},
    }


class TestInvitations:
    @pytest.mark.parametrize("role", ["stranger", "expired", "former", "removed", "outside"])
    def test_every_useless_one_gets_the_same_reply(self, world, role):  # noqa: F811
        tokens = spoilt_tokens(world)
        for post in (None, {}):
            route = "groups:invitation_detail" if post is None else "groups:invitation_accept"
            kinds = set(tokens) - ({"named"} if post is None else set())
            replies = {words_of(knock(world, role, Ask(route, {"token": tokens[kind]}, post))) for kind in kinds}
            assert len(replies) == 1
            joined = Membership.objects.active().filter(group=world.group, user=world.users[role])
            assert not joined.exists()

    def test_a_good_one_lets_in_once_and_only_by_post(self, world):  # noqa: F811
        """The control."""
        invitation, token = Invitation.make(world.memberships["facilitator"], max_uses=1)
        for _look in range(3):
            assert outcome(knock(world, "stranger", Ask("groups:invitation_detail", {"token": token}))) == LET_IN
        invitation.refresh_from_db()
        assert invitation.uses == 0
        assert outcome(knock(world, "stranger", Ask("groups:invitation_accept", {"token": token}, {}))) == LET_IN
        assert world.group.memberships.active().filter(user=world.stranger).exists()
        assert outcome(knock(world, "outside", Ask("groups:invitation_accept", {"token": token}, {}))) == HIDDEN

    def test_who_was_removed_comes_back_by_one_that_names_them(self, world):  # noqa: F811
        back = world.group.memberships.active().filter(user=world.removed)
        knock(world, "removed", Ask("groups:invitation_accept", {"token": world.token}, {}))
        assert not back.exists()
        _named, token = Invitation.make(world.memberships["facilitator"], email=world.removed.email.upper())
        knock(world, "removed", Ask("groups:invitation_accept", {"token": token}, {}))
        assert back.exists()

    def test_who_left_comes_back_by_any(self, world):  # noqa: F811
        knock(world, "former", Ask("groups:invitation_accept", {"token": world.token}, {}))
        assert world.group.memberships.active().filter(user=world.former).exists()


class TestChangesOfRight:
    """They count from the next request on."""

    @pytest.mark.parametrize("act", ["leave", "remove", "deactivate"])
    def test_a_member_who_is_gone_reads_nothing_more(self, world, act):  # noqa: F811
        pages = [
            Ask(name, routes.thread(world)) for name in ("discussions:thread_detail", "discussions:thread_markdown")
        ]
        pages += [Ask("groups:section_detail", routes.section(world)), Ask("groups:group_detail", routes.group(world))]
        assert all(outcome(knock(world, "fellow", page)) == LET_IN for page in pages)
        one = Membership.objects.get(pk=world.memberships["fellow"].pk)
        if act == "leave":
            one.leave()
        elif act == "remove":
            one.remove(by=world.memberships["facilitator"], reason="Rows")
        else:
            type(world.fellow).objects.filter(pk=world.fellow.pk).update(is_active=False)
        assert all(outcome(knock(world, "fellow", page)) != LET_IN for page in pages)
        assert "zqpost" not in words_of(knock(world, "fellow", Ask("search", query="?q=heron")))

    def test_a_facilitator_who_is_a_member_again_leads_nothing(self, world):  # noqa: F811
        page = Ask("groups:group_edit", routes.group(world))
        assert outcome(knock(world, "facilitator", page)) == LET_IN
        Membership.objects.get(pk=world.memberships["facilitator"].pk).change_role("member")
        assert outcome(knock(world, "facilitator", page)) == FORBIDDEN

    def test_an_organizer_who_is_one_no_more_is_shown_out_of_the_admin(self, world):  # noqa: F811
        page = Ask(f"/admin/guides/guide/{world.draft_guide.pk}/change/")
        assert outcome(knock(world, "organizer", page)) == LET_IN
        type(world.organizer).objects.filter(pk=world.organizer.pk).update(is_staff=False)
        assert outcome(knock(world, "organizer", page)) != LET_IN
        assert outcome(knock(world, "organizer", Ask("guides:guide_detail", {"guide": "draft-guide"}))) == HIDDEN

    def test_an_answer_taken_back_is_seen_nowhere(self, world):  # noqa: F811
        pages = [Ask("groups:section_detail", routes.section(world)), Ask("search", query="?q=heron")]
        assert any("zqanswerfellow" in words_of(knock(world, "member", page)) for page in pages)
        knock(world, "fellow", Ask("groups:answer_take_back", routes.question(world), {}))
        assert not any("zqanswerfellow" in words_of(knock(world, "member", page)) for page in pages)


class TestAccounts:
    def test_nobody_takes_anothers_address_away(self, world):  # noqa: F811
        for act in ("action_remove", "action_primary", "action_send"):
            with Undone():
                knock(world, "member", Ask("account_email", post={act: "", "email": world.fellow.email}))
                assert not changed(world.rows), act
                assert not mail.outbox

    def test_a_superuser_deletes_nobody(self, world):  # noqa: F811
        for person in (world.fellow, world.stranger):
            with Undone():
                assert outcome(knock(world, "superuser", admin_delete("accounts/user", person.pk))) == FORBIDDEN
                assert not changed(world.rows)

    def test_an_organizer_makes_nobody_an_organizer(self, world):  # noqa: F811
        add = admin_add(world, "accounts/user", name="Nim", is_staff="on", email="nim@example.org")
        change = admin_change(world, "accounts/user", world.organizer.pk, is_superuser="on")
        for ask in (add, change):
            with Undone():
                assert outcome(knock(world, "organizer", ask)) == FORBIDDEN
                assert not changed(world.rows)
            with Undone():
                assert outcome(knock(world, "superuser", ask)) == LET_IN
                assert changed(world.rows)

    def test_mails_are_shown_in_the_demo_alone(self, world, settings):  # noqa: F811
        assert outcome(knock(world, "anonymous", Ask("accounts:demo_mail"))) == LET_IN
        settings.DEMO = False
        assert outcome(knock(world, "superuser", Ask("accounts:demo_mail"))) == HIDDEN
