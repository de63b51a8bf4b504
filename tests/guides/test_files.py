"""Guides to take away: who may have what, as which file, and that nobody else's cache keeps it."""

import json
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from lxml import etree

from guides import sheets
from guides.documents import document_of
from guides.fileformat.parse import parse
from guides.fileformat.write import write
from guides.models import Guide
from guides.sheets.loading import on_paper, sections_on_paper
from tests import factories
from tests.guides.pages import secretive, url
from tests.pages import page
from texts import paper
from texts.writers.typst import PdfFailed

pytestmark = pytest.mark.django_db
JAR = "/usr/share/java/epubcheck.jar"
FILES = ("guide_pdf", "guide_epub", "section_pdf")


def address(name: str, guide: Guide) -> str:
    about = [guide.slug, guide.sections.first().slug] if name.startswith("section") else [guide.slug]
    return url(name, *about)


def whole(guide: Guide) -> Guide:
    return Guide.objects.for_catalogue().get(pk=guide.pk)


@pytest.fixture
def typesetter(monkeypatch):
    """Keeps what it is given, in place of setting it."""
    given = []
    monkeypatch.setattr(paper, "pdf", lambda sheet, size: given.append((sheet, size)) or b"%PDF-")
    return given


class TestWhoMayHaveIt:
    @pytest.mark.parametrize("name", FILES)
    def test_a_published_guide_is_for_everybody(self, client, typesetter, guide, name):
        assert client.get(address(name, guide)).status_code == 200

    @pytest.mark.parametrize("name", FILES)
    def test_a_draft_is_not_found_except_by_organizers(
        self, client, as_user, typesetter, draft, organizer, member, name
    ):
        assert client.get(address(name, draft)).status_code == 404
        assert as_user(member).get(address(name, draft)).status_code == 404
        assert not typesetter
        response = as_user(organizer).get(address(name, draft))
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("name", FILES)
    def test_the_facilitators_edition_is_for_organizers(
        self, client, as_user, typesetter, guide, organizer, facilitator, name
    ):
        asked = address(name, guide) + "?edition=facilitator"
        assert client.get(asked).status_code == 404
        assert as_user(facilitator).get(asked).status_code == 404
        assert not typesetter
        response = as_user(organizer).get(asked)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("name", FILES)
    def test_they_are_for_reading_only(self, client, guide, name):
        assert client.post(address(name, guide)).status_code == 405

    def test_a_guide_for_single_groups_is_not_found(self, client, organizer, typesetter):
        private = factories.make_guide(organizer, audience="groups")
        assert [client.get(address(name, private)).status_code for name in FILES] == [404, 404, 404]

    def test_a_section_of_another_guide_is_not_found(self, client, guide, draft):
        mixed = url("section_pdf", guide.slug, draft.sections.first().slug + "-x")
        assert client.get(mixed).status_code == 404


class TestWhatIsInIt:
    def test_only_the_facilitators_edition_has_notes_and_model_answers(self, guide):
        secrets = secretive(guide)
        for make in (sheets.booklet, sheets.handouts):
            public, private = (
                json.dumps(make(whole(guide), sections_on_paper(guide), is_private).body)
                for is_private in (False, True)
            )
            assert not [secret for secret in secrets if secret in public]
            assert all(secret in private for secret in secrets)

    def test_a_handout_has_lines_boxes_and_a_short_address_with_a_code(self, guide):
        section = guide.sections.first()
        factories.make_question(section, 9, ["Yes, of course", "No"])
        body = sheets.handout(on_paper(section), 2, False).body
        questions = [node for node in body if node["is"] == "question"]
        assert [node["body"][-1]["is"] for node in questions] == ["ruled"] * 4
        assert "Yes, of course" in json.dumps(questions[2])
        assert "A question of your own" in json.dumps(questions[3])
        assert body[0]["where"]["code"].startswith("<svg")
        assert f"/s/{section.pk}/" in json.dumps(body[0]["where"]["content"])

    def test_of_all_handouts_each_has_the_code_of_its_own_section(self, guide):
        body = sheets.handouts(whole(guide), sections_on_paper(guide), False).body
        places = [json.dumps(node["where"]["content"]) for node in body if node["is"] == "masthead"]
        assert len(places) == guide.sections.count() > 1
        for section, where in zip(guide.sections.all(), places, strict=True):
            assert f"/s/{section.pk}/" in where

    def test_retired_questions_are_gone(self, guide):
        question = guide.sections.first().questions.first()
        before = json.dumps(sheets.booklet(whole(guide), sections_on_paper(guide), False).body)
        question.retire()
        after = json.dumps(sheets.booklet(whole(guide), sections_on_paper(guide), False).body)
        assert question.prompt in before
        assert question.prompt not in after

    def test_a_booklet_and_handouts_can_be_set(self, client, guide):
        for form in ("", "?form=handouts&large&paper=letter"):
            response = client.get(address("guide_pdf", guide) + form)
            assert response["Content-Type"] == "application/pdf"
            assert response.content.startswith(b"%PDF-")

    @pytest.mark.parametrize("name", FILES)
    def test_the_cost_does_not_grow(self, client, organizer, typesetter, name):
        def cost(guide):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(name, guide)).status_code == 200
            return len(queries)

        small = factories.make_guide(organizer, sections=2, questions=2)
        large = factories.make_guide(organizer, sections=20, questions=6, text=factories.make_text(chapters=20))
        cost(small)
        assert cost(small) == cost(large)


