import datetime
import zoneinfo

import pytest
from django.core import mail as outbox
from django.utils import timezone

from notices.bundling import bundle, last_stroke
from notices.looking import look
from notices.models import Mail, Notice
from tests.factories import at, make_answer, make_meeting, make_thread, membership
from tests.notices.conftest import post_out

LISBON = zoneinfo.ZoneInfo("Europe/Lisbon")
AUCKLAND = zoneinfo.ZoneInfo("Pacific/Auckland")
DAY = datetime.timedelta(days=1)


class TestTheClock:
    def test_once_a_day_is_at_eight_in_the_members_own_morning(self):
        now = at(2026, 11, 18, 9)
        assert last_stroke("daily", now, LISBON) == at(2026, 11, 18, 8, zone="Europe/Lisbon")
        assert last_stroke("daily", now, AUCKLAND) == at(2026, 11, 18, 8, zone="Pacific/Auckland")
        assert last_stroke("daily", at(2026, 11, 18, 7, 59), LISBON) == at(2026, 11, 17, 8)

    def test_every_few_hours_is_not_at_night(self):
        assert last_stroke("few_hours", at(2026, 11, 18, 15, 59), LISBON) == at(2026, 11, 18, 12)
        assert last_stroke("few_hours", at(2026, 11, 18, 3), LISBON) == at(2026, 11, 17, 20)

    def test_once_a_week_is_on_monday(self):
        assert last_stroke("weekly", at(2026, 11, 18, 9), LISBON) == at(2026, 11, 16, 8)
        assert last_stroke("weekly", at(2026, 11, 16, 7), LISBON) == at(2026, 11, 9, 8)

    def test_never_is_never(self):
        assert last_stroke("never", timezone.now(), LISBON) is None


@pytest.mark.usefixtures("looked")
class TestBundles:
    def test_a_day_of_news_is_one_mail(self, reading, member, newcomer):
        for _number in range(3):
            make_thread(reading, member)
        post_out()
        to_newcomer = [mail for mail in outbox.outbox if mail.to == [newcomer.email]]
        assert len(to_newcomer) == 1
        assert "3 things are new" in to_newcomer[0].subject

    def test_nothing_goes_before_its_hour(self, reading, member):
        make_thread(reading, member)
        look()
        assert bundle(timezone.now()) == 0

    def test_what_is_not_due_is_counted_and_not_fetched(
        self, reading, member, newcomer, facilitator, wants, django_assert_num_queries
    ):
        make_thread(reading, member)
        look()
        with django_assert_num_queries(4):  # counted, the wishes; and the two ends of a transaction
            assert bundle(timezone.now()) == 0
        wants(newcomer, "at_once")
        assert bundle() == 1
        assert Notice.objects.filter(mail=None).values_list("recipient", flat=True).get() == facilitator.pk

    def test_at_once_is_at_once(self, reading, member, newcomer, wants):
        wants(newcomer, "at_once")
        make_thread(reading, member)
        look()
        assert bundle() == 1
        assert Mail.objects.get().recipient == newcomer

    def test_never_is_never(self, reading, member, newcomer, facilitator, wants):
        wants(newcomer, "never")
        make_thread(reading, member)
        post_out(7 * DAY)
        assert [mail.to for mail in outbox.outbox] == [[facilitator.email]]

    def test_what_was_seen_on_the_page_is_not_mailed(self, reading, member, newcomer):
        make_thread(reading, member)
        look()
        Notice.objects.filter(recipient=newcomer).update(seen_at=timezone.now())
        post_out()
        assert newcomer.email not in [mail.to[0] for mail in outbox.outbox]

    def test_a_meeting_that_is_moved_does_not_wait(self, reading, member, newcomer, wants):
        wants(newcomer, "weekly")
        wants(member, "never")
        meeting = make_meeting(reading)
        look()
        meeting.move(meeting.starts_at + DAY, meeting.ends_at + DAY)
        post_out(datetime.timedelta())
        assert newcomer.email in [mail.to[0] for mail in outbox.outbox]
        assert member.email not in [mail.to[0] for mail in outbox.outbox]

    def test_bundling_twice_makes_one_mail(self, reading, member, newcomer):
        make_thread(reading, member)
        post_out()
        post_out()
        assert len([mail for mail in outbox.outbox if mail.to == [newcomer.email]]) == 1

    def test_the_mail_and_its_job_come_together_or_not_at_all(self, reading, member, monkeypatch):
        from procrastinate.contrib.django.models import ProcrastinateJob

        make_thread(reading, member)
        look()
        assert bundle(timezone.now() + DAY) == 2
        assert ProcrastinateJob.objects.filter(task_name="notices.tasks.send").count() == 2
        Notice.objects.update(mail=None)
        calls = iter([None])
        monkeypatch.setattr("notices.bundling.defer_sending", lambda mail: next(calls))
        with pytest.raises((StopIteration, RuntimeError)):
            bundle(timezone.now() + DAY)
        assert Mail.objects.count() == 2
        assert not Notice.objects.exclude(mail=None).exists()


