# ruff: noqa: E501 (markup reads better on one line)
"""Markdown: one file, a folder, an mdBook."""

import yaml

from tests.texts.books import PROSE, labels, packed, text_of, titles
from texts.importing import read_book
from texts.writers import plain_text


def test_markdown_with_front_matter_notes_and_html():
    source = (
        "---\ntitle: Roads\nauthor:\n  - Jane Roe\n  - name: Max Moe\ndate: 1891-02-03\nlang: en\n---\n\n# First\n\nA *b*[^1].\n\n"
        "[^1]: The note.\n\n<!-- hidden -->\n\n# Second\n\n<div>Kept</div> ![gone](https://example.org/x.png)\n"
    )
    book = read_book(source.encode(), "x.md")
    assert (book.title, book.authors, book.year, titles(book)) == (
        "Roads",
        ["Jane Roe", "Max Moe"],
        1891,
        ["First", "Second"],
    )
    assert book.chapters[0].notes == 1
    assert "hidden" not in text_of(book)
    assert "div" not in text_of(book)


def test_notes_of_markdown_chapters_that_count_anew_stay_with_their_chapter():
    source = b"# One\n\nA word[^1].\n\n[^1]: A note.\n\n# Two\n\nA word[^1].\n\n[^1]: Another note.\n"
    first, second = (plain_text(chapter.blocks) for chapter in read_book(source, "x.md").chapters)
    assert "A note." in first
    assert "Another note." not in first
    assert "Another note." in second


def test_markdown_is_known_by_what_is_in_it():
    assert titles(read_book(b"# One\n\nText here.\n\n# Two\n\nMore text.\n", "upload.bin")) == ["One", "Two"]


def test_underlined_headings_and_a_title_above_them():
    source = f"Roads\n=====\n\nOne\n---\n\n{PROSE}\n\nTwo\n---\n\n{PROSE}\n"
    book = read_book(source.encode(), "x.md")
    assert (book.title, titles(book)) == ("Roads", ["One", "Two"])


def test_an_mdbook_with_parts_and_nested_chapters():
    summary = "# Summary\n\n[Preface](pre.md)\n\n# Basics\n\n- [One](one.md)\n  - [Inner](in/inner.md)\n- [Draft]() (?)\n- [`Two` it is](two.md) (perhaps)\n"
    files = {
        "book.toml": '[book]\ntitle = "Roads"\nauthors = ["Jane Roe"]\nlanguage = "en"\n',
        "src/SUMMARY.md": summary,
    }
    files |= {f"src/{name}.md": f"# Heading\n\n{PROSE}\n" for name in ("pre", "one", "two", "in/inner")}
    book = read_book(packed(files), "x.zip")
    assert (book.title, book.authors) == ("Roads", ["Jane Roe"])
    assert labels(book) == [
        ("", "", "Preface"),
        ("Basics", "1", "One"),
        ("Basics", "1.1", "Inner"),
        ("Basics", "3", "Two it is"),
    ]


def test_a_folder_is_read_in_the_order_of_its_numbers():
    files = {f"book/{at}-x.md": f"# Night {at}\n\n{PROSE}\n" for at in (10, 2, 1)} | {
        "book/README.md": "# About\n\nNo.\n"
    }
    files["book/metadata.yaml"] = yaml.safe_dump({"title": "Nights", "author": "Jane Roe"})
    book = read_book(packed(files), "nights.zip")
    assert (book.title, book.authors, titles(book)) == ("Nights", ["Jane Roe"], ["Night 1", "Night 2", "Night 10"])