class TestThePaper:
    @pytest.mark.parametrize(
        ("asked", "languages", "size"),
        [
            ("", "", "a4"),
            ("", "en-GB,en-US;q=0.8", "a4"),
            ("", "en-US,en;q=0.8", "us-letter"),
            ("", "fr-CA", "us-letter"),
            ("?paper=a4", "en-US", "a4"),
            ("?paper=letter", "de", "us-letter"),
            ("?paper=../x", "de", "a4"),
        ],
    )
    def test_is_as_asked_or_as_usual_where_the_reader_is(self, client, guide, typesetter, asked, languages, size):
        response = client.get(address("section_pdf", guide) + asked, headers={"accept-language": languages})
        assert typesetter[0][1].size == size
        assert "Accept-Language" in response["Vary"]

    def test_large_print_is_as_asked(self, client, guide, typesetter):
        client.get(address("section_pdf", guide))
        client.get(address("section_pdf", guide) + "?large=on")
        assert [size.is_large for _sheet, size in typesetter] == [False, True]


class TestAgain:
    def test_who_has_it_already_does_not_get_it_again_until_it_changes(self, client, guide, typesetter):
        etag = client.get(address("guide_pdf", guide))["ETag"]
        again = client.get(address("guide_pdf", guide), headers={"if-none-match": etag})
        assert again.status_code == 304
        assert len(typesetter) == 1
        question = guide.sections.first().questions.first()
        question.prompt = "Who writes?"
        question.save()
        assert client.get(address("guide_pdf", guide), headers={"if-none-match": etag}).status_code == 200

    def test_an_unchanged_draft_is_kept_by_no_cache_either(self, as_user, organizer, draft, typesetter):
        client = as_user(organizer)
        etag = client.get(address("guide_pdf", draft))["ETag"]
        again = client.get(address("guide_pdf", draft), headers={"if-none-match": etag})
        assert (again.status_code, again["Cache-Control"]) == (304, "private, no-store")

    def test_what_took_long_is_set_once_and_anew_when_it_changes(self, client, guide, typesetter, monkeypatch):
        monkeypatch.setattr(paper, "SLOW", -1)
        for _ in range(2):
            client.get(address("guide_pdf", guide))
        assert len(typesetter) == 1
        guide.title = "Another"
        guide.save()
        client.get(address("guide_pdf", guide))
        assert len(typesetter) == 2

    def test_what_cannot_be_set_says_so_and_leads_to_the_page(self, client, guide, monkeypatch):
        def fail(sheet, size):
            raise PdfFailed("no")

        monkeypatch.setattr(paper, "pdf", fail)
        response = client.get(address("guide_pdf", guide))
        assert response.status_code == 503
        assert "page for printing" in response.content.decode()


class TestNames:
    @pytest.mark.parametrize("name", [*FILES, "guide_markdown"])
    def test_a_file_is_called_by_the_address_whatever_the_title_says(self, client, organizer, typesetter, name):
        guide = factories.make_guide(organizer, title='A "title"\r\nX-Own: 1; filename=x.exe', slug="über-alles-λ")
        response = client.get(address(name, guide))
        assert "filename*=utf-8''%C3%BCber-alles-%CE%BB" in response["Content-Disposition"]
        assert "X-Own" not in response
        assert "exe" not in response["Content-Disposition"]


