"""How far members are: in numbers, one by one, question by question, and on one’s own path."""

import datetime
import re

from django.utils import timezone

from groups.models import Answer, Group, Progress, Reading
from tests.factories import make_answer, make_group, make_guide, make_reading, membership
from tests.pages import html_of


class TestProgressInNumbers:
    def test_nobody_sees_the_rows_of_others(self, as_user, under_way, facilitator, member):
        Group.objects.filter(pk=under_way.group_id).update(progress_view="numbers")
        Progress.finish(under_way, under_way.guide.sections.first(), membership(under_way.group, member))
        html = html_of(as_user(facilitator).get(under_way.get_absolute_url()))
        body = html.split("<tbody>")[1].split("</tbody>")[0]
        assert member.name not in body
        assert "Have read it, of 2" in html
        standing = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/"))
        assert member.name in standing
        assert "Sections read" not in standing

    def test_who_hides_is_not_in_the_sum_either(self, as_user, under_way, facilitator, member):
        Group.objects.filter(pk=under_way.group_id).update(progress_view="numbers")
        membership(under_way.group, member).hide_progress(True)
        assert "Have read it, of 1" in html_of(as_user(facilitator).get(under_way.get_absolute_url()))


class TestMemberStanding:
    def url(self, reading, user):
        return f"{reading.get_absolute_url()}members/{membership(reading.group, user).pk}/"

    def main(self, response):
        """What is said of the member, without the title."""
        return html_of(response).split('id="overview"')[1].split("</main>")[0]

    def test_members_see_what_facilitators_see_about_them(self, as_user, under_way, facilitator, member):
        section = under_way.guide.sections.first()
        Progress.finish(under_way, section, membership(under_way.group, member))
        make_answer(under_way, section.questions.first(), member)
        theirs = self.main(as_user(facilitator).get(self.url(under_way, member)))
        own = self.main(as_user(member).get(self.url(under_way, member)))
        assert theirs == own
        assert "Read, answers shared" in own
        assert "1 of 1" in own

    def test_not_what_others_are_like(self, as_user, under_way, facilitator, member):
        assert as_user(member).get(self.url(under_way, facilitator)).status_code == 403

    def test_hidden_progress_is_hidden_from_facilitators(self, as_user, under_way, facilitator, member):
        mine = membership(under_way.group, member)
        Progress.finish(under_way, under_way.guide.sections.first(), mine)
        mine.hide_progress(True)
        html = self.main(as_user(facilitator).get(self.url(under_way, member)))
        assert "Progress is kept private, from facilitators too." in html
        assert "is-read" not in html
        assert "no answer, mark or reply yet" in html


class TestReadingStanding:
    def test_who_has_gone_quiet_is_said_and_who_wrote_is_not(self, as_user, under_way, facilitator, member):
        make_answer(under_way, under_way.guide.sections.first().questions.first(), facilitator)
        Reading.objects.update(created_at=timezone.now() - datetime.timedelta(days=30))
        html = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/"))
        rows = html.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")
        assert ["<b>quiet</b>" in row for row in rows if "<th" in row] == [True, False]
        above = html.split("Quiet: ")[1].split("</p>")[0]
        assert member.name in above
        assert facilitator.name not in above

    def test_question_by_question(self, as_user, under_way, facilitator, member):
        section = under_way.guide.sections.first()
        make_answer(under_way, section.questions.first(), member)
        Answer.pass_on(under_way, section.questions.first(), membership(under_way.group, facilitator))
        html = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/?section=section-1"))
        assert "<td>1</td><td>1</td><td>0</td>" in html

    def test_members_do_not_look_at_each_other(self, as_user, under_way, member):
        assert as_user(member).get(f"{under_way.get_absolute_url()}standing/").status_code == 403


class TestPath:
    def test_the_same_book_in_two_groups_has_two_names(self, as_user, under_way, member, facilitator):
        other = make_group(facilitator, member, name="The second table")
        make_reading(other, under_way.guide)
        html = html_of(as_user(member).get("/groups/path/"))
        heads = re.findall(r"<h2 [^>]*>(.*?)</h2>", html)
        assert len(heads) == len({re.sub("<[^>]*>", "", head) for head in heads}) == 2

    def test_all_readings_are_on_it_and_only_ones_own(self, as_user, under_way, guide, stranger, member):
        mine = make_reading(make_group(member), guide)
        Progress.finish(mine, guide.sections.first(), membership(mine.group, member))
        other = make_guide(title="A guide of others")
        make_reading(make_group(stranger), other)
        html = html_of(as_user(member).get("/groups/path/"))
        assert "1 of 2 sections read" in html
        assert "0 of 5 sections read" in html
        assert "A guide of others" not in html

    def test_the_same_guide_twice_in_one_group_is_kept_apart(self, as_user, group, guide, member):
        first, second = (make_reading(group, guide, slug=slug) for slug in ("first", "second"))
        Progress.finish(first, guide.sections.first(), membership(group, member))
        html = html_of(as_user(member).get("/groups/path/"))
        assert html.count("1 of 2 sections read") == html.count("0 of 2 sections read") == 1
        assert second.get_absolute_url() in html
