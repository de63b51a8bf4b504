import pytest
from django.apps import apps
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db.models import CASCADE
from django.test import Client
from django.urls import reverse

from accounts.models import User
from discussions.models import Block, FeedToken, Post, PostDraft, Thread
from groups.models import Answer, Draft, Group, JoinRequest, Membership, Progress, StartingPoint
from notices.erasing import erase
from notices.models import CalendarToken, Preference
from tests.factories import PASSWORD, make_answer, make_group, make_reading, make_thread, make_user, membership


@pytest.fixture
def thread(reading, question, section, member, newcomer):
    """The member answered and began a thread in which somebody replied."""
    make_answer(reading, question, member, "What I think")
    Draft.keep(reading, section.questions.last(), membership(reading.group, member), "Not yet")
    PostDraft.keep(reading, membership(reading.group, member), "", None, title="Half a title", body="Not yet")
    Progress.finish(reading, section, membership(reading.group, member))
    thread = make_thread(reading, member, "What I ask", "My first post")
    thread.reply(membership(reading.group, newcomer), "Somebody’s reply", thread.key)
    return thread


# What refers to a person and may stay when the account is emptied; everything else that does is deleted.
STAYS = {
    "groups.Membership": "The place that kept words hang on, without a name.",
    "groups.Answer": "Shared words go or stay, as one chooses.",
    "discussions.Post": "Shared words go or stay, as one chooses.",
    "discussions.Thread": "Shared words go or stay, as one chooses.",
    "discussions.Reaction": "Goes with the words.",
    "discussions.Report": "Goes with the words.",
    "groups.Invitation": "Out of use, without note and address.",
    "admin.LogEntry": "What was done at the desk.",
}


