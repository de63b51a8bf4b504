"""What the page of a section costs."""

from groups.models import Answer, Progress
from tests.factories import make_chapter, make_group, make_guide, make_meeting, make_question, make_reading, make_user


class TestCost:
    def fill(self, members, sections):
        facilitator = make_user()
        guide = make_guide(sections=sections, questions=3)
        group = make_group(facilitator, *[make_user() for _ in range(members - 1)])
        reading = make_reading(group, guide)
        section = guide.sections.first()
        make_question(section, 9, choices=["A", "B"])
        make_meeting(reading, section)
        for one in group.memberships.all():
            Progress.finish(reading, section, one)
            for question in section.questions.all():
                Answer.share(reading, question, one, "Words", list(question.choices.all())[:1])
        return facilitator, reading, section

    def queries(self, client, django_assert_max_num_queries, members, sections):
        user, reading, section = self.fill(members, sections)
        client.force_login(user)
        client.get(reading.section_url(section))  # what the guide says is kept from then on
        with django_assert_max_num_queries(22) as seen:
            assert client.get(reading.section_url(section)).status_code == 200
        return len(seen)

    def test_a_large_group_in_a_long_book_costs_what_a_small_one_does(self, client, django_assert_max_num_queries, db):
        small = self.queries(client, django_assert_max_num_queries, 3, 5)
        large = self.queries(client, django_assert_max_num_queries, 40, 60)
        assert small == large

    def test_chapters_that_questions_and_passages_point_to_are_not_fetched_one_by_one_nor_whole(
        self, client, django_assert_max_num_queries, db
    ):
        user, reading, section = self.fill(3, 3)
        client.force_login(user)
        costs = []
        for count in (2, 12):
            for number in range(count):
                chapter = make_chapter(reading.guide.text, 100 * count + number, paragraphs=9)
                make_question(section, 20 * count + number, chapter=chapter, first_paragraph=3)
                section.passages.create(quotation="So.", chapter=chapter, first_paragraph=2)
            with django_assert_max_num_queries(29) as seen:
                html = client.get(reading.section_url(section)).content.decode()
            assert f"{chapter.get_absolute_url()}#p3" in html
            assert f"{chapter.get_absolute_url()}#p2" in html
            assert not any('"texts_chapter"."html"' in query["sql"] for query in seen.captured_queries)
            costs.append(len(seen))
        assert costs[0] == costs[1]
