"""Two accounts of one person become one, and nobody sees more than before."""

import datetime
import uuid

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from discussions.models import Post, ReadMark
from groups.models import Answer, Draft, Membership, Progress
from notices.merging import merge
from notices.models import Preference
from tests.factories import PASSWORD, make_answer, make_group, make_thread, make_user, membership
from tests.notices.hosts import page, written_down


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


class TestMerge:
    @pytest.fixture
    def twin(self, group):
        """The member’s second account, in the same group."""
        twin = make_user("Nadia again")
        group.admit(twin)
        return twin

    def test_the_host_sees_numbers_and_no_words(self, desk, reading, question, member, twin):
        make_answer(reading, question, twin, "Secret words")
        asked = desk.post(page("merge", twin), {"email": member.email})
        assert "1 answer" in asked.text
        assert "Secret words" not in asked.text
        assert User.objects.get(pk=twin.pk).is_active

    def test_it_takes_the_mail_of_the_one_and_being_signed_in_to_the_other(self, desk, host, as_user, member, twin):
        desk.post(page("merge", twin), {"email": member.email, "sure": "1"})
        assert written_down() == [(str(twin.pk), f"Asked whether to merge into account {member.pk}.")]
        (mail,) = outbox.outbox
        assert mail.to == [twin.email]
        road = next(line for line in mail.body.splitlines() if "/me/merge/" in line)
        for who, status in ((host, 404), (twin, 404), (member, 200)):
            assert as_user(who).get(road).status_code == status
        assert as_user(host).post(road).status_code == 404
        assert User.objects.get(pk=twin.pk).is_active
        as_user(member).post(road)
        assert not User.objects.get(pk=twin.pk).is_active
        assert (str(member.pk), f"Took over account {twin.pk}.") in written_down()
        assert as_user(member).get(road).status_code == 404

    @pytest.mark.parametrize("email", ["", "nobody@example.org", "themselves", "x" * 300, "\x00"])
    def test_without_another_account_nothing_happens(self, desk, twin, email):
        email = twin.email if email == "themselves" else email
        answer = desk.post(page("merge", twin), {"email": email, "sure": "1"})
        assert answer.status_code in (400, 422)
        assert User.objects.get(pk=twin.pk).is_active

    def test_a_host_is_not_merged_away(self, host, member):
        with pytest.raises(ValidationError):
            merge(host, member)

    def test_what_only_one_has_goes_over(self, reading, question, section, member, twin, guide):
        answer = make_answer(reading, question, twin, "Words")
        thread = make_thread(reading, twin)
        Draft.keep(reading, section.questions.last(), membership(reading.group, twin), "A draft")
        elsewhere = make_group(twin)
        Preference.objects.create(user=twin, reading=reading, rhythm="never")
        merge(twin, member)
        answer.refresh_from_db()
        assert answer.author.user == member
        assert Post.objects.get(thread=thread).author.user == member
        assert Draft.objects.get(author__user=member).body == "A draft"
        assert membership(elsewhere, member).is_facilitator
        assert Preference.of(member, reading).rhythm == "never"
        assert not Membership.objects.filter(user=twin).exists()

    def test_two_answers_for_the_same_people_stand_below_each_other(self, reading, question, member, twin):
        make_answer(reading, question, member, "First.")
        make_answer(reading, question, twin, "Second.")
        merge(twin, member)
        answer = Answer.objects.get()
        assert answer.body == "First.\n\nSecond."
        assert answer.edited_at is not None  # the page says when

    @pytest.mark.parametrize("narrow", ["member", "twin"])
    def test_nothing_is_shown_to_more_people_than_before(self, reading, question, member, twin, narrow):
        for who in (member, twin):
            audience = "facilitators" if who.name == {"member": member, "twin": twin}[narrow].name else "group"
            make_answer(reading, question, who, f"Words of {who.name}", audience=audience)
        merge(twin, member)
        assert Answer.objects.get().body == f"Words of {member.name}"
        assert Draft.objects.get(author__user=member).body == f"Words of {twin.name}"

    def test_hidden_words_stay_hidden(self, reading, question, member, twin, facilitator):
        make_answer(reading, question, member, "Mine.")
        hidden = make_answer(reading, question, twin, "Hidden.")
        Answer.objects.filter(pk=hidden.pk).update(
            hidden_at=hidden.shared_at, hidden_by=membership(reading.group, facilitator)
        )
        merge(twin, member)
        assert Answer.objects.get().body == "Mine."
        assert Draft.objects.get(author__user=member).body == "Hidden."

    def test_words_win_over_a_pass(self, reading, question, member, twin):
        Answer.pass_on(reading, question, membership(reading.group, member))
        make_answer(reading, question, twin, "Words.")
        merge(twin, member)
        assert Answer.objects.get().body == "Words."
        assert not Answer.objects.get().is_pass

    def test_drafts_progress_and_marks_become_one(self, reading, question, section, member, twin, facilitator):
        thread = make_thread(reading, facilitator)
        for who, words, number in ((member, "One.", 1), (twin, "Two.", 4)):
            theirs = membership(reading.group, who)
            Draft.keep(reading, question, theirs, words)
            ReadMark.see(thread, theirs, number)
            Progress.objects.create(
                group=reading.group, reading=reading, section=section, membership=theirs,
                begun_at=theirs.joined_at - datetime.timedelta(days=number),
            )  # fmt: skip
        merge(twin, member)
        assert Draft.objects.get().body == "One.\n\nTwo."
        assert ReadMark.objects.get(thread=thread, membership__user=member).number == 4
        assert Progress.objects.get().begun_at < membership(reading.group, member).joined_at - datetime.timedelta(
            days=3
        )

    def test_talk_in_one_thread_keeps_its_order(self, reading, member, twin):
        thread = make_thread(reading, member)
        thread.reply(membership(reading.group, twin), "From the other account", uuid.uuid4())
        merge(twin, member)
        assert [post.author.user for post in thread.posts.order_by("number")] == [member, member]

    def test_the_group_keeps_its_facilitator(self, group, member, twin):
        membership(group, twin).change_role("facilitator")
        membership(group, member).leave()
        merge(twin, member)
        assert membership(group, member).is_facilitator
        assert membership(group, member).is_active

    def test_the_old_account_opens_nothing_any_more(self, client, member, twin):
        address = twin.email
        merge(twin, member)
        client.post(reverse("account_login"), {"login": address, "password": PASSWORD})
        assert client.get(reverse("accounts:profile")).status_code == 302
