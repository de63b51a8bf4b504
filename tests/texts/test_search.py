"""Finding words in texts."""

import pytest
from django.db import connection

from tests import factories
from texts.library import set_body
from texts.models import Author
from texts.search import CHAPTERS, RANKED, around, by_index, search_texts
from texts.spelling import corrected

pytestmark = pytest.mark.django_db


def shelve(title: str, *bodies: str, language: str = "en", published: bool = True, author: str = ""):
    text = factories.make_text(title, chapters=len(bodies), language=language, published=published)
    for chapter, body in zip(text.chapters.all(), bodies, strict=True):
        set_body(chapter, body)
    if author:
        Author.objects.filter(texts=text).update(name=author)
    return text


@pytest.fixture
def sea():
    return shelve(
        "The Sea",
        "The monsters swam <b>far</b> out & deep.",
        "A ship met no monster. The creature of the deep slept.",
        "Nothing happened.",
        author="Mary Shelley",
    )


def found(query: str) -> list[str]:
    return [address(hit).rstrip("/").rpartition("/")[2] for hit in search_texts(query)]


def address(hit):
    """Without the paragraph."""
    return hit.url.partition("#")[0]


class TestWords:
    def test_a_word_is_found_in_all_its_forms_and_only_where_it_stands(self, sea):
        assert sorted(found("monster")) == ["chapter-1", "chapter-2"]
        assert found("swimming") == []
        assert found("happen") == ["chapter-3"]

    def test_a_phrase_is_found_in_its_order(self, sea):
        assert found('"creature of the deep"') == ["chapter-2"]
        assert found('"deep creature"') == []

    def test_a_phrase_in_the_quotation_marks_of_a_telephone(self, sea):
        assert found("“creature of the deep”") == ["chapter-2"]
        assert found("„deep creature“") == []

    def test_a_word_after_a_minus_must_not_occur(self, sea):
        assert found("monster -ship") == ["chapter-1"]

    def test_one_of_two(self, sea):
        assert sorted(found("ship or happened")) == ["chapter-2", "chapter-3"]

    def test_the_title_of_a_chapter_counts_more_than_its_text(self, sea):
        last = sea.chapters.last()
        last.title = "The monster"
        last.save()
        assert found("monster")[0] == last.slug

    def test_accents_do_not_matter(self):
        shelve("Voyage", "Le naïf rêveur était là.", language="fr")
        assert found("naif reveur") == ["chapter-1"]
        assert found("naïf rêveur") == ["chapter-1"]

    def test_every_text_is_asked_in_its_own_language(self):
        shelve("Wasser", "Die Häuser am Meer.", language="de")
        shelve("Water", "Houses by the sea.")
        assert len(found("haus")) == 1
        assert len(found("house")) == 1

    def test_exclusions_hold_whatever_other_languages_are_here(self, sea):
        shelve("Wasser", "Monster.", language="de")
        assert "chapter-2" not in [address(hit) for hit in search_texts("monster -creature") if sea.slug in hit.url]
        assert all(
            sea.chapters.all()[1].get_absolute_url() != address(hit) for hit in search_texts("monster -creature")
        )

    def test_a_text_that_changes_its_language_is_searched_anew(self):
        text = shelve("Wasser", "Die Häuser am Meer.", language="en")
        assert found("haus") == []
        text.language = "de"
        text.save()
        assert found("haus") == ["chapter-1"]


class TestScripts:
    def test_chinese_is_found_without_spaces(self):
        shelve("论语", "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？", "为政以德。", language="zh")
        hits = search_texts("不亦乐")
        assert [hit.url.endswith("chapter-1/#p1") for hit in hits] == [True]
        assert "<mark>不亦乐</mark>" in hits[0].snippet
        assert found("乐学") == []

    def test_of_two_words_in_one_place_the_longer_is_marked(self):
        assert around("有朋自远方来", ["方", "远方"]) == "有朋自<mark>远方</mark>来"

    def test_russian_and_hebrew(self):
        shelve("Море", "Большие корабли плыли.", language="ru")
        shelve("ים", "הספינה בים.", language="he")
        assert len(found("корабль")) == 1
        assert len(found("הספינה")) == 1


