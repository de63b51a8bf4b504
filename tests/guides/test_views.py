"""The public side of the library: what everybody may read, and what nobody but organizers sees."""

import pytest

from guides.models import Section
from tests import factories
from tests.guides.pages import cost, secretive, url
from tests.pages import page
from texts.models import Chapter

pytestmark = pytest.mark.django_db


class TestGuideList:
    def test_shows_published_guides_in_the_order_of_their_texts(self, client, organizer, draft):
        late = factories.make_guide(organizer, text=factories.make_text("Late", written_from=1934))
        early = factories.make_guide(organizer, text=factories.make_text("Early", written_from=-380))
        shown = page(client, url("guide_list"))
        assert shown.index(early.title) < shown.index(late.title)
        assert "380 BCE" in shown
        assert draft.title not in shown

    def test_does_not_show_guides_for_single_groups_or_withdrawn_ones(self, client, organizer):
        private = factories.make_guide(organizer, audience="groups")
        withdrawn = factories.make_guide(organizer)
        withdrawn.withdraw()
        shown = page(client, url("guide_list"))
        assert private.title not in shown
        assert withdrawn.title not in shown

    @pytest.mark.parametrize(
        "query",
        [
            *("topic=family", "author={author}", "period=nineteenth", "language=fr", "level=advanced", "hours=3"),
            "sessions=1-4",
        ],
    )
    def test_every_filter_leaves_only_what_fits(self, client, organizer, query):
        text = factories.make_text("Wanted", chapters=1, written_from=1818)
        wanted = factories.make_guide(organizer, text=text, sections=1, language="fr", level="advanced")
        wanted.tags.add("Family")
        other = factories.make_guide(
            organizer, text=factories.make_text("Other", chapters=30, written_from=1934), sections=30
        )
        query = query.format(author=text.authorships.get().author.slug)
        everything, narrowed = page(client, url("guide_list")), page(client, url("guide_list") + f"?{query}")
        assert wanted.title in everything
        assert other.title in everything
        assert wanted.title in narrowed
        assert other.title not in narrowed

    def test_promises_no_length_while_a_chapter_has_no_words_to_count(self, client, organizer):
        factories.make_guide(organizer)
        assert "about 20 min" in page(client, url("guide_list"))
        Chapter.objects.filter(position=2).update(words=0)
        assert "about 10 min" not in page(client, url("guide_list"))
        Section.objects.filter(position=2).update(minutes=50)
        assert "about 60 min" in page(client, url("guide_list"))

    def test_says_so_when_nothing_fits_and_survives_nonsense(self, client, guide):
        assert "No guide in the library fits" in page(client, url("guide_list") + "?hours=3&period=ancient")
        assert guide.title in page(client, url("guide_list") + "?period=%00&topic=nothing&page=abc")

    def test_the_cost_does_not_grow_with_guides(self, client, organizer):
        def add(number):
            for _ in range(number):
                factories.make_guide(organizer).tags.add(f"Topic {_}")

        add(2)
        few = cost(client, url("guide_list"))
        add(25)
        assert cost(client, url("guide_list")) == few


class TestForOneGroup:
    @pytest.fixture
    def given(self, organizer, group):
        guide = factories.make_guide(organizer, audience="groups", title="Only for us")
        group.guides.add(guide)
        return guide

    def addresses(self, guide):
        section = guide.sections.first()
        return [
            guide.get_absolute_url(),
            section.get_absolute_url(),
            url("guide_short", guide.pk),
            url("section_short", section.pk),
            url("section_print", guide.slug, section.slug),
        ]

    def test_its_members_read_it_at_its_own_address_and_no_cache_keeps_it(self, as_user, member, given):
        client = as_user(member)
        for address in self.addresses(given):
            response = client.get(address, follow=True)
            assert response.status_code == 200, address
            assert response["Cache-Control"] == "private, no-store"

    def test_nobody_else_finds_it(self, client, as_user, stranger, member, group, given):
        for address in self.addresses(given):
            assert client.get(address).status_code in (302, 404)
        assert [as_user(stranger).get(address).status_code for address in self.addresses(given)] == [404] * 5
        factories.membership(group, member).leave()
        assert [as_user(member).get(address).status_code for address in self.addresses(given)] == [404] * 5

    def test_it_is_in_no_list_for_its_members_either(self, as_user, member, given):
        for name in ("guide_list", "guide_feed", "site_map"):
            assert given.title not in page(as_user(member), url(name))

    def test_not_before_it_is_published_nor_after_it_is_withdrawn(self, as_user, member, given):
        given.withdraw()
        assert as_user(member).get(given.get_absolute_url()).status_code == 404


