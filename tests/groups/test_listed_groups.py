"""The list of groups that may be found: what it says of them, and nothing else."""

import datetime

from django.utils import timezone

from tests.factories import make_group, make_guide, make_meeting, make_reading, make_user
from tests.pages import html_of


class TestGroupList:
    def test_shows_what_may_be_known_and_nothing_else(self, client, reading, section, member):
        group = reading.group
        group.openness, group.about, group.language = "listed", "We like long books", "pt"
        group.save()
        for days in (7, 21, 35):
            make_meeting(reading, section, days=days, place="Kitchen table", link="https://video.example/")
        html = html_of(client.get("/groups/listed/"))
        for words in (
            group.name,
            "We like long books",
            "3 members",
            "every second week",
            "Portuguese",
            reading.guide.title,
        ):
            assert words in html
        for words in (member.name, "Kitchen table", "video.example", f"{timezone.now() + datetime.timedelta(7):%B}"):
            assert words not in html
        assert 'name="robots" content="noindex"' in html

    def test_private_full_and_closed_groups_are_not_in_it(self, client, group):
        def is_found(**fields):
            for name, value in {"openness": "listed", "takes_members": True, "archived_at": None, **fields}.items():
                setattr(group, name, value)
            group.save()
            return group.name in html_of(client.get("/groups/listed/"))

        assert is_found()
        assert not is_found(openness="private")
        assert not is_found(takes_members=False)
        assert not is_found(archived_at=timezone.now())

    def test_a_guide_for_one_group_only_is_not_named(self, client, group, organizer):
        guide = make_guide(by=organizer, title="Written for us", audience="groups")
        make_reading(group, guide)
        group.openness = "listed"
        group.save()
        html = html_of(client.get(f"/groups/listed/{group.slug}/"))
        assert group.name in html
        assert "Written for us" not in html
        assert guide.text.title not in html

    def test_by_language(self, client, group):
        group.openness, group.language = "listed", "pt"
        group.save()
        assert group.name in html_of(client.get("/groups/listed/?language=pt"))
        assert group.name not in html_of(client.get("/groups/listed/?language=de"))

    def test_only_languages_that_there_are_groups_in_are_offered(self, client, group, facilitator):
        group.openness, group.language = "listed", "pt"
        group.save()
        assert "<select" not in html_of(client.get("/groups/listed/"))
        make_group(facilitator, openness="listed", language="cy")
        html = html_of(client.get("/groups/listed/"))
        assert ("Welsh" in html, "Portuguese" in html, "German" in html) == (True, True, False)

    def test_costs_the_same_for_two_groups_and_thirty(self, db, client, django_assert_max_num_queries):
        guide = make_guide()
        for _ in range(30):
            make_reading(make_group(make_user(), openness="listed"), guide)
        with django_assert_max_num_queries(8):
            client.get("/groups/listed/")


class TestListed:
    def test_only_groups_that_chose_so_can_be_found(self, client, facilitator):
        make_group(facilitator, name="Shy readers")
        make_group(facilitator, name="Open readers", openness="listed")
        html = html_of(client.get("/groups/listed/"))
        assert "Open readers" in html
        assert "Shy readers" not in html
        assert facilitator.name not in html

    def test_being_listed_lets_nobody_in(self, as_user, facilitator, stranger):
        group = make_group(facilitator, name="Open readers", openness="listed")
        assert as_user(stranger).get(group.get_absolute_url()).status_code == 404