class TestMisspellings:
    def test_a_title_and_an_author_are_found_nearly_right(self, sea):
        shelve("Frankenstein", "Words.")
        assert search_texts("Frankenstien")[0].title == "Frankenstein"
        assert search_texts("Mary Shelly")[0].title == "The Sea"

    def test_words_of_the_library_are_found_nearly_right(self, sea):
        assert corrected("monsetr") == "monster"

    def test_long_words_too(self):
        shelve("Trees", "The international congress of photographers, by candlelight.")
        assert corrected("internatoinal photografhers") == "international photographers"
        assert corrected("internatoinal candleihgt") == "international candlelight"

    def test_letters_that_changed_places_weigh_less_than_letters_that_are_missing(self, sea):
        shelve("Words", "Their history is that of Thiers, a friend who received letters.")
        assert corrected("thier freind recieved") == "their friend received"

    def test_a_short_word_is_put_right_wherever_it_is_wrong(self, sea):
        assert [corrected(word) for word in ("mosnter", "onster", "menster", "monsterr", "hsip")] == [
            *["monster"] * 4,
            "ship",
        ]

    def test_a_long_word_with_two_faults(self):
        shelve("Trees", "The international congress.")
        assert corrected("internatoinale") == "international"

    def test_other_scripts_and_accents(self):
        shelve("Море", "Большие корабли плыли.", language="ru")
        shelve("Voyage", "Le rêveur était là.", language="fr")
        assert corrected("карабли revuer") == "корабли reveur"

    def test_chapters_are_found_by_their_index_however_few_they_are(self, sea):
        with by_index() as cursor:
            cursor.execute("EXPLAIN " + CHAPTERS.format(query="'monster'::tsquery", ranked=RANKED), [20, 0])
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "texts_chapter_search" in plan
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("on",)

    def test_what_is_right_is_left_alone(self, sea):
        assert corrected("creature") == "creature"
        assert corrected("qwertyuiop") == "qwertyuiop"


