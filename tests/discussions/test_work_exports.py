import json
import uuid

import pytest
from django.utils import timezone

from discussions.book import making
from discussions.models import WorkExport
from groups.models import Answer, Draft
from tests.factories import (
    make_answer,
    make_group,
    make_meeting,
    make_question,
    make_reading,
    make_thread,
    make_user,
    membership,
)
from texts.writers import typst

KEY = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def book(reading, section, question, member, newcomer, facilitator):
    """A reading with something of every kind in it."""
    group = reading.group
    section.facilitator_notes = "A private note"
    section.save()
    question.model_answer = "The model answer"
    question.save()
    make_answer(reading, question, member, "What Nadia *shared*")
    make_answer(reading, question, newcomer, "Between us and you", audience="facilitators")
    make_answer(reading, question, facilitator, "Hidden words").hide(membership(group, facilitator))
    poll = make_question(section, 8, choices=["To the north", "To the south"])
    Answer.share(reading, poll, membership(group, member), "", [poll.choices.first()])
    Draft.keep(reading, make_question(section, 9), membership(group, member), "A draft")
    thread = make_thread(reading, member, "About # owls", "The first post", section=section)
    keys = [uuid.uuid4() for _ in range(2)]
    thread.reply(membership(group, newcomer), "<script>alert(1)</script> The second post", keys[0])
    thread.reply(membership(group, newcomer), "A post that is gone", keys[1]).delete_words()
    make_thread(reading, newcomer, "The next book", "Of the whole")
    make_meeting(reading, section, minutes="We *agreed* on owls", minutes_shared_at=timezone.now())
    make_meeting(reading, minutes="We were few", minutes_shared_at=timezone.now())
    make_meeting(reading, section, minutes="Minutes in the making")
    return reading


def url(reading, rest=""):
    return f"/groups/{reading.group.slug}/{reading.slug}/export/{rest}"


def made(client, reading, form):
    client.post(url(reading, "new/"), {"format": form, "key": uuid.uuid4()})
    export = WorkExport.objects.light().latest("pk")
    if export.finished_at is None:
        making.make(export.pk)
    return client.get(url(reading, f"{export.pk}/"))


IN = [
    "What Nadia",
    "To the north",
    "The first post",
    "The second post",
    "The next book",
    "Of the whole",
    "on owls",
    "We were few",
    "Nadia Member",
]
NOT_IN = [
    "A draft",
    "in the making",
    "Between us",
    "Hidden words",
    "A private note",
    "The model answer",
    "that is gone",
    "@example.org",
]


