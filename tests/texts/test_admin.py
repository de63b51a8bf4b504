"""The organizers' desk: texts, chapters, and bringing a file in."""

import time
import uuid
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from tests import factories
from tests.texts import books
from texts.admin.chapter import ChapterForm
from texts.jobs import running
from texts.jobs.child import read
from texts.jobs.packing import pack, unpack
from texts.jobs.revising import Decision, revised
from texts.library import set_body
from texts.models import Chapter, ImportJob, Picture, Text

pytestmark = pytest.mark.django_db
NEW = "/admin/texts/text/import/"
MARKDOWN = b"# The Sea\n\n## One\n\nFirst words.[^1]\n\n[^1]: A note.\n\n## Two\n\nMore.[^1]\n\n## Three\n\nThe end.\n"


@pytest.fixture(autouse=True)
def a_machine_with_time(monkeypatch):
    """Where many tests run at once even a small file takes its seconds."""
    monkeypatch.setattr("texts.jobs.running.AT_ONCE", 60)


def upload(client, data: bytes = MARKDOWN, name: str = "sea.md", over: Text | None = None):
    address = f"{NEW}?text={over.pk}" if over else NEW
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def read_job(client, data: bytes = MARKDOWN, name: str = "sea.md", over: Text | None = None) -> ImportJob:
    response = upload(client, data, name, over)
    assert response.status_code == 302, response.content.decode()
    job = ImportJob.objects.get()
    assert job.is_ready, job.error
    return job


def decisions(job: ImportJob, **changed) -> dict:
    """The preview as it stands, sent back; `c0_title="…"` changes a field, `c0_taken=None` leaves it out."""
    data = {"title": "The Sea", "kind": "book", "language": "en", "author_names": "Ann\nBob"}
    data["cut_mark"] = job.cut_mark
    for at, chapter in enumerate(job.outline["chapters"]):
        data |= {f"c{at}-{name}": chapter[name] for name in ("part", "number", "title")} | {f"c{at}-taken": "on"}
    data |= {key.replace("_", "-", 1) if key[0] == "c" and key[1].isdigit() else key: v for key, v in changed.items()}
    return {key: value for key, value in data.items() if value is not None}


def act(job: ImportJob, name: str) -> str:
    return reverse(f"admin:texts_import_{name}", args=[job.pk])


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
        assert not ImportJob.objects.exists()

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
        desk.post(act(job, "save"), decisions(job, c2_title="Night"))
        one, two, three = Text.objects.get().chapters.all()
        assert [each.title for each in (one, two, three)] == ["All of it", "CHAPTER II", "Night"]
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
        assert [row["title"].value() for row in rows] == ["All of it", "", "The very last"]
        assert [row["part"].value() for row in rows] == ["Part I", "Part I", ""]

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


def picture(colour: str = "red", size: tuple[int, int] = (1200, 1800), form: str = "PNG") -> bytes:
    out = BytesIO()
    Pillow.new("RGB", size, colour).save(out, form)
    return out.getvalue()


NO_ROWS = {f"{p}-{n}_FORMS": 0 for p in ("authorships", "editions", "chapters") for n in ("TOTAL", "INITIAL")}