class TestEpub:
    @pytest.fixture
    def rich(self, guide):
        """Awkward words in every part, two equal notes, and letters beyond the alphabet."""
        secretive(guide)
        awkward = (
            'A & <b> "q" ]]>  é λ\x0b\n\n# Top\n\nNote[^1], again[^1].\n\n[^1]: The note & more.\n\n| a |\n|---|\n| b |'
        )
        guide.title, guide.subtitle, guide.credits = 'Walls & "<doors>"', "A <b>", "Ann & Bo"
        guide.why = guide.about_author = guide.further = awkward
        guide.save()
        guide.terms.create(name="A & B", description=awkward)
        for section in guide.sections.all():
            section.before = section.key_ideas = section.today = awkward
            section.save()
            section.passages.create(quotation=awkward, reference="p. 3 & 4")
            factories.make_question(section, 9, ["Yes & <no>", "No"])
        return guide

    @pytest.mark.parametrize("edition", ["public", "facilitator"])
    def test_the_checker_finds_nothing_wrong(self, as_user, organizer, rich, tmp_path, edition):
        if not shutil.which("java") or not shutil.os.path.exists(JAR):
            pytest.skip("epubcheck is not here")
        file = tmp_path / "guide.epub"
        file.write_bytes(as_user(organizer).get(address("guide_epub", rich) + f"?edition={edition}").content)
        outcome = subprocess.run(["java", "-jar", JAR, str(file)], capture_output=True, text=True)
        assert "0 fatals / 0 errors / 0 warnings" in outcome.stdout + outcome.stderr, outcome.stderr

    def test_has_a_cover_contents_and_a_page_for_each_section_with_its_questions(self, client, rich):
        archive = zipfile.ZipFile(BytesIO(client.get(address("guide_epub", rich)).content))
        pages = {name: archive.read(name) for name in archive.namelist()}
        for name, data in pages.items():
            if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
                etree.fromstring(data)
        assert b'properties="cover-image"' in pages["text/package.opf"]
        assert b"section-2.xhtml" in pages["text/nav.xhtml"]
        assert b"What is question 2 of Section title 2 about?" in pages["text/section-2.xhtml"]

    def test_only_the_facilitators_edition_has_notes_and_model_answers(self, client, as_user, organizer, guide):
        secrets = [secret.encode() for secret in secretive(guide)]

        def read(response: HttpResponse) -> bytes:
            archive = zipfile.ZipFile(BytesIO(response.content))
            return b"".join(archive.read(name) for name in archive.namelist())

        public = read(client.get(address("guide_epub", guide)))
        private = read(as_user(organizer).get(address("guide_epub", guide) + "?edition=facilitator"))
        assert not [secret for secret in secrets if secret in public]
        assert all(secret in private for secret in secrets)


class TestTheOnePlace:
    def test_offers_everything_on_the_page_of_the_guide_and_the_handout_on_a_section(self, client, guide):
        whole = client.get(guide.get_absolute_url()).content.decode()
        for name in ("guide_pdf", "guide_print", "guide_epub", "guide_markdown"):
            assert address(name, guide) in whole
        part = client.get(guide.sections.first().get_absolute_url()).content.decode()
        for name in ("section_pdf", "section_print"):
            assert address(name, guide) in part
        assert 'name="edition"' not in whole + part

    def test_offers_notes_and_model_answers_to_organizers(self, as_user, organizer, guide):
        assert 'name="edition"' in as_user(organizer).get(guide.get_absolute_url()).content.decode()


class TestMarkdown:
    def test_is_the_open_format_without_what_is_for_facilitators(self, client, guide):
        secrets = secretive(guide)
        response = client.get(url("guide_markdown", guide.slug))
        document = parse(response.content.decode()).document
        assert document.title == guide.title
        assert len(document.questions) == 4
        assert not [secret for secret in secrets if secret in response.content.decode()]
        assert response["Content-Type"].startswith("text/markdown")

    def test_an_organizer_may_take_all_of_it(self, as_user, guide, organizer, member):
        secretive(guide)
        address = url("guide_markdown", guide.slug) + "?edition=facilitator"
        assert page(as_user(organizer), address) == write(document_of(guide))
        page(as_user(member), address, 404)

    def test_a_draft_is_not_found(self, client, draft):
        page(client, url("guide_markdown", draft.slug), 404)