class TestWorkExportFile:
    @pytest.mark.parametrize("form", ["md", "html"])
    def test_it_holds_what_was_shared_and_nothing_else(self, as_user, book, facilitator, form):
        response = made(as_user(facilitator), book, form)
        text = response.content.decode()
        for words in IN:
            assert words in text
        for words in NOT_IN:
            assert words not in text
        assert "attachment" in response["Content-Disposition"]
        order = [
            text.index(words) for words in ("What Nadia", "The first post", "on owls", "Of the whole", "We were few")
        ]
        assert order == sorted(order)

    @pytest.mark.parametrize("form", ["md", "html", "pdf"])
    def test_of_choices_it_tells_the_sums_and_not_who_chose_what(
        self, as_user, reading, section, member, newcomer, facilitator, form, monkeypatch
    ):
        monkeypatch.setattr(typst, "pdf", lambda sheet, paper: json.dumps(sheet.body).encode())
        poll = make_question(section, 8, choices=["To the north", "To the south"])
        for who, words in ((member, ""), (newcomer, "Because of the ice.")):
            Answer.share(reading, poll, membership(reading.group, who), words, [poll.choices.first()])
        text = made(as_user(facilitator), reading, form).content.decode()
        assert "2 of 2" in text
        assert "0 of 2" in text
        assert text.count("To the north") == 1
        assert newcomer.name in text
        assert member.name not in text

    @pytest.mark.parametrize("form", ["md", "html", "pdf"])
    def test_choices_that_read_alike_keep_their_votes_apart(
        self, as_user, reading, section, member, newcomer, facilitator, form, monkeypatch
    ):
        monkeypatch.setattr(typst, "pdf", lambda sheet, paper: json.dumps(sheet.body).encode())
        poll = make_question(section, 8, choices=["Neither", "Neither", "Both"])
        alike = poll.choices.first()
        for who in (member, newcomer):
            Answer.share(reading, poll, membership(reading.group, who), "", [alike])
        text = made(as_user(facilitator), reading, form).content.decode()
        assert text.count("Neither") == 2
        assert text.index("2 of 2") < text.index("0 of 2")

    def test_a_question_is_one_line_without_marks(self, as_user, book, question, facilitator):
        question.prompt = "Why does *he*\nrun from it?"
        question.save()
        assert "### Why does he run from it?" in made(as_user(facilitator), book, "md").content.decode()
        assert "<h3>Why does he run from it?</h3>" in made(as_user(facilitator), book, "html").content.decode()

    def test_the_html_is_one_file_without_script(self, as_user, book, facilitator):
        text = made(as_user(facilitator), book, "html").content.decode()
        assert "<style>" in text
        assert "<em>shared</em>" in text
        for words in ("<script", "<link", "src=", "http://", "https://"):
            assert words not in text

    def test_titles_stay_text_in_the_markdown(self, as_user, book, facilitator):
        assert "### Talk: About \\# owls" in made(as_user(facilitator), book, "md").content.decode()

    def test_so_does_the_pdf(self, as_user, book, facilitator, monkeypatch):
        assert made(as_user(facilitator), book, "pdf").content.startswith(b"%PDF-")
        monkeypatch.setattr(typst, "pdf", lambda sheet, paper: json.dumps(sheet.body).encode())
        text = made(as_user(facilitator), book, "pdf").content.decode()
        for words in IN:
            assert words in text
        for words in NOT_IN:
            assert words not in text

    def test_once_a_word_is_taken_back_nobody_gets_the_file(self, as_user, book, question, member, facilitator):
        client = as_user(facilitator)
        made(client, book, "md")
        file = url(book, f"{WorkExport.objects.get().pk}/")
        make_thread(book, facilitator, "Begun later")
        assert client.get(file).status_code == 200
        Answer.objects.get(author__user=member, question=question).take_back()
        response = client.get(file)
        assert response.status_code == 410
        assert "What Nadia" not in response.content.decode()

    def test_an_empty_reading_gives_an_empty_book(self, as_user, reading, facilitator):
        assert "Nothing was shared" in made(as_user(facilitator), reading, "html").content.decode()

    def test_another_groups_words_are_never_in_it(self, as_user, book, question, facilitator):
        other = make_user("Olivia Other")
        elsewhere = make_reading(make_group(other), book.guide)
        make_answer(elsewhere, question, other, "Said elsewhere")
        assert "Said elsewhere" not in made(as_user(facilitator), book, "md").content.decode()

    def test_members_and_strangers_have_no_door_to_it(self, as_user, book, facilitator, member, stranger):
        made(as_user(facilitator), book, "md")
        pk = WorkExport.objects.get().pk
        for rest in ("", f"{pk}/"):
            assert as_user(member).get(url(book, rest)).status_code == 403
            assert as_user(stranger).get(url(book, rest)).status_code == 404
        assert as_user(member).post(url(book, "new/"), {"format": "md", "key": KEY}).status_code == 403
        assert as_user(member).post(url(book, f"{pk}/delete/")).status_code == 403
        assert WorkExport.objects.count() == 1


class TestWorkExportNew:
    def test_a_double_click_makes_one_file(self, as_user, book, facilitator):
        client = as_user(facilitator)
        for _ in range(2):
            client.post(url(book, "new/"), {"format": "md", "key": KEY})
        assert WorkExport.objects.count() == 1

    def test_a_large_one_is_left_to_the_worker_and_says_how_far_it_is(self, as_user, book, facilitator, monkeypatch):
        monkeypatch.setattr(making, "SMALL", 1)
        client = as_user(facilitator)
        client.post(url(book, "new/"), {"format": "md", "key": KEY})
        export = WorkExport.objects.get()
        assert export.finished_at is None
        assert "Being made: 0 of 2 sections." in client.get(url(book)).content.decode()
        assert client.get(url(book, f"{export.pk}/")).status_code == 404
        making.make(export.pk)
        making.make(export.pk)
        assert "Download" in client.get(url(book)).content.decode()

    def test_what_fails_is_said(self, as_user, book, facilitator, monkeypatch):
        def fail(work, paper):
            raise making.PdfFailed("no")

        monkeypatch.setattr(making, "pdf", fail)
        client = as_user(facilitator)
        client.post(url(book, "new/"), {"format": "pdf", "key": KEY})
        making.make(WorkExport.objects.get().pk)
        assert "could not be made" in client.get(url(book)).content.decode()

    def test_costs_the_same_for_two_answers_and_thirty(
        self, book, question, facilitator, django_assert_max_num_queries
    ):
        for _ in range(30):
            user = make_user()
            book.group.admit(user)
            make_answer(book, question, user)
            make_thread(book, user)
        with django_assert_max_num_queries(25):
            making.begin(book, membership(book.group, facilitator), "html", uuid.uuid4())


class TestWorkExportDelete:
    def test_the_file_is_gone(self, as_user, book, facilitator):
        client = as_user(facilitator)
        made(client, book, "md")
        pk = WorkExport.objects.get().pk
        client.post(url(book, f"{pk}/delete/"))
        assert client.get(url(book, f"{pk}/")).status_code == 404
        assert not WorkExport.objects.exists()
