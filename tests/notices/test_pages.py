import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.looking import look
from notices.models import Notice, Preference
from tests.factories import make_group, make_reading, make_thread, membership


@pytest.fixture
def thread(looked, reading, member):
    thread = make_thread(reading, member, "Which edition?")
    look()
    return thread


class TestNoticeList:
    url = "/notices/"

    def test_it_tells_what_is_new_and_leads_there(self, as_user, newcomer, thread):
        page = as_user(newcomer).get(reverse("notices:notice_list"))
        assert "Nadia Member began a thread: Which edition?" in page.text
        assert thread.get_absolute_url() in page.text
        assert page.context["new_count"] == 1

    def test_who_has_left_reads_nothing_of_it(self, as_user, newcomer, thread):
        membership(thread.reading.group, newcomer).leave()
        assert "Which edition?" not in as_user(newcomer).get(reverse("notices:notice_list")).text

    def test_a_stranger_reads_nothing_of_it(self, as_user, stranger, thread):
        assert "Which edition?" not in as_user(stranger).get(reverse("notices:notice_list")).text

    def test_many_cost_as_many_queries_as_one(self, as_user, newcomer, member, reading, thread):
        client = as_user(newcomer)
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("notices:notice_list"))
        for _number in range(20):
            make_thread(reading, member)
        look()
        with CaptureQueriesContext(connection) as many:
            assert client.get(reverse("notices:notice_list")).context["new_count"] == 21
        assert len(many) == len(few)

    def test_it_asks_for_a_sign_in(self, client):
        assert client.get(reverse("notices:notice_list")).status_code == 302


class TestNoticesSee:
    def test_all_that_the_page_showed_are_seen(self, as_user, newcomer, member, reading, thread):
        client = as_user(newcomer)
        latest = client.get(reverse("notices:notice_list")).context["latest"]
        make_thread(reading, member, "A later one")
        look()
        client.post(reverse("notices:notices_see"), {"upto": latest})
        page = client.get(reverse("notices:notice_list"))
        assert page.context["new_count"] == 1

    def test_others_notices_are_left_alone(self, as_user, stranger, thread):
        as_user(stranger).post(reverse("notices:notices_see"), {"upto": "999999"})
        assert not Notice.objects.exclude(seen_at=None).exists()

    @pytest.mark.parametrize("upto", ["", "x", "9" * 30, "-1"])
    def test_nonsense_changes_nothing(self, as_user, newcomer, thread, upto):
        assert as_user(newcomer).post(reverse("notices:notices_see"), {"upto": upto}).status_code == 302
        assert not Notice.objects.exclude(seen_at=None).exists()


class TestPreferenceSet:
    def post(self, client, reading, rhythm):
        return client.post(reverse("notices:preference_set", args=[reading.pk]), {f"r{reading.pk}-rhythm": rhythm})

    def test_one_chooses_how_often(self, as_user, newcomer, reading):
        self.post(as_user(newcomer), reading, "weekly")
        preference = Preference.of(newcomer, reading)
        assert (preference.rhythm, preference.week_letter) == ("weekly", False)
        self.post(as_user(newcomer), reading, "never")
        assert Preference.objects.get().rhythm == "never"

    def test_nonsense_changes_nothing(self, as_user, newcomer, reading):
        self.post(as_user(newcomer), reading, "hourly")
        assert not Preference.objects.exists()

    def test_a_reading_of_another_group_is_not_found(self, as_user, newcomer, stranger, guide):
        assert self.post(as_user(newcomer), make_reading(make_group(stranger), guide), "never").status_code == 404
        assert not Preference.objects.exists()
