import email.message
import io
import subprocess
import sys

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from discussions.models import Post
from notices import replying
from notices.quotes import own_words, text_of
from notices.replying import Ignored, Refused, read_address, reply_address, take_in
from tests.factories import make_thread, make_user, membership
from tests.notices.conftest import post_out


@pytest.fixture(autouse=True)
def _configured(settings):
    settings.REPLY_ADDRESS = "reply@in.example.org"


@pytest.fixture
def thread(reading, member):
    return make_thread(reading, member)


@pytest.fixture
def address(thread, newcomer):
    return reply_address(membership(thread.group, newcomer).pk, thread.pk)


@pytest.fixture
def letter(address, newcomer):
    """A mail as the newcomer's program sends it."""

    def write(body="I read it differently.\n\nOn Monday Nadia wrote:\n> Which edition?\n", **headers):
        mail = email.message.EmailMessage()
        headers = {"From": newcomer.email, "To": address, "Message-ID": "<one@example.org>"} | headers
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(body)
        return mail.as_bytes()

    return write


def posts_of(user):
    return [post.body for post in Post.objects.filter(author__user=user)]


class TestTheAddress:
    def test_it_fits_into_an_address_and_survives_the_loss_of_capitals(self, address):
        local = address.partition("@")[0]
        assert len(local) <= 64
        assert address == address.lower()
        assert read_address(address.upper()) == read_address(address)

    def test_every_letter_of_it_counts(self, address):
        local, _at, domain = address.partition("@")
        for place in range(len("reply+"), len(local) - 1):
            other = "a" if local[place] != "a" else "b"
            with pytest.raises(Refused):
                read_address(f"{local[:place]}{other}{local[place + 1 :]}@{domain}")

    def test_it_stands_in_a_mail_about_one_thread_alone(self, looked, reading, member, newcomer):
        make_thread(reading, member)
        post_out()
        to_newcomer = [mail for mail in outbox.outbox if mail.to == [newcomer.email]]
        assert to_newcomer[0].reply_to[0].endswith("@in.example.org")
        assert "Reply to this mail" in to_newcomer[0].body
        outbox.outbox.clear()
        make_thread(reading, member)
        make_thread(reading, member)
        post_out()
        assert all(not mail.reply_to and "Reply to this mail" not in mail.body for mail in outbox.outbox)

    def test_without_configuration_there_is_none(self, looked, settings, letter, reading, member, newcomer):
        settings.REPLY_ADDRESS = ""
        make_thread(reading, member)
        post_out()
        assert not any(mail.reply_to for mail in outbox.outbox)
        with pytest.raises(Refused):
            take_in(letter())


class TestTakeIn:
    def test_what_a_member_wrote_is_posted_without_the_quotation(self, letter, newcomer):
        take_in(letter())
        assert posts_of(newcomer) == ["I read it differently."]

    def test_the_same_mail_twice_is_one_post(self, letter, newcomer):
        assert take_in(letter()) == take_in(letter())
        assert len(posts_of(newcomer)) == 1

    def test_a_mail_server_may_name_us_in_another_header(self, letter, address, newcomer):
        take_in(letter(To="list@example.org", Delivered_To=address))
        assert len(posts_of(newcomer)) == 1

    def refused(self, raw):
        before = Post.objects.count()
        with pytest.raises(Refused) as refusal:
            take_in(raw)
        assert Post.objects.count() == before
        return str(refusal.value)

    def test_a_foreign_sender_is_refused_though_they_hold_the_address(self, letter, member, db):
        stranger = make_user("Sly")
        for sender in (stranger.email, member.email, "", "nobody", "a@b, c@d"):
            assert "Answer from the address" in self.refused(letter(From=sender))

    def test_an_address_that_nobody_confirmed_is_refused(self, letter, newcomer):
        newcomer.emailaddress_set.update(verified=False)
        self.refused(letter())

    def test_an_expired_address_is_refused(self, letter, monkeypatch):
        raw = letter()
        later = timezone.now() + replying.VALID_FOR * 1.1
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert "expired" in self.refused(raw)

    def test_who_has_left_is_refused(self, letter, thread, newcomer):
        membership(thread.group, newcomer).leave()
        self.refused(letter())

    def test_in_an_archived_group_nothing_is_posted(self, letter, thread):
        thread.group.archive()
        self.refused(letter())

    def test_in_a_closed_thread_nothing_is_posted(self, letter, thread, facilitator):
        thread.close(membership(thread.group, facilitator), "")
        self.refused(letter())

    def test_what_the_guard_closes_is_not_written_in(self, letter, thread):
        thread.group.spoiler_guard = "strict"
        thread.group.save()
        thread.section = thread.reading.guide.sections.last()
        thread.save()
        self.refused(letter())

    def test_too_long_is_refused(self, letter):
        assert "characters" in self.refused(letter("x" * 60_000))
        assert "too long" in self.refused(letter("x" * (replying.LONGEST_MAIL + 1)))

    def test_nothing_but_a_quotation_is_refused(self, letter):
        self.refused(letter("> Which edition?\n"))

    @pytest.mark.parametrize(
        "headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}]
    )
    def test_notes_of_absence_are_dropped_without_a_word(self, letter, headers):
        with pytest.raises(Ignored):
            take_in(letter(**headers))

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\x00\xff\xfe",
            b"To: \xff\n\n",
            b"From: a\nTo: reply+@in.example.org\n\nx",
            b"Content-Type: x/;;\n\n\n",
        ],
    )
    def test_what_is_no_mail_is_refused(self, db, raw):
        self.refused(raw)


class TestOwnWords:
    @pytest.mark.parametrize(
        "below",
        [
            "\n-- \nNadia\n",
            "\nOn Mon, 2 Nov 2026 at 10:00, Reading Groups\n<mail@example.org> wrote:\n\n> x\n",
            "\nAm 2.11.2026 um 10:00 schrieb Nadia:\n> x",
            "\n-----Original Message-----\nFrom: x",
            "\n________________________________\nFrom: x",
            "\n> quoted\n",
        ],
    )
    def test_what_programs_put_below_is_cut_off(self, below):
        assert own_words(f"First line.\nSecond.{below}") == "First line.\nSecond."

    def test_a_sentence_that_only_begins_alike_stays(self, db):
        assert own_words("On the whole I agree.\nShe wrote: “no”.") == "On the whole I agree.\nShe wrote: “no”."

    def test_of_html_the_words_stay(self):
        html = "<style>p{}</style><p>Yes, <b>and</b><br>no</p><script>x</script><blockquote>old</blockquote>"
        assert own_words(text_of(html)) == "Yes, and\nno"


class TestTheCommand:
    def piped(self, raw, monkeypatch):
        stdin = io.TextIOWrapper(io.BytesIO(raw))
        monkeypatch.setattr(sys, "stdin", stdin)
        errors = io.StringIO()
        try:
            call_command("mail_in", stderr=errors)
        except SystemExit as end:
            return end.code, errors.getvalue()
        return 0, errors.getvalue()

    def test_a_mail_server_learns_what_became_of_it(self, letter, newcomer, monkeypatch):
        assert self.piped(letter(), monkeypatch) == (0, "")
        assert posts_of(newcomer) == ["I read it differently."]
        code, told = self.piped(letter(From="else@example.org"), monkeypatch)
        assert code == 67
        assert "Answer from the address" in told
        assert self.piped(letter(Auto_Submitted="auto-replied"), monkeypatch) == (0, "")

    def test_it_is_a_command_of_its_own(self):
        help_text = subprocess.run(
            [sys.executable, "manage.py", "mail_in", "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert "standard input" in help_text
