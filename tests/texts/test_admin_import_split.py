"""A chapter of a file that is being brought in begins anew where an organizer says."""

import pytest
from django.urls import reverse

from tests import factories
from tests.texts.desk import act, decisions, read_job
from texts.models import Text

pytestmark = pytest.mark.django_db


class TestImportSplit:
    """One long piece, of which an organizer makes chapters."""

    PIECE = (
        b"# The Sea\n\n## All of it\n\nIt began at dawn.[^1]\n\nCHAPTER II\n\nThen it rained.[^2]\n\n"
        b"And it was night.\n\n[^1]: First note.\n\n[^2]: Second note.\n"
    )

    def split(self, desk, job, *places, **more):
        address = reverse("admin:texts_import_split", args=[job.pk, 0])
        job.refresh_from_db()
        return desk.post(address, {"cut_mark": job.cut_mark, "at": places} | more)

    def test_a_chapter_begins_at_a_chosen_paragraph(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, self.PIECE)
        page = desk.get(reverse("admin:texts_import_split", args=[job.pk, 0])).content.decode()
        assert "Then it rained." in page
        assert self.split(desk, job, 1, 3).status_code == 302
        job.refresh_from_db()
        desk.post(act(job, "save"), decisions(job))
        one, two, three = Text.objects.get().chapters.all()
        assert [each.title for each in (one, two, three)] == ["All of it", "CHAPTER II", "All of it (3)"]
        assert "First note." in one.plain + one.source
        assert "Second note." in two.source
        assert "Second note." not in one.source
        assert three.plain == "And it was night."

    def test_what_was_written_before_is_still_there_afterwards(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        written = decisions(job, title="Renamed", c1_title="Second", c2_taken=None, c0_title="", split="0")
        response = desk.post(act(job, "keep"), written)
        assert response.url == reverse("admin:texts_import_split", args=[job.pk, 0])
        page = desk.get(job.get_absolute_url()).context
        assert page["title_page"]["title"].value() == "Renamed"
        assert [row["title"].value() for row in page["rows"]] == ["", "Second", "Three"]
        assert [row["taken"].value() for row in page["rows"]] == [True, True, False]

    def test_rows_keep_what_was_written_in_them_when_one_before_them_is_split(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, self.PIECE + b"\n## Last\n\nThe end.\n")
        desk.post(act(job, "keep"), decisions(job, c0_part="Part I", c1_title="The very last"))
        self.split(desk, job, 3)
        rows = desk.get(job.get_absolute_url()).context["rows"]
        assert [row["title"].value() for row in rows] == ["All of it", "All of it (2)", "The very last"]
        assert [row["part"].value() for row in rows] == ["Part I", "", ""]

    def test_only_paragraphs_with_the_words_are_offered(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, self.PIECE)
        address = reverse("admin:texts_import_split", args=[job.pk, 0])
        assert [each.at for each in desk.get(f"{address}?words=RAINED").context["offered"]] == [2]
        assert desk.get(reverse("admin:texts_import_split", args=[job.pk, 7])).status_code == 404

    def test_nothing_ticked_is_said(self, as_user, organizer):
        desk = as_user(organizer)
        response = self.split(desk, read_job(desk, self.PIECE))
        assert response.status_code == 422
        assert "Tick at least one paragraph." in response.content.decode()

    def test_a_form_from_before_the_split_is_not_saved(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, self.PIECE)
        old = decisions(job)
        self.split(desk, job, 2)
        assert desk.post(act(job, "save"), old).status_code == 409
        assert desk.post(act(job, "keep"), old).status_code == 409
        assert not Text.objects.exists()

    def test_another_organizer_does_not_find_it(self, as_user, organizer):
        job = read_job(as_user(organizer), self.PIECE)
        other = as_user(factories.make_user(is_staff=True))
        assert other.get(reverse("admin:texts_import_split", args=[job.pk, 0])).status_code == 404
        assert other.post(act(job, "keep"), decisions(job)).status_code == 404