class TestWhatIsShown:
    def test_nothing_of_a_hidden_text(self, sea):
        hidden = shelve("Secret plans", "The xylophone is hidden.", published=False)
        assert search_texts("xylophone") == []
        assert search_texts("Secret plans") == []
        hidden.publish()
        assert found("xylophone") == ["chapter-1"]

    def test_the_words_are_marked_and_everything_else_is_escaped(self, sea):
        set_body(sea.chapters.last(), "A `<script>alert(1)</script>` storm & wind.")
        snippet = search_texts("storm")[0].snippet
        assert "<mark>storm</mark> &amp; wind" in snippet
        assert "<script" not in snippet

    def test_a_hit_leads_to_the_paragraph_that_holds_the_words(self):
        shelve(
            "Night",
            "Dusk.\n\nThe *old* lamp & the storm.\n\n> A lamp.\n>\n> The storm had ended; the lamp of the storm too.",
        )
        (hit,) = [hit for hit in search_texts("old storm") if "chapter-1" in hit.url]
        assert hit.url.endswith("/chapter-1/#p2")
        assert [hit.url[-3:] for hit in search_texts("ended")] == ["#p4"]
        assert [hit.kind for hit in search_texts("ended")] == ["Chapter, Night, ¶4"]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("The storm.", "The <mark>storm</mark>."),
            (
                "It fell. " * 90 + "Then the storm came. " + "It rose. " * 90,
                "Then the <mark>storm</mark> came. It rose.",
            ),
            ("of land " * 90 + "a storm " + "of sea " * 90, "a <mark>storm</mark> of sea"),
            (
                "First a storm. " + "Dust lay. " * 30 + "A storm, a storm, and storms.",
                "A <mark>storm</mark>, a <mark>storm",
            ),
        ],
        ids=["short", "from its sentence", "inside a sentence", "where most is"],
    )
    def test_a_line_shows_the_words_in_their_sentence(self, text, line):
        shelve("Night", text)
        snippet = str(search_texts("storm")[0].snippet)
        assert line in snippet
        assert len(snippet) < 360
        assert snippet.startswith("… ") == snippet.endswith(" …") == ("of sea" in snippet)

    def test_a_line_of_a_script_without_spaces_is_cut_between_sentences(self):
        shelve("論語", "子曰不亦說乎。" * 30 + "學而時習之！" + "有朋自遠方來。" * 30, language="zh")
        assert str(search_texts("時習")[0].snippet).split("<mark>")[0].endswith("學而")
        assert str(search_texts("時習")[0].snippet).startswith("子曰")
        shelve("孟子", "惻隱之心。" + "有朋自遠方來" * 30, language="zh")
        assert str(search_texts("惻隱")[0].snippet).endswith(" …")

    def test_a_word_of_the_title_alone_leads_to_the_chapter(self):
        chapter = shelve("Night", "It began at dusk.").chapters.get()
        chapter.title = "The storm"
        chapter.save()
        assert [hit.url for hit in search_texts("storm")] == [chapter.get_absolute_url()]

    def test_a_chapter_does_not_say_its_title_twice(self):
        chapter = shelve("Night", "The storm began at dusk.").chapters.get()
        chapter.title = "The storm"
        chapter.save()
        (hit,) = search_texts("storm")
        assert hit.title == "1. The storm"
        assert "<mark>storm</mark> began at dusk" in hit.snippet
        assert str(hit.snippet).count("storm") == 1

    def test_the_text_itself_comes_before_its_chapters(self, sea):
        hits = search_texts("The Sea")
        assert (hits[0].title, hits[0].url) == ("The Sea", sea.get_absolute_url())
        assert "Mary Shelley" in hits[0].kind

    def test_pages_follow_one_another_without_gap_or_repetition(self):
        shelve("Waves", *[f"The wave number {n}." for n in range(7)])
        whole = [hit.url for hit in search_texts("wave")]
        assert len(whole) == len(set(whole)) == 8
        parts = [hit.url for start in range(0, 8, 3) for hit in search_texts("wave", limit=3, offset=start)]
        assert parts == whole

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "   ",
            '"',
            "-",
            "'",
            "& | !",
            "a:*",
            "\x00",
            "<->",
            "(((",
            "x" * 10_000,
            "%s",
            "不",
            "-不亦",
            "\\",
            "§en",
        ],
    )
    def test_odd_queries_do_no_harm(self, sea, query):
        assert isinstance(search_texts(query), list)

    def test_it_costs_the_same_for_two_hits_and_thirty(self, django_assert_max_num_queries):
        counts = []
        for number in (2, 28):
            shelve(f"Book {number}", *["The lighthouse."] * number)
            with django_assert_max_num_queries(20) as queries:
                assert search_texts("lighthouse", limit=40)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestLongChapters:
    def test_a_chapter_beyond_what_a_vector_holds_is_stored_and_found(self):
        words = " ".join(f"word{n:x}q" for n in range(250_000))
        text = shelve("Long", "Short.")
        chapter = text.chapters.get()
        chapter.plain = f"lighthouse {words}"
        chapter.save()
        assert found("lighthouse") == ["chapter-1"]

    def test_the_later_part_of_a_long_chapter_is_found(self):
        text = shelve("Long", "Short.")
        chapter = text.chapters.get()
        chapter.plain = "The same few words again. " * 20_000 + "And then a lighthouse."
        chapter.save()
        hits = search_texts("lighthouse")
        assert "<mark>lighthouse</mark>" in hits[0].snippet