class TestFolders:
    TEXT = PROSE * 2

    def test_a_page_in_front_tells_title_and_author(self):
        chapters = {f"book/chapter-{at}.md": f"# {name}\n\n{self.TEXT}" for at, name in ((10, "Mill"), (2, "Ford"))}
        files = {"book/README.md": "# The Low Road\n\nby Jane Roe\n", "book/LICENSE.md": "Free.", **chapters}
        book = read_book(packed(files), "x.zip")
        assert (book.title, book.authors, titles(book)) == ("The Low Road", ["Jane Roe"], ["Ford", "Mill"])

    def test_the_list_of_a_site_generator_gives_the_order(self):
        nav = "site_name: The Low Road\nsite_author: Jane Roe\nnav:\n  - Home: index.md\n  - Noon:\n      - Ford: b/ford.md\n  - gate.md\n"
        files = {
            "mkdocs.yml": nav,
            "docs/index.md": f"# Hello\n\n{self.TEXT}",
            "docs/gate.md": f"# Gate\n\n{self.TEXT}",
        }
        book = read_book(packed(files | {"docs/b/ford.md": self.TEXT}), "x.zip")
        assert (book.title, book.authors) == ("The Low Road", ["Jane Roe"])
        assert [(each.part, each.title) for each in book.chapters] == [("", "Home"), ("Noon", "Ford"), ("", "Gate")]

    def test_a_list_with_tags_of_other_programs_gives_the_order(self):
        nav = (
            "site_name: !ENV [NAME, Road]\nnav:\n  - gate.md\n  - ford.md\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
            "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
            "      slugify: !!python/object/apply:os.system {kwds: {case: lower}}\n"
        )
        files = {f"docs/{name}.md": f"# {name.title()}\n\n{self.TEXT}" for name in ("ford", "gate")}
        book = read_book(packed({"mkdocs.yml": nav, **files}), "x.zip")
        assert titles(book) == ["Gate", "Ford"]
        assert not any("mkdocs.yml" in notice for notice in book.notices)

    def test_a_list_that_cannot_be_read_is_said_with_what_it_costs(self):
        files = {"mkdocs.yml": "nav: [gate.md", "metadata.yaml": "title: [", "docs/gate.md": f"# Gate\n\n{self.TEXT}"}
        lists, about = [each for each in read_book(packed(files), "x.zip").notices if "could not be read" in each]
        assert lists == "“mkdocs.yml” could not be read; title, author and the order of chapters may be missing."
        assert about == "“metadata.yaml” could not be read; title and author may be missing."

    def test_quarto_names_parts_and_chapters(self):
        said = "book:\n  title: The Low Road\n  chapters:\n    - index.qmd\n    - part: Noon\n      chapters: [ford.qmd]\n    - gate.qmd\n"
        files = {f"{name}.qmd": f"# {name.title()}\n\n{self.TEXT}" for name in ("gate", "ford", "index")}
        book = read_book(packed({"_quarto.yml": said, **files}), "x.zip")
        assert book.title == "The Low Road"
        assert [(each.part, each.title) for each in book.chapters] == [("", "Index"), ("Noon", "Ford"), ("", "Gate")]

    def test_weights_in_all_files_are_their_order(self):
        files = {
            f"content/{name}.md": f"---\ntitle: {name}\nweight: {at}\n---\n{self.TEXT}" for at, name in enumerate("cab")
        }
        book = read_book(packed({"content/_index.md": "---\ntitle: The Low Road\n---\n", **files}), "x.zip")
        assert (book.title, titles(book)) == ("The Low Road", ["c", "a", "b"])

    def test_the_first_page_of_a_book_in_r_is_a_chapter_and_tells_the_title(self):
        front = f"---\ntitle: The Low Road\nauthor: Jane Roe\n---\n\n# Preface {{-}}\n\n{self.TEXT}"
        files = {"01-gate.Rmd": f"# Gate\n\n{self.TEXT}", "index.Rmd": front}
        book = read_book(packed(files), "x.zip")
        assert (book.title, titles(book)) == ("The Low Road", ["Preface", "Gate"])

    def test_several_plain_texts_are_read_as_one(self):
        files = {f"c{at}.txt": f"CHAPTER {at}\n\n{self.TEXT}\n" for at in (10, 2)}
        assert [each.number for each in read_book(packed(files), "x.zip").chapters] == ["2", "10"]


def test_the_head_of_a_file_is_read_although_it_holds_tags_of_other_programs():
    source = (
        "---\ntitle: Roads\nauthor: Jane Roe\nslug: !r paste0('a', 'b')\n---\n\n# One\n\nWords.\n\n# Two\n\nMore.\n"
    )
    book = read_book(source.encode(), "roads.md")
    assert (book.title, book.authors, [each.title for each in book.chapters]) == ("Roads", ["Jane Roe"], ["One", "Two"])