@pytest.mark.usefixtures("looked")
class TestTheMomentOfSending:
    """Whatever was right when the mail was made: it is asked again."""

    @pytest.fixture
    def owed(self, reading, member, newcomer):
        thread = make_thread(reading, member)
        look()
        bundle(timezone.now() + DAY)
        return thread

    def sent_to(self, user):
        from notices.sending import send

        for pk in Mail.objects.values_list("pk", flat=True):
            send(pk)
        return [mail for mail in outbox.outbox if mail.to == [user.email]]

    def test_it_is_sent(self, newcomer, owed):
        assert len(self.sent_to(newcomer)) == 1

    def test_not_to_who_has_left(self, reading, newcomer, facilitator, owed):
        membership(reading.group, newcomer).leave()
        assert self.sent_to(newcomer) == []
        assert len(self.sent_to(facilitator)) == 1

    def test_not_to_who_was_removed(self, reading, newcomer, facilitator, owed):
        membership(reading.group, newcomer).remove(membership(reading.group, facilitator), "")
        assert self.sent_to(newcomer) == []

    def test_not_to_a_deactivated_account(self, newcomer, owed):
        newcomer.is_active = False
        newcomer.save()
        assert self.sent_to(newcomer) == []

    def test_not_to_an_address_that_nobody_confirmed(self, newcomer, owed):
        newcomer.emailaddress_set.update(verified=False)
        assert self.sent_to(newcomer) == []

    def test_not_when_the_post_is_gone(self, newcomer, owed):
        owed.posts.get().delete_words()
        assert self.sent_to(newcomer) == []

    def test_not_when_the_guard_closes_it(self, reading, newcomer, owed):
        reading.group.spoiler_guard = "strict"
        reading.group.save()
        owed.section = reading.guide.sections.last()
        owed.save()
        assert self.sent_to(newcomer) == []

    def test_not_when_they_want_no_more_mail(self, newcomer, owed, wants):
        wants(newcomer, "never")
        assert self.sent_to(newcomer) == []

    def test_not_when_they_have_read_it_meanwhile(self, reading, newcomer, owed):
        from discussions.models import ReadMark

        ReadMark.see(owed, membership(reading.group, newcomer), 1)
        assert self.sent_to(newcomer) == []

    def test_not_from_an_archived_group(self, reading, newcomer, owed):
        reading.group.archived_at = timezone.now()
        reading.group.save()
        assert self.sent_to(newcomer) == []

    def test_an_answer_that_was_taken_back_is_left_out(self, reading, question, member, newcomer):
        make_answer(reading, question, newcomer)
        answer = make_answer(reading, question, member, "Secret words")
        look()
        bundle(timezone.now() + DAY)
        answer.take_back()
        assert self.sent_to(newcomer) == []

    def test_nobodys_words_are_in_a_mail(self, reading, question, member, newcomer):
        make_answer(reading, question, newcomer)
        make_answer(reading, question, member, "Secret words")
        make_thread(reading, member, "A title", "Secret post")
        look()
        bundle(timezone.now() + DAY)
        (mail,) = self.sent_to(newcomer)
        assert "Secret" not in mail.message().as_string()
        assert "A title" in mail.body
