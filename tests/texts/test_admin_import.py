"""Bringing a file in at the desk: looking, cutting, saving, and what is refused."""

import pytest
from django.urls import reverse

from tests import factories
from tests.texts.desk import MARKDOWN, NEW, act, decisions, read_job, upload
from texts.models import ImportJob, Text

pytestmark = pytest.mark.django_db


class TestImport:
    def test_a_file_is_looked_at_and_then_saved(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        assert not Text.objects.exists()
        page = desk.get(job.get_absolute_url()).content.decode()
        assert "First words." in page
        assert 'value="The Sea"' in page
        response = desk.post(act(job, "save"), decisions(job, title="The Deep Sea"))
        text = Text.objects.get()
        assert response.url == reverse("admin:texts_text_change", args=[text.pk])
        assert (text.title, text.author_line, text.created_by) == ("The Deep Sea", "Ann, Bob", organizer)
        assert [chapter.title for chapter in text.chapters.all()] == ["One", "Two", "Three"]
        assert text.published_at is None
        assert not ImportJob.objects.waiting().exists()

    def test_a_second_click_leads_to_what_the_first_has_saved(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        sent = decisions(job)
        desk.post(act(job, "save"), sent)
        text = Text.objects.get()
        there = reverse("admin:texts_text_change", args=[text.pk])
        for name in ("save", "keep", "cut", "drop"):
            page = desk.post(act(job, name), sent, follow=True)
            assert page.redirect_chain[-1][0] == there
            assert "“The Sea” was saved already." in page.content.decode()
        assert Text.objects.get() == text
        job.refresh_from_db()
        assert (job.load("data"), job.load("parsed"), job.outline, job.draft) == (b"", b"", None, None)
        assert job.filename not in desk.get(NEW).content.decode()

    def test_what_was_sent_after_the_session_had_ended_is_back_after_signing_in(self, client, as_user, organizer):
        job = read_job(as_user(organizer))
        sent = decisions(job, title="The Deep Sea", c1_title="Second", writer=organizer.pk)
        client.logout()
        address = job.get_absolute_url()
        refused = client.post(act(job, "save"), sent, headers={"referer": f"http://testserver{address}"})
        assert refused.url.startswith(reverse("account_login"))
        assert not Text.objects.exists()
        form = {"login": organizer.email, "password": factories.PASSWORD, "next": address}
        page = client.post(refused.url, form, follow=True).context
        assert page["title_page"]["title"].value() == "The Deep Sea"
        assert [row["title"].value() for row in page["rows"]] == ["One", "Second", "Three"]

    def test_a_part_goes_on_until_another_begins_or_a_dash_ends_it(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, MARKDOWN + b"\n## Four\n\nAnd after.\n")
        desk.post(act(job, "save"), decisions(job, c0_part="Day", c2_part="Night", c3_part="–"))
        text = Text.objects.get()
        assert [chapter.part for chapter in text.chapters.all()] == ["Day", "Day", "Night", ""]
        rows = desk.get(read_job(desk, over=text).get_absolute_url()).context["rows"]
        assert [row["part"].value() for row in rows] == ["", "", ""]

    def test_parts_of_the_file_stand_where_they_begin(self, as_user, organizer):
        desk = as_user(organizer)
        preface = b"It was written long ago, by somebody who had never been at sea. " * 3
        words = b"Words of this chapter that go on and on for a while. " * 30
        parts = b"# Part One\n\n## A\n\n%s\n\n## B\n\n%s\n\n# Part Two\n\n## C\n\n%s\n" % (words, words, words)
        book = b"# Sea\n\n# Preface\n\n%s\n\n%s" % (preface, parts)
        job = read_job(desk, book)
        rows = desk.get(job.get_absolute_url()).context["rows"]
        assert [row["part"].value() for row in rows] == ["", "Part One", "", "Part Two"]
        desk.post(
            act(job, "keep"), decisions(job, **{f"c{at}_part": row["part"].value() for at, row in enumerate(rows)})
        )
        job.refresh_from_db()
        desk.post(act(job, "save"), decisions(job))
        assert [chapter.part for chapter in Text.objects.get().chapters.all()] == [
            "",
            "Part One",
            "Part One",
            "Part Two",
        ]

    def test_chapters_are_left_out_joined_and_renamed(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        desk.post(act(job, "save"), decisions(job, c0_title="First", c0_part="Part I", c1_merged="on", c2_taken=None))
        (chapter,) = Text.objects.get().chapters.all()
        assert (chapter.title, chapter.part) == ("First", "Part I")
        assert "Two" in chapter.plain
        assert "More." in chapter.plain
        assert "The end." not in chapter.plain

    def test_a_file_is_cut_in_another_way(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        desk.post(act(job, "cut"), {"how": "whole", "level": 0, "pattern": "", "encoding": ""})
        job.refresh_from_db()
        assert len(job.outline["chapters"]) == 1

    def test_only_what_was_written_on_the_title_page_outlives_another_cut(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        written = decisions(job, author_names="Ann Writer", c0_title="First")
        desk.post(act(job, "cut"), written | {"how": "level", "level": 2, "pattern": "", "encoding": ""})
        job.refresh_from_db()
        assert job.draft == {"title_page": {"author_names": "Ann Writer", "language": "en"}, "rows": []}
        page = desk.get(job.get_absolute_url()).context
        assert page["title_page"]["author_names"].value() == "Ann Writer"
        assert [row["title"].value() for row in page["rows"]] == ["One", "Two", "Three"]

    def test_names_that_nobody_touched_are_read_anew_with_another_cut(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk, b"---\ntitle: The Sea\nauthor: [Ann, Bob]\ntranslator: [Cy, Di]\n---\n" + MARKDOWN)
        sent = decisions(job, author_names="Ann\r\nBob", translator_names="Cy\r\nDi")
        desk.post(act(job, "cut"), sent | {"how": "level", "level": 2, "pattern": "", "encoding": ""})
        job.refresh_from_db()
        assert not {"author_names", "translator_names"} & set((job.draft or {"title_page": {}})["title_page"])
        desk.post(act(job, "cut"), sent | {"cut_mark": job.cut_mark, "author_names": "Ann\r\nEve", "how": "whole"})
        job.refresh_from_db()
        assert "author_names" in job.draft["title_page"]
        assert "translator_names" not in job.draft["title_page"]

    def test_a_cut_that_is_refused_leaves_what_was_written_in_the_form(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        written = decisions(job, title="Renamed", c0_title="First")
        page = desk.post(act(job, "cut"), written | {"how": "level", "level": 0}).context
        assert page["title_page"]["title"].value() == "Renamed"
        assert page["rows"][0]["title"].value() == "First"

    def test_a_cut_without_its_level_is_refused_beside_the_field(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        response = desk.post(act(job, "cut"), {"how": "level", "level": 0})
        assert response.status_code == 422
        assert "Choose a level of heading." in response.content.decode()
        job.refresh_from_db()
        assert job.how == "automatic"

    def test_over_an_earlier_text_the_changes_are_shown_and_chapters_stay(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        desk.post(act(job, "save"), decisions(job))
        text = Text.objects.get()
        ids = list(text.chapters.values_list("pk", flat=True))
        job = read_job(desk, MARKDOWN.replace(b"The end.", b"The corrected end."), over=text)
        page = desk.get(job.get_absolute_url()).content.decode()
        assert "What saving will change in “The Sea”" in page
        desk.post(act(job, "save"), decisions(job))
        assert list(Text.objects.get().chapters.values_list("pk", flat=True)) == ids
        assert text.chapters.get(title="Three").plain == "The corrected end."

    def test_what_will_change_follows_what_is_ticked_and_renamed(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        desk.post(act(job, "save"), decisions(job, c1_title="Second"))
        job = read_job(desk, over=Text.objects.get())
        written = decisions(job, c0_taken=None, c1_title="Second", c2_merged="on")
        desk.post(act(job, "keep"), written)
        kept = desk.get(job.get_absolute_url()).context["changes"]
        refused = desk.post(act(job, "save"), written | {"title": ""})
        assert refused.status_code == 422
        for outcome in (kept, refused.context["changes"]):
            assert [chapter.title for chapter in outcome.gone] == ["One", "Three"]
            assert [chapter.title for chapter in outcome.changed] == ["Second"]
            assert not outcome.new

    def test_nothing_ticked_is_not_saved(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        response = desk.post(act(job, "save"), decisions(job, c0_taken=None, c1_taken=None, c2_taken=None))
        assert response.status_code == 422
        assert "No chapter is ticked" in response.content.decode()

    def test_a_chapter_without_number_and_title_is_named_at_the_top_and_nothing_is_saved(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        response = desk.post(act(job, "save"), decisions(job, c1_title="", c1_number=""))
        assert response.status_code == 422
        page = response.content.decode()
        assert '<li><a href="#id_c1-title">Two</a></li>' in page
        assert "Give the chapter a number or a title." in page
        assert not Text.objects.exists()
        assert not Text.objects.exists()

    def test_a_failure_while_saving_leaves_nothing_half_written(self, as_user, organizer, monkeypatch):
        desk = as_user(organizer)
        job = read_job(desk)
        monkeypatch.setattr("texts.admin.imports.credit", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.post(act(job, "save"), decisions(job))
        assert not Text.objects.exists()
        assert ImportJob.objects.exists()

    def test_a_dropped_file_is_gone(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        assert desk.get(act(job, "drop")).status_code == 405
        desk.post(act(job, "drop"))
        assert not ImportJob.objects.exists()

    def test_looking_at_many_chapters_costs_the_same(self, as_user, organizer, django_assert_max_num_queries):
        desk, costs = as_user(organizer), []
        for size in (2, 30):
            ImportJob.objects.all().delete()
            job = read_job(desk, b"# Sea\n\n" + b"".join(b"## Chapter %d\n\nWords.\n\n" % n for n in range(size)))
            with django_assert_max_num_queries(40) as queries:
                desk.get(job.get_absolute_url())
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestRefusedFiles:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("01-truncated-half.epub", "cut off on its way"),
            ("03-no-container.epub", "container.xml"),
            ("11-path-traversal-names.epub", "leads outside it"),
            ("13-empty.epub", "The file is empty."),
            ("14-drm-encrypted-chapter.epub", "locked"),
        ],
    )
    def test_the_reason_stands_beside_the_field(self, as_user, organizer, corpus, name, sentence):
        data = (corpus / "texts/epub-broken" / name).read_bytes()
        response = upload(as_user(organizer), data, name)
        page = response.content.decode()
        assert response.status_code == 422
        assert page.index('class="errorlist" id="id_file_error"') < page.index(sentence) < page.index('type="file"')
        assert not ImportJob.objects.exists()

    def test_no_file_at_all(self, as_user, organizer):
        assert "Choose a file." in as_user(organizer).post(NEW, {}).content.decode()

    def test_too_large_is_said_before_it_is_read(self, as_user, organizer, monkeypatch):
        monkeypatch.setattr("texts.importing.limits.UPLOAD_BYTES", 10)
        assert "larger than" in upload(as_user(organizer)).content.decode()


class TestWhoMayImport:
    def test_an_import_is_its_organizers_own(self, as_user, organizer):
        job = read_job(as_user(organizer))
        other = factories.make_user(is_staff=True)
        for name in ("status", "cut", "save", "drop"):
            method = "get" if name == "status" else "post"
            assert getattr(as_user(other), method)(act(job, name)).status_code == 404
        assert ImportJob.objects.exists()
        assert job.filename not in as_user(other).get(NEW).content.decode()
        chief = factories.make_user(is_staff=True, is_superuser=True)
        assert as_user(chief).get(job.get_absolute_url()).status_code == 200

    def test_members_and_visitors_do_not_come_in(self, client, as_user, member, organizer):
        job = read_job(as_user(organizer))
        client.logout()
        for address in (NEW, job.get_absolute_url()):
            assert client.get(address).status_code == 302
        assert as_user(member).get(job.get_absolute_url()).status_code in (302, 403)
        as_user(member).post(act(job, "drop"))
        assert ImportJob.objects.exists()


def test_a_pattern_that_is_none_is_said_beside_it_and_the_preview_stays(as_user, organizer):
    desk = as_user(organizer)
    job = read_job(desk)
    answer = desk.post(act(job, "cut"), {"how": "pattern", "level": 0, "pattern": "(", "encoding": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The pattern cannot be read: missing )" in page
    assert 'id="rows"' in page
    assert "Write how a chapter" not in page
