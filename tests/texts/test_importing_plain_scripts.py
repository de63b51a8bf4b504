"""Plain texts in the scripts, letters and encodings of many peoples."""

import pytest

from tests.texts.books import LINES, labels
from tests.texts.plain import chapter, read
from texts.blocks import Ruby, walk, walk_inline
from texts.blocks import contents as contents_of
from texts.importing import read_book


class TestEastAsia:
    def test_a_chinese_novel(self):
        text = [f"第{number}回　甄士隐梦幻识通灵\n\n" + "此开卷第一回也。作者自云。\n\n" * 8 for number in "一二三"]
        book = read("红楼梦\n曹雪芹 著", *text)
        assert (book.title, book.authors, book.language) == ("红楼梦", ["曹雪芹"], "zh")
        assert [each.number for each in book.chapters] == ["第一回", "第二回", "第三回"]

    @pytest.mark.parametrize("encoding", ["utf-8", "shift_jis"])
    def test_the_markup_of_aozora(self, encoding):
        line = "-" * 55
        legend = f"銀河鉄道の夜\n宮沢賢治\n\n{line}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n{line}\n"
        heads = [
            f"［＃７字下げ］{number}、授業［＃「{number}、授業」は中見出し］\n\n　黒い星座を吊《つる》した。\n" * 1
            for number in "一二三"
        ]
        text = legend + "\n" + "\n".join(heads) + "\n\n底本：「新編」新潮社\n入力：青空文庫\n"
        book = read_book(text.encode(encoding), "x.txt")
        assert (book.title, book.authors, book.language) == ("銀河鉄道の夜", ["宮沢賢治"], "ja")
        assert labels(book) == [("", number, "授業") for number in "一二三"]
        inlines = [
            each for block in walk(book.chapters[0].blocks) for run in contents_of(block) for each in walk_inline(run)
        ]
        assert Ruby("吊", "つる") in inlines

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Сумно і непривітно тепер в нашій Тухольщині, її гори й ґрунти мовчать. ", "uk"),
            ("Въ этой деревнѣ ни одинъ житель не былъ, все были мирные люди и жили просто. ", "ru"),
            ("سلام دوست گرامی، چه خبر؟ پیش از این گفته بودم که چگونه باید زیست. ", "fa"),
            ("S večerem zhoustla mlha sychravého dne a je ti jako by ses prodíral do toho. ", "cs"),
        ],
    )
    def test_languages_that_share_a_script(self, text, language):
        assert read("X", text * 30).language == language


def test_letters_that_number_chapters():
    for word, numbers in (("פרק", "אב"), ("ΚΕΦΑΛΑΙΟ", ("Α΄", "Β΄")), ("الفصل", ("الأول", "الثاني"))):
        book = read("x", *(chapter(f"{word} {number}") for number in numbers))
        assert [each.number for each in book.chapters] == list(numbers)


def test_lines_that_end_as_on_an_old_macintosh_are_in_its_letters():
    text = f"The Road\n\nCHAPTER I\n\n“Café,” he said. {LINES}\n\nCHAPTER II\n\n{LINES}"
    book = read_book(text.replace("\n", "\r").encode("mac-roman"), "x.txt")
    assert book.chapters[0].first_words.startswith("“Café,” he said.")