class TestCover:
    ITEM = '<item id="art" href="art.png" media-type="image/png" properties="cover-image"/>'

    def book(self) -> bytes:
        page = books.page(f"<h1>Chapter I</h1>{books.prose()}")
        whole = books.epub({"a.xhtml": page}, extra={"OEBPS/art.png": picture()})
        with zipfile.ZipFile(BytesIO(whole)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        opf = members["OEBPS/content.opf"].decode()
        members["OEBPS/content.opf"] = opf.replace("<manifest>", f"<manifest>{self.ITEM}").encode()
        return books.packed(members)

    def test_it_is_taken_from_the_file_unless_the_organizer_says_no(self, as_user, organizer, client):
        desk = as_user(organizer)
        for wanted, size in (("on", (600, 900)), (None, None)):
            job = read_job(desk, self.book(), "art.epub")
            assert "takes_cover" in desk.get(job.get_absolute_url()).content.decode()
            assert desk.get(act(job, "cover"))["Content-Type"] == "image/jpeg"
            desk.post(act(job, "save"), decisions(job, title="Art", takes_cover=wanted))
            text = Text.objects.order_by("pk").last()
            assert (text.cover and (text.cover.width, text.cover.height)) == size

    def test_a_file_without_one_offers_none(self, as_user, organizer):
        desk = as_user(organizer)
        job = read_job(desk)
        assert "takes_cover" not in desk.get(job.get_absolute_url()).content.decode()
        assert desk.get(act(job, "cover")).status_code == 404

    def test_an_organizer_puts_one_on_and_takes_it_off(self, as_user, organizer, client):
        desk, text = as_user(organizer), factories.make_text("Sea", chapters=0)
        address = reverse("admin:texts_text_change", args=[text.pk])
        data = {"title": "Sea", "slug": text.slug, "kind": "book", "language": "en"}
        data |= {
            f"{p}-{n}": 0 for p in ("authorships", "editions", "chapters") for n in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        sent = data | {"seen": opened(desk, text), "new_cover": SimpleUploadedFile("a.png", picture(size=(300, 450)))}
        assert desk.post(address, sent).status_code == 302
        page = client.get(text.get_absolute_url()).content.decode()
        assert 'alt="Cover of “Sea”" width="300" height="450"' in page
        text.refresh_from_db()
        assert client.get(text.cover.get_absolute_url())["Content-Type"] == "image/jpeg"
        desk.post(address, data | {"seen": opened(desk, text), "drops_cover": "on"})
        text.refresh_from_db()
        assert (text.cover, text.pictures.count()) == (None, 0)
        assert "Cover of" not in client.get(text.get_absolute_url()).content.decode()

    def test_what_is_no_picture_is_refused_beside_the_field(self, as_user, organizer):
        desk, text = as_user(organizer), factories.make_text("Sea", chapters=0)
        data = {"title": "Sea", "slug": text.slug, "kind": "book", "language": "en", "seen": opened(desk, text)}
        data |= {
            f"{p}-{n}": 0 for p in ("authorships", "editions", "chapters") for n in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        data["new_cover"] = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")
        response = desk.post(reverse("admin:texts_text_change", args=[text.pk]), data)
        assert "The picture was not taken: it is not a picture that can be read." in response.content.decode()
        assert not Picture.objects.exists()


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


class TestReadingApart:
    def make(self, by) -> ImportJob:
        return ImportJob.objects.create(created_by=by, filename="sea.md", data=MARKDOWN)

    def test_a_process_that_is_stopped_says_so(self, organizer):
        job = self.make(organizer)
        running.record(job, -24, b"")
        assert "longer than a minute" in job.error
        running.record(job, 1, b"Traceback")
        assert "broke off" in job.error
        assert not job.is_ready

    def test_the_process_has_limits_and_neither_settings_nor_database(self, organizer, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "not for strangers")
        child = running._spawn()
        environment = Path(f"/proc/{child.pid}/environ").read_text()
        child.communicate(b"{}", timeout=20)
        assert "not for strangers" not in environment
        assert "DATABASE_URL" not in environment

    @pytest.mark.django_db(transaction=True)
    def test_a_long_reading_goes_on_behind(self, organizer, monkeypatch):
        monkeypatch.setattr("texts.jobs.running.AT_ONCE", 0.01)
        job = self.make(organizer)
        running.start(job)
        assert job.is_reading
        for _ in range(300):
            job.refresh_from_db()
            if not job.is_reading:
                break
            time.sleep(0.2)
        assert job.is_ready

    def test_the_page_of_a_running_import_offers_to_look_again(self, as_user, organizer):
        job = self.make(organizer)
        assert "Look again" in as_user(organizer).get(job.get_absolute_url()).content.decode()

    def test_guessed_letters_can_be_chosen(self, as_user, organizer):
        job = self.make(organizer)
        running.record(job, 0, b'{"error": "Unknown letters.", "guesses": ["koi8-r"]}\n')
        page = as_user(organizer).get(job.get_absolute_url()).content.decode()
        assert page.index('value="koi8-r"') < page.index('value="utf-8"')

    def test_a_book_survives_the_way(self):
        head, packed = read({"filename": "sea.md", "cut": {}, "encoding": ""}, MARKDOWN)
        book = unpack(packed)
        assert pack(book) == packed
        assert [c["first_words"] for c in head["outline"]["chapters"]][2] == "The end."

    def test_blocks_that_do_not_belong_are_dropped(self):
        _head, packed = read({"filename": "sea.md", "cut": {}, "encoding": ""}, MARKDOWN)
        book = unpack(packed)
        last = revised(book, [Decision(taken=False), Decision(taken=False), Decision(title="3", dropped={0})]).chapters
        assert [chapter.blocks for chapter in last] == [()]


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


def opened(desk, row) -> str:
    """What the form of a page carries about the state in which it was opened."""
    page = desk.get(reverse(f"admin:texts_{row._meta.model_name}_change", args=[row.pk]))
    return page.context["adminform"].form.initial["seen"]


class TestTextAdmin:
    @pytest.fixture
    def text(self):
        return factories.make_text("The Sea", chapters=3)

    def test_an_organizer_finds_and_opens_texts_and_chapters(self, as_user, organizer, text):
        desk = as_user(organizer)
        assert "The Sea" in desk.get("/admin/texts/text/?q=sea").content.decode()
        page = desk.get(reverse("admin:texts_text_change", args=[text.pk])).content.decode()
        assert reverse("admin:texts_chapter_change", args=[text.chapters.first().pk]) in page

    def test_the_list_costs_the_same_for_two_texts_and_thirty(self, as_user, organizer, django_assert_max_num_queries):
        desk, costs = as_user(organizer), []
        for more in (2, 28):
            for _ in range(more):
                factories.make_text()
            with django_assert_max_num_queries(40) as queries:
                desk.get("/admin/texts/text/")
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_publishing_and_withdrawing_are_acts(self, as_user, organizer, member, text):
        text.withdraw()
        publish, withdraw = (reverse(f"admin:texts_text_{name}", args=[text.pk]) for name in ("publish", "withdraw"))
        desk = as_user(organizer)
        assert desk.get(publish).status_code == 405
        desk.post(publish)
        text.refresh_from_db()
        assert text.published_at
        as_user(member).post(withdraw)
        text.refresh_from_db()
        assert text.published_at
        as_user(organizer).post(withdraw)
        text.refresh_from_db()
        assert text.published_at is None

    def test_a_text_without_chapters_is_not_published(self, as_user, organizer):
        text = factories.make_text(chapters=0, published=False)
        page = as_user(organizer).post(reverse("admin:texts_text_publish", args=[text.pk]), follow=True)
        assert "at least one chapter" in page.content.decode()

    def form(self, text, *rows, **changed) -> dict:
        """The page as it is sent back, with these chapters at these positions."""
        data = {"title": text.title, "slug": text.slug, "kind": "book", "language": "en"} | changed
        data |= {f"{p}-{n}": 0 for p in ("authorships", "editions") for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
        data |= {"chapters-TOTAL_FORMS": len(rows), "chapters-INITIAL_FORMS": len(rows)}
        for at, (chapter, position) in enumerate(rows):
            row = {
                "id": chapter.pk,
                "text": text.pk,
                "position": position,
                "title": chapter.title,
                "slug": chapter.slug,
            }
            data |= {f"chapters-{at}-{name}": value for name, value in row.items()}
        return data

    def test_chapters_change_places(self, as_user, organizer, text):
        desk = as_user(organizer)
        first, second, third = text.chapters.all()
        data = self.form(text, (first, 2), (second, 1), (third, 3), seen=opened(desk, text))
        response = desk.post(reverse("admin:texts_text_change", args=[text.pk]), data)
        assert response.status_code == 302, response.content.decode()
        assert list(text.chapters.all()) == [second, first, third]
        assert text.chapters.first().html

    def test_the_second_of_two_savers_sees_both_and_may_save_over(self, as_user, organizer, text):
        desk, address = as_user(organizer), reverse("admin:texts_text_change", args=[text.pk])
        first, second, third = text.chapters.all()
        data = self.form(text, (first, 1), (second, 2), (third, 3), seen=opened(desk, text), blurb="Mine.")
        Text.objects.filter(pk=text.pk).update(blurb="Theirs.")
        Chapter.objects.filter(pk=second.pk).update(title="Renamed meanwhile")
        response = desk.post(address, data)
        assert response.status_code == 409
        page = response.content.decode()
        assert "Theirs" in page
        assert "<del>" in page
        assert "Renamed meanwhile" in page.replace("<del>", "").replace("</del>", "")
        assert Text.objects.get().blurb == "Theirs."
        data["seen"] = response.context["adminform"].form["seen"].value()
        assert desk.post(address, data).status_code == 302
        assert Text.objects.get().blurb == "Mine."

    def test_a_chapter_that_went_away_meanwhile_does_not_break_the_page(self, as_user, organizer, text):
        desk, address = as_user(organizer), reverse("admin:texts_text_change", args=[text.pk])
        first, second, third = text.chapters.all()
        data = self.form(text, (first, 1), (second, 2), (third, 3), seen=opened(desk, text))
        Chapter.objects.filter(pk=third.pk).delete()
        assert desk.post(address, data).status_code == 409


class TestChapterAdmin:
    @pytest.fixture
    def chapter(self):
        chapter = factories.make_text(chapters=1).chapters.get()
        set_body(chapter, "Old words.")
        return chapter

    def send(self, desk, chapter: Chapter, **changed):
        data = {"title": chapter.title, "slug": chapter.slug, "number": chapter.number, "source": chapter.source}
        data["seen"] = changed.pop("seen", None) or ChapterForm(instance=chapter).stored
        data |= {"page_ranges-TOTAL_FORMS": 0, "page_ranges-INITIAL_FORMS": 0, **changed}
        return desk.post(reverse("admin:texts_chapter_change", args=[chapter.pk]), data)

    def test_new_markdown_is_built_anew(self, as_user, organizer, chapter):
        self.send(as_user(organizer), chapter, source="New *words* here.")
        chapter.refresh_from_db()
        assert "<em>words</em>" in chapter.html
        assert (chapter.plain, chapter.words) == ("New words here.", 3)

    def test_the_second_of_two_savers_sees_both_texts_and_may_save_over(self, as_user, organizer, chapter):
        desk = as_user(organizer)
        seen = opened(desk, chapter)
        set_body(chapter, "Words of *somebody* else.")
        response = self.send(desk, chapter, source="Words of mine.", seen=seen)
        assert response.status_code == 409
        page = response.content.decode()
        assert "<del>" in page
        assert "<ins>mine</ins>" in page
        assert ">Words of mine.</textarea>" in page.replace("\n", "").replace("\r", "")
        chapter.refresh_from_db()
        assert chapter.plain == "Words of somebody else."
        again = response.context["adminform"].form["seen"].value()
        assert self.send(desk, chapter, source="Words of mine.", seen=again).status_code == 302
        chapter.refresh_from_db()
        assert chapter.plain == "Words of mine."

    def test_a_heading_changed_meanwhile_is_not_lost_either(self, as_user, organizer, chapter):
        desk = as_user(organizer)
        seen, old = opened(desk, chapter), chapter.title
        Chapter.objects.filter(pk=chapter.pk).update(title="A new heading")
        assert self.send(desk, chapter, title=old, source="My words.", seen=seen).status_code == 409
        chapter.refresh_from_db()
        assert chapter.title == "A new heading"

    def test_members_do_not_come_in(self, as_user, member, chapter):
        self.send(as_user(member), chapter, source=f"{uuid.uuid4()}")
        chapter.refresh_from_db()
        assert chapter.plain == "Old words."
