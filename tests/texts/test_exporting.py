"""A hosted text to take away."""

import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from tests import factories
from texts.blocks import Figure, Image, Paragraph
from texts.blocks import Text as Words
from texts.exporting import epub, markdown
from texts.importing import Book, read_book
from texts.importing.book import Chapter as Found
from texts.importing.pictures import reencode
from texts.library import save_book, set_body
from texts.models import Text
from texts.writers import from_markdown, plain_text

pytestmark = pytest.mark.django_db
JAR = "/usr/share/java/epubcheck.jar"
SOURCE = """Opening.

# Inside

A *word* & <more>.[^1] Line\\
break.

::: verse
One line
    far in
:::

> Quoted

- item

| a | b |
| --- | --- |
| 1 | 2 |

```
code
```

* * *

Last.[^1]

[^1]: A note with *emphasis*.
"""


def picture() -> Image:
    from PIL import Image as Pillow

    out = BytesIO()
    Pillow.new("RGB", (4, 3), "red").save(out, "PNG")
    return reencode(out.getvalue())


@pytest.fixture
def text():
    image = picture()
    chapters = [
        Found(title="A & <B>", number="I", part="Book One", blocks=from_markdown(SOURCE)),
        Found(title="Second", part="Book One", blocks=(Paragraph((Words("See"),)), Figure(image, "A ship", "Ship"))),
        Found(title="Third", part="Book Two", blocks=from_markdown(SOURCE)),
    ]
    book = Book(
        title="The Sea", subtitle="or & on", authors=["Ann"], translators=["Tom"], language="en", chapters=chapters
    )
    return Text.objects.with_authors().get(pk=save_book(book, None).pk)


class TestEpub:
    def test_the_checker_finds_nothing_wrong(self, text, tmp_path):
        if not shutil.which("java") or not shutil.os.path.exists(JAR):
            pytest.skip("epubcheck is not here")
        file = tmp_path / "book.epub"
        file.write_bytes(epub(text))
        outcome = subprocess.run(["java", "-jar", JAR, str(file)], capture_output=True, text=True)
        assert "0 fatals / 0 errors / 0 warnings" in outcome.stdout + outcome.stderr, outcome.stderr

    def test_every_page_is_well_formed_and_the_mimetype_comes_first(self, text):
        archive = zipfile.ZipFile(BytesIO(epub(text)))
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                etree.fromstring(archive.read(name))

    def test_what_goes_out_comes_in_again(self, text):
        again = read_book(epub(text), "book.epub")
        assert (again.title, again.authors, again.translators) == ("The Sea", ["Ann"], ["Tom"])
        assert [chapter.title for chapter in again.chapters] == ["A & <B>", "Second", "Third"]
        assert [chapter.words for chapter in again.chapters] == [chapter.words for chapter in text.chapters.all()]
        assert again.chapters[0].notes == 1
        assert len(again.images) == 1

    def again(self, part: str, names: list[tuple[str, str]]):
        body = from_markdown("# Inside\n\n" + "It was late in the year. " * 40)
        chapters = [Found(title=title, number=number, part=part, blocks=body) for number, title in names]
        text = save_book(Book(title="The Sea", language="en", chapters=chapters), None)
        return read_book(epub(text), "book.epub").chapters

    @pytest.mark.parametrize("part", ["", "Book One"])
    @pytest.mark.parametrize(
        "names",
        [[("", "Walden")], [("I", "Inside the house"), ("II", "Outside")], [("", "Preface"), ("1", "Inside")]],
    )
    def test_a_heading_at_the_start_of_a_chapter_comes_in_again(self, names, part):
        chapters = self.again(part, names)
        assert [plain_text(chapter.blocks[:1]).strip() for chapter in chapters] == ["Inside"] * len(names)
        assert [(chapter.number, chapter.title) for chapter in chapters] == names

    @pytest.mark.parametrize("part", ["", "Book One"])
    @pytest.mark.parametrize("names", [[("I", "")], [("Letter I", ""), ("Letter II", "")], [("I", ""), ("II", "")]])
    def test_below_a_number_alone_it_is_read_as_the_title(self, names, part):
        chapters = self.again(part, names)
        assert [chapter.title for chapter in chapters] == ["Inside"] * len(names)
        assert [chapter.number for chapter in chapters] == [number.removeprefix("Letter ") for number, _title in names]
        assert all(plain_text(chapter.blocks[:1]).startswith("It was late") for chapter in chapters)

    def test_a_text_that_runs_from_right_to_left_says_so(self):
        chapters = [Found(title="פרק", blocks=from_markdown("שלום."))]
        data = epub(save_book(Book(title="ספר", language="he", chapters=chapters), None))
        assert b'page-progression-direction="rtl"' in zipfile.ZipFile(BytesIO(data)).read("text/package.opf")

    def test_the_same_text_gives_the_same_bytes(self, text):
        assert epub(text) == epub(text)


class TestMarkdown:
    def test_one_document_with_its_title_page_parts_and_notes_apart(self, text):
        document = markdown(text)
        assert document.startswith("---\ntitle: The Sea\nsubtitle: or & on\nauthor:\n- Ann\n")
        assert "\n# Book One\n" in document
        assert "\n## I. A & \\<B>\n" in document
        assert "\n### Inside\n" in document
        assert "[^1-1]" in document
        assert "[^3-1]" in document
        assert f"/texts/{text.slug}/pictures/" in document

    def test_it_comes_in_again(self, text):
        text.chapters.update(part="")
        again = read_book(markdown(text).encode(), "sea.md")
        assert again.title == "The Sea"
        assert [chapter.title for chapter in again.chapters] == ["A & <B>", "Second", "Third"]

    def test_what_is_in_no_part_does_not_fall_into_the_part_before_it(self):
        wanted = [("", "Preface"), ("Book One", "Dawn"), ("Book One", "Noon"), ("Book Two", "Dusk"), ("", "Appendix")]
        body = from_markdown("It was late in the year. " * 40)
        chapters = [Found(title=title, part=part, blocks=body) for part, title in wanted]
        text = save_book(Book(title="The Sea", language="en", chapters=chapters), None)
        again = read_book(markdown(text).encode(), "sea.md")
        assert [(chapter.part, chapter.title) for chapter in again.chapters] == wanted


class TestDownloads:
    @pytest.mark.parametrize(("ending", "kind"), [("epub", "application/epub+zip"), ("md", "text/markdown")])
    def test_anybody_takes_a_published_text_nobody_a_hidden_one(self, client, ending, kind):
        text = factories.make_text(chapters=1)
        set_body(text.chapters.get(), "Words.")
        response = client.get(f"/texts/{text.slug}.{ending}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith(kind)
        assert f"{text.slug}.{ending}" in response["Content-Disposition"]
        text.withdraw()
        assert client.get(f"/texts/{text.slug}.{ending}").status_code == 404

    def test_a_text_that_is_not_hosted_cannot_be_taken(self, client):
        text = factories.make_text(chapters=0)
        factories.make_chapter(text, 1, source="", html="", plain="", words=0, paragraphs=0)
        assert client.get(f"/texts/{text.slug}.epub").status_code == 404
