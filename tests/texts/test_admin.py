"""The organizers’ desk: texts, their covers and chapters."""

import re
import uuid
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from tests import factories
from tests.texts import books
from tests.texts.desk import act, decisions, opened, read_job
from texts.admin.chapter import ChapterForm
from texts.library import set_body
from texts.models import Chapter, Picture, Text

pytestmark = pytest.mark.django_db


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


def test_rows_of_the_desk_are_named_for_who_does_not_see_them(as_user, organizer):
    text = factories.make_text("The Sea")
    page = as_user(organizer).get(f"/admin/texts/text/{text.pk}/change/").content.decode()
    assert 'aria-label="Author"' in page
    assert not re.search(r"<th[^>]*>\s*</th>", page)
    boxes = re.findall(r'<input type="checkbox" name="[\w-]+-DELETE"[^>]*>', page)
    assert boxes
    assert all("aria-label" in box for box in boxes)