class TestGuideDetail:
    def test_its_sections_stand_in_their_order(self, client, organizer):
        guide = factories.make_guide(organizer, sections=9, text=factories.make_text(chapters=9))
        guide.sections.filter(position=1).update(position=20)
        shown = page(client, guide.get_absolute_url())
        places = [shown.index(f">{section.title}</bdi></a>") for section in guide.sections.order_by("position")]
        assert places == sorted(places)

    def test_shows_everything_that_is_there_and_no_empty_part(self, client, guide):
        guide.why = "Because *we* can."
        guide.save()
        guide.terms.create(name="Sublime", description="Too much of it.")
        shown = page(client, guide.get_absolute_url())
        for words in ("Because <em>we</em> can.", "Sublime", "Section title 1", "2 sections", "4 questions", "20 min"):
            assert words in shown
        assert "About the author" not in shown
        assert "Key terms" in shown
        assert "Dates" not in shown

    def test_a_draft_is_not_found_except_by_organizers(self, client, as_user, draft, member, organizer):
        page(client, draft.get_absolute_url(), 404)
        page(as_user(member), draft.get_absolute_url(), 404)
        response = as_user(organizer).get(draft.get_absolute_url())
        assert response.status_code == 200
        assert "private" in response["Cache-Control"]
        assert "not in the library" in response.content.decode()

    def test_a_published_guide_may_be_cached(self, client, guide):
        assert "private" not in client.get(guide.get_absolute_url()).get("Cache-Control", "")

    def test_the_cost_does_not_grow_with_sections(self, client, organizer):
        small = factories.make_guide(organizer, sections=2)
        large = factories.make_guide(organizer, sections=30, text=factories.make_text(chapters=30))
        assert cost(client, small.get_absolute_url()) == cost(client, large.get_absolute_url()) <= 13

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_for_reading_only(self, client, guide, method):
        assert getattr(client, method)(guide.get_absolute_url()).status_code == 405


class TestSectionDetail:
    def test_shows_the_questions_and_nothing_for_facilitators(self, client, guide):
        secrets = secretive(guide)
        shown = page(client, guide.sections.first().get_absolute_url())
        assert "What is question 1 of Section title 1 about?" in shown
        assert not [secret for secret in secrets if secret in shown]

    def test_retired_questions_are_gone(self, client, guide):
        question = guide.sections.first().questions.first()
        question.retire()
        assert question.prompt not in page(client, guide.sections.first().get_absolute_url())

    def test_the_facilitators_edition_is_for_organizers(self, client, as_user, guide, member, organizer):
        secrets = secretive(guide)
        address = guide.sections.first().get_absolute_url() + "?edition=facilitator"
        page(client, address, 404)
        page(as_user(member), address, 404)
        shown = page(as_user(organizer), address)
        assert all(secret in shown for secret in secrets)

    def test_nobody_sees_a_section_of_a_draft(self, client, as_user, draft, member):
        page(client, draft.sections.first().get_absolute_url(), 404)
        page(as_user(member), draft.sections.first().get_absolute_url(), 404)

    def test_a_section_is_found_only_in_its_own_guide(self, client, guide, draft):
        page(client, url("section_detail", guide.slug, "no-such-section"), 404)

    def test_the_cost_does_not_grow_with_questions(self, client, organizer):
        guide = factories.make_guide(organizer, questions=2)
        address = guide.sections.first().get_absolute_url()
        factories.make_question(guide.sections.first(), 90, ["Yes", "No"])
        few = cost(client, address)
        for position in range(3, 40):
            factories.make_question(guide.sections.first(), position, ["Yes", "No"])
        assert cost(client, address) == few


