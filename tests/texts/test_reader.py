"""What a reader keeps of a text: the place where the reading stopped, and the edition held."""

import pytest
from django.urls import reverse

from tests import factories
from tests.texts.sea import sea
from texts.models import Chapter, ReaderEdition, ReadingPlace
from texts.shelf import held_pages, hold_edition, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return sea()


class TestPlace:
    def test_a_reader_finds_the_place_again(self, as_user, member, text):
        chapter = text.chapters.all()[1]
        reader = as_user(member)
        reader.get(chapter.get_absolute_url())
        address = reverse("texts:place_set", args=[text.slug])
        assert reader.post(address, {"chapter": chapter.pk, "paragraph": 3}).status_code == 204
        assert f'href="{chapter.get_absolute_url()}#p3"' in reader.get(text.get_absolute_url()).content.decode()
        assert f'href="{chapter.get_absolute_url()}#p3"' in reader.get(chapter.get_absolute_url()).content.decode()

    def test_only_the_last_place_is_kept(self, as_user, member, text):
        reader = as_user(member)
        for chapter in text.chapters.all():
            reader.get(chapter.get_absolute_url())
        assert ReadingPlace.objects.get().chapter == text.chapters.last()

    def test_visitors_leave_no_trace_and_others_see_nothing(self, client, as_user, member, stranger, text):
        chapter = text.chapters.first()
        client.get(chapter.get_absolute_url())
        assert not ReadingPlace.objects.exists()
        as_user(member).get(chapter.get_absolute_url())
        assert "Go on reading" not in as_user(stranger).get(text.get_absolute_url()).content.decode()

    def test_it_can_be_forgotten(self, as_user, member, stranger, text):
        for user in (member, stranger):
            as_user(user).get(text.chapters.first().get_absolute_url())
        as_user(member).post(reverse("texts:place_forget", args=[text.slug]))
        assert ReadingPlace.objects.get().user == stranger

    @pytest.mark.parametrize("data", [{}, {"chapter": "x", "paragraph": "1"}, {"chapter": 10**30, "paragraph": 1}])
    def test_nonsense_is_refused(self, as_user, member, text, data):
        assert as_user(member).post(reverse("texts:place_set", args=[text.slug]), data).status_code == 400

    def test_a_chapter_of_another_text_is_not_found(self, as_user, member, text):
        other = factories.make_text(chapters=1, published=False).chapters.get()
        response = as_user(member).post(
            reverse("texts:place_set", args=[text.slug]), {"chapter": other.pk, "paragraph": 1}
        )
        assert response.status_code == 404
        assert not ReadingPlace.objects.exists()

    def test_visitors_are_asked_to_sign_in_and_looking_changes_nothing(self, client, as_user, member, text):
        address = reverse("texts:place_set", args=[text.slug])
        assert client.post(address, {"chapter": 1, "paragraph": 1}).status_code == 302
        assert as_user(member).get(address).status_code == 405


class TestEditionSet:
    @pytest.fixture
    def editions(self, text):
        old, new = (
            text.editions.create(name=name, year=year) for name, year in (("Old print", 1911), ("New print", 2003))
        )
        for at, chapter in enumerate(text.chapters.all()):
            chapter.page_ranges.create(edition=old, first=10 * at + 1, last=10 * at + 10)
            chapter.page_ranges.create(edition=new, first=20 * at + 5, last=20 * at + 24)
        return old, new

    def hold(self, client, text, edition):
        return client.post(f"{text.get_absolute_url()}edition/", {"edition": edition.pk if edition else ""})

    def test_the_pages_of_ones_own_edition_come_first(self, as_user, member, text, editions):
        reader = as_user(member)
        for edition, other in (editions, editions[::-1]):
            assert self.hold(reader, text, edition).status_code == 302
            page = reader.get(text.get_absolute_url()).content.decode()
            assert page.index(f"{edition.name} (yours): pages") < page.index(f"{other.name}: pages")
            assert f'value="{edition.pk}" selected' in page

    def test_a_chapter_says_its_pages_in_ones_own_edition(self, as_user, member, stranger, text, editions):
        self.hold(as_user(member), text, editions[1])
        address = text.chapters.all()[1].get_absolute_url()
        assert "New print (yours): pages 25 to 44." in as_user(member).get(address).content.decode()
        assert "(yours)" not in as_user(stranger).get(address).content.decode()

    def test_a_chapter_that_is_not_kept_here_names_ones_own_first(self, as_user, member, text, editions):
        self.hold(as_user(member), text, editions[1])
        chapter = text.chapters.first()
        Chapter.objects.filter(pk=chapter.pk).update(html="")
        page = as_user(member).get(chapter.get_absolute_url()).content.decode()
        assert page.index("New print (yours): pages 5 to 24") < page.index("Old print: pages 1 to 10")

    def test_it_can_be_given_up(self, as_user, member, stranger, text, editions):
        for user in (member, stranger):
            self.hold(as_user(user), text, editions[0])
        self.hold(as_user(member), text, None)
        assert ReaderEdition.objects.get().user == stranger

    def test_an_edition_of_another_text_is_refused(self, as_user, member, text):
        other = factories.make_text("Another").editions.create(name="Elsewhere")
        assert self.hold(as_user(member), text, other).status_code == 400
        assert not ReaderEdition.objects.exists()

    def test_visitors_are_asked_to_sign_in(self, client, text, editions):
        assert self.hold(client, text, editions[0]).url.startswith("/accounts/login/")
        assert "The edition I hold" not in client.get(text.get_absolute_url()).content.decode()

    def test_a_text_without_editions_asks_nothing(self, as_user, member, text):
        assert "The edition I hold" not in as_user(member).get(text.get_absolute_url()).content.decode()

    def test_the_span_of_several_chapters_needs_pages_at_both_ends(self, member, text, editions):
        chapters = list(text.chapters.all())
        assert span(held_pages(member), chapters) is None
        hold_edition(member, text, editions[1])
        assert str(span(held_pages(member), chapters)) == "New print: pages 5 to 64"
        chapters[-1].page_ranges.all().delete()
        assert span(held_pages(member), chapters) is None

    def test_the_choice_is_confirmed_and_says_which_editions_have_pages(self, as_user, member, text, editions):
        text.editions.create(name="Unknown print")
        reader = as_user(member)
        page = reader.get(text.get_absolute_url()).content.decode()
        assert ">Unknown print (its pages are not known yet)<" in page
        assert ">New print<" in page
        self.hold(reader, text, editions[1])
        assert "you get the pages of “New print”" in reader.get(text.get_absolute_url()).content.decode()