def left_of(user) -> set[str]:
    """The models in which something still refers to the person and would go with them."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in (User, Membership) and field.remote_field.on_delete is CASCADE:
                path = field.name if field.related_model is User else f"{field.name}__user"
                if model._default_manager.filter(**{path: user}).exists():
                    found.add(model._meta.label)
    return found


def names_in_the_group(group):
    return {str(who) for who in Membership.objects.filter(group=group).select_related("user")}


class TestErasing:
    def test_words_go_and_others_keep_their_sense(self, member, thread):
        erase(member, keep_words=False)
        assert not Answer.objects.exists()
        assert list(Post.objects.values_list("number", "body", "body_html")) == [
            (1, "", ""),
            (2, "Somebody’s reply", Post.objects.get(number=2).body_html),
        ]
        assert Thread.objects.get().title == "A thread begun by a former member"

    def test_a_thread_in_which_nobody_else_wrote_goes_whole(self, reading, member, thread):
        alone = make_thread(reading, member)
        erase(member, keep_words=False)
        assert set(Thread.objects.all()) == {thread}
        assert not Post.objects.filter(thread_id=alone.pk).exists()

    def test_or_words_stay_as_a_former_members(self, member, thread):
        erase(member, keep_words=True)
        assert Answer.objects.get().body == "What I think"
        post = Post.objects.get(number=1)
        assert (post.body, str(post.author)) == ("My first post", "A former member")
        assert Thread.objects.get().title == "What I ask"

    @pytest.mark.parametrize("keep_words", [True, False])
    def test_drafts_progress_and_everything_about_the_person_go(self, member, group, thread, keep_words):
        CalendarToken.make(member)
        address = member.email
        erase(member, keep_words)
        assert not Draft.objects.exists()
        assert not PostDraft.objects.exists()
        assert not Progress.objects.exists()
        assert not CalendarToken.objects.exists()
        gone = User.objects.get(pk=member.pk)
        assert not gone.is_active
        assert not gone.has_usable_password()
        assert not gone.emailaddress_set.exists()
        assert address != gone.email
        assert "Nadia Member" not in names_in_the_group(group)

    def test_nothing_refers_to_the_person_but_what_has_a_reason(
        self, reading, question, section, member, newcomer, thread
    ):
        me, other = membership(reading.group, member), membership(reading.group, newcomer)
        Block.put(me, other, True)
        Block.put(other, me, True)
        StartingPoint.objects.create(group=reading.group, reading=reading, membership=me, section=section)
        Preference.objects.create(user=member, reading=reading, rhythm="never")
        FeedToken.make(reading, me)
        JoinRequest.objects.create(group=make_group(make_user()), user=member, line="May I?")
        Membership.objects.filter(pk=me.pk).update(pseudonym="Owl")
        assert {"discussions.Block", "groups.StartingPoint", "notices.Preference"} <= left_of(member)
        erase(member, keep_words=True)
        assert left_of(member) <= set(STAYS)
        assert Membership.objects.get(pk=me.pk).pseudonym == ""

    def test_others_lose_nothing(self, reading, question, member, newcomer, thread):
        make_answer(reading, question, newcomer, "Mine")
        erase(member, keep_words=False)
        assert Answer.objects.get().body == "Mine"
        assert membership(reading.group, newcomer).is_active

    def test_the_last_facilitator_hands_over_first(self, facilitator, member, group, thread):
        with pytest.raises(ValidationError):
            erase(facilitator, keep_words=False)
        facilitator.refresh_from_db()
        assert facilitator.is_active
        membership(group, member).change_role("facilitator")
        erase(facilitator, keep_words=False)
        assert group.memberships.active().facilitators().get().user == member

    def test_a_group_of_ones_own_goes_too(self, stranger):
        make_group(stranger)
        erase(stranger, keep_words=True)
        assert not Group.objects.exists()

    def test_a_group_that_everybody_has_left_is_archived_with_their_words(self, stranger, member, guide):
        group = make_group(stranger, member)
        make_answer(make_reading(group, guide), guide.sections.first().questions.first(), member, "Theirs")
        membership(group, member).leave()
        erase(stranger, keep_words=False)
        assert Group.objects.get().archived_at
        assert Answer.objects.get().body == "Theirs"

    def test_a_site_keeps_a_host(self, db):
        host = make_user(is_superuser=True, is_staff=True)
        with pytest.raises(ValidationError):
            erase(host, keep_words=False)
        make_user(is_superuser=True, is_staff=True)
        erase(host, keep_words=False)

    def test_the_address_is_free_again(self, member):
        address = member.email
        erase(member, keep_words=True)
        assert make_user("Nadia again", email=address)

    def test_two_can_be_erased(self, member, newcomer):
        erase(member, keep_words=True)
        erase(newcomer, keep_words=True)
        assert User.objects.filter(name="A former member").count() == 2

    def test_it_is_all_or_nothing(self, member, thread, monkeypatch):
        monkeypatch.setattr("notices.erasing.empty", lambda user: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(member, keep_words=False)
        assert Draft.objects.exists()
        assert Answer.objects.exists()


class TestErase:
    url = "/me/erase/"

    def post(self, client, **data):
        return client.post(reverse("notices:erase"), {"words": "go", "sure": "on", **data})

    def test_the_password_is_asked_once_more_and_then_it_is_done(self, as_user, member, thread):
        client = as_user(member)
        asked = self.post(client)
        assert asked.status_code == 302
        assert "reauthenticate" in asked.url
        assert Answer.objects.exists()
        done = client.post(asked.url, {"password": PASSWORD})
        assert done.status_code == 302
        assert not Answer.objects.exists()
        assert client.get(reverse("accounts:profile")).status_code == 302

    def test_a_wrong_password_erases_nothing(self, as_user, member, thread):
        client = as_user(member)
        client.post(self.post(client).url, {"password": "wrong"})
        assert Answer.objects.exists()
        assert User.objects.get(pk=member.pk).is_active

    def test_without_the_tick_nothing_happens(self, as_user, member, thread):
        assert self.post(as_user(member), sure="").status_code == 422
        assert Answer.objects.exists()

    def test_the_page_names_the_groups_to_hand_over(self, as_user, facilitator, group):
        page = as_user(facilitator).get(reverse("notices:erase"))
        assert reverse("groups:member_list", args=[group.slug]) in page.text
        assert 'name="sure"' not in page.text

    def test_other_devices_are_signed_out(self, as_user, member, thread, client):
        from django.test import Client

        other = Client()
        other.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
        assert other.get(reverse("accounts:profile")).status_code == 200
        erase(member, keep_words=True)
        assert other.get(reverse("accounts:profile")).status_code == 302


class TestWithoutPasswordOrSecondStep:
    """Nothing else could ask them once more: a code goes to their address."""

    SURE = {"words": "go", "sure": "on"}

    @pytest.fixture
    def alone(self, db):
        user = make_user("Nobody’s key")
        user.set_unusable_password()
        user.save()
        return user

    def code(self):
        return next(line.strip() for line in outbox.outbox[-1].body.splitlines() if line.strip().isupper())

    def test_the_mailed_code_erases(self, as_user, alone):
        client = as_user(alone)
        asked = client.post(reverse("notices:erase"), self.SURE)
        assert 'name="code"' in asked.text
        alone.refresh_from_db()
        assert alone.is_active
        assert outbox.outbox[-1].to == [alone.email]
        client.post(reverse("notices:erase"), self.SURE | {"code": self.code()})
        alone.refresh_from_db()
        assert not alone.is_active

    def test_a_wrong_code_erases_nothing_and_five_end_it(self, as_user, alone):
        client = as_user(alone)
        client.post(reverse("notices:erase"), self.SURE)
        right = self.code()
        for _try in range(5):
            assert client.post(reverse("notices:erase"), self.SURE | {"code": "AAAA-AAAA"}).status_code == 422
        client.post(reverse("notices:erase"), self.SURE | {"code": right})
        alone.refresh_from_db()
        assert alone.is_active

    def test_a_code_of_another_session_does_nothing(self, alone):
        one, other = Client(), Client()
        one.force_login(alone)
        other.force_login(alone)
        one.post(reverse("notices:erase"), self.SURE)
        other.post(reverse("notices:erase"), self.SURE | {"code": self.code()})
        alone.refresh_from_db()
        assert alone.is_active