class TestWhatToRead:
    @pytest.mark.parametrize(
        ("first", "last", "line"),
        [
            ("Chapter VI", "Chapter VII", "Chapters VI to VII"),
            ("Letter 4", "Chapter II", "Letter 4 to Chapter II"),
            ("3", "4", "Chapters 3 to 4"),
            ("Prologue", "1", "Prologue to Chapter 1"),
        ],
    )
    def test_a_span_names_what_it_counts_once(self, first, last, line):
        text = factories.make_text(chapters=2)
        for chapter, number in zip(text.chapters.order_by("position"), (first, last), strict=True):
            chapter.number = number
            chapter.save()
        section = factories.make_guide(text=text, sections=1).sections.get()
        section.chapters.set(text.chapters.all())
        assert section.reading_line == line


class TestPrint:
    def test_a_handout_has_lines_boxes_a_short_address_and_a_code(self, client, guide):
        section = guide.sections.first()
        factories.make_question(section, 9, ["Yes, of course", "No"])
        shown = page(client, url("section_print", guide.slug, section.slug))
        assert shown.count('class="ruled"') == 4
        assert "A question of your own for the group" in shown
        assert 'class="tick-list"' in shown
        assert f"/s/{section.pk}/" in shown
        assert "<svg" in shown
        assert "style=" not in shown
        assert client.get(f"/s/{section.pk}/").url == section.get_absolute_url()

    def test_the_booklet_has_contents_and_every_section(self, client, guide):
        shown = page(client, url("guide_print", guide.slug))
        assert 'href="#section-2"' in shown
        assert "What is question 2 of Section title 2 about?" in shown
        assert client.get(f"/g/{guide.pk}/").url == guide.get_absolute_url()

    def test_the_booklet_says_once_what_the_guide_is_about(self, client, guide):
        guide.blurb = "Of ice and owls."
        guide.save()
        assert page(client, url("guide_print", guide.slug)).partition("<main")[2].count("Of ice and owls.") == 1

    @pytest.mark.parametrize("name", ["guide_print", "section_print"])
    def test_notes_and_model_answers_are_for_organizers(self, client, as_user, guide, member, organizer, name):
        secrets = secretive(guide)
        slugs = [guide.slug, guide.sections.first().slug][: 1 if name == "guide_print" else 2]
        shown = page(client, url(name, *slugs))
        assert not [secret for secret in secrets if secret in shown]
        page(as_user(member), url(name, *slugs) + "?edition=facilitator", 404)
        shown = page(as_user(organizer), url(name, *slugs) + "?edition=facilitator")
        assert all(secret in shown for secret in secrets)

    def test_each_of_all_handouts_has_its_own_code_and_every_sheet_says_that_it_asks(self, client, guide):
        shown = page(client, url("guide_print", guide.slug) + "?form=handouts")
        for section in guide.sections.all():
            assert f"/s/{section.pk}/" in shown
        assert shown.count(">Questions</h3>") == guide.sections.count()

    def test_a_facilitators_sheet_has_the_hint_too_and_no_lines(self, as_user, guide, organizer):
        guide.sections.first().questions.update(hint="Look twice.", hint_html="<p>Look twice.</p>")
        shown = page(
            as_user(organizer), url("section_print", guide.slug, guide.sections.first().slug) + "?edition=facilitator"
        )
        assert "Look twice." in shown
        assert 'class="ruled"' not in shown

    @pytest.mark.parametrize("name", ["guide_detail", "section_detail", "guide_print", "section_print"])
    def test_a_guide_in_arabic_runs_from_right_to_left(self, client, organizer, name):
        guide = factories.make_guide(organizer, language="ar")
        guide.sections.update(key_ideas="x", key_ideas_html="<p>x</p>")
        slugs = [guide.slug] if name.startswith("guide") else [guide.slug, guide.sections.first().slug]
        shown = page(client, url(name, *slugs))
        place = {"guide_detail": 'class="standfirst"', "section_detail": 'class="prose flow"'}.get(
            name, 'class="sheet"'
        )
        assert f'{place} lang="ar" dir="rtl"' in shown

    def test_short_addresses_do_not_tell_of_drafts(self, client, draft):
        page(client, f"/g/{draft.pk}/", 404)
        page(client, f"/s/{draft.sections.first().pk}/", 404)

    def test_the_cost_of_a_booklet_does_not_grow(self, client, organizer):
        small = factories.make_guide(organizer, sections=2, questions=2)
        large = factories.make_guide(organizer, sections=20, questions=6, text=factories.make_text(chapters=20))
        assert cost(client, url("guide_print", small.slug)) == cost(client, url("guide_print", large.slug))
