"""The main job from end to end, in a real browser: once with scripts and once without."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Group, Reading
from guides.models import Guide
from tests.factories import make_user
from texts.models import Text

QUESTIONS = """1. Who tells whom what in the letters?
2. What does Walton want, and what is he ready to pay for it?
3. Which words make the stranger seem noble before he has said anything?
"""


@pytest.mark.parametrize("with_script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.django_db(transaction=True)
def test_a_guide_is_written_read_answered_and_met_over(somebody, corpus, with_script):
    somebody = _remember(somebody, with_script)
    olga = make_user("Olga Organizer", is_staff=True)
    other = make_user("Oscar Organizer", is_staff=True)

    guide = write_a_guide(somebody().sign_in(olga), corpus)
    another_organizer_cannot_change_it(somebody().sign_in(other), guide)
    anybody_finds_and_reads_it(somebody(), guide)

    ruth = found_a_group(somebody(), "Ruth", "Thursday Readers")
    link = invite(ruth)
    nadia = join(somebody(), link, "Nadia")
    ben = join(somebody(), link, "Ben")
    answer_first_then_see(nadia, ben)
    choose_pass_and_finish(ben)
    talk(nadia, ben)
    the_group_sees_where_it_is(ruth)

    sam = found_a_group(somebody(), "Sam", "Another Table")
    nothing_crosses(sam, link)
    print_the_evening(ruth)


def _remember(somebody, with_script):
    return lambda: somebody(with_script=with_script)


def write_a_guide(organizer, corpus) -> Guide:
    """Import the book, make a guide from it, write questions of several kinds, note, preview, publish."""
    organizer.open("/admin/texts/text/import/")
    organizer.page.set_input_files("input[type=file]", corpus / "texts/epub/se-frankenstein.epub")
    organizer.press("Read the file", "#content")
    save = organizer.page.get_by_role("button", name="Save as a text")
    for _attempt in range(20):
        if save.count():
            break
        organizer.page.wait_for_timeout(500)
        organizer.page.reload()
    save.click()
    text = Text.objects.get(title="Frankenstein")
    assert text.chapters.filter(title__startswith="Chapter").count() == 24
    organizer.press("Publish", "#content").follow("Make a guide", "#content").press("Make the guide", "#content")
    guide = Guide.objects.get(text=text)
    first = guide.sections.get(title="Letter I")

    organizer.open(f"/admin/guides/section/{first.pk}/change/")
    organizer.follow("Paste questions", "#content")
    organizer.page.locator("#source").fill(QUESTIONS)
    organizer.press("Show the questions", "#content").press("Add those that are ticked", "#content")
    for place in ("#questions-1", "#questions-2"):
        organizer.page.locator(f"{place} > details > summary").click()
    organizer.page.locator("#questions-1 summary").filter(has_text="In the group").click()
    organizer.page.locator("#id_questions-1-reveal").select_option("at_meeting")
    organizer.page.locator("#id_questions-2-kind").select_option("choice")
    organizer.page.locator("#id_questions-2-choice_lines").fill("His looks\nHis words\nWhat the captain lacks")
    organizer.page.locator("details", has=organizer.page.locator("#id_facilitator_notes")).locator(
        "summary"
    ).first.click()
    organizer.page.locator("#id_facilitator_notes").fill("Read the first letter aloud.")
    organizer.press("Save", "#content").sees("Saved.")
    assert first.questions.count() == 3

    organizer.open(guide.get_absolute_url() + first.slug + "/").sees("Who tells whom what in the letters?")
    organizer.open(f"/admin/guides/guide/{guide.pk}/change/").follow("Publish", "#content")
    organizer.press("Publish now", "#content")
    guide.refresh_from_db()
    assert guide.is_published
    guide.tags.add("Responsibility")
    text.tags.add("Responsibility")
    return guide


def another_organizer_cannot_change_it(other, guide: Guide) -> None:
    other.open(f"/admin/guides/guide/{guide.pk}/change/")
    expect(other.page.locator("#content")).to_contain_text(guide.title)
    expect(other.page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    assert other.page.goto(other.address + f"/admin/guides/guide/{guide.pk}/publish/").status == 403


def anybody_finds_and_reads_it(reader, guide: Guide) -> None:
    reader.open("/").sees("Frankenstein", "Mary Shelley")
    reader.page.locator("main").get_by_role("link", name=re.compile("^Responsibility")).first.click()
    reader.sees("Frankenstein", guide.title)
    reader.open(guide.get_absolute_url()).follow("Letter I").sees("Who tells whom what in the letters?")
    reader.does_not_see("Read the first letter aloud.")
    chapter = guide.text.chapters.get(slug="letter-i")
    reader.open(chapter.get_absolute_url()).sees("You will rejoice to hear")
    reader.page.get_by_role("link", name=re.compile("Letter II$")).last.click()
    reader.sees("How slowly the time passes here")


def found_a_group(person, name: str, group: str):
    """Sign up, found a group with the guide, start a reading with dates."""
    person.open("/").follow("Start a group")
    person.open("/accounts/signup/?next=/groups/new/").sign_up(
        name, f"{name.lower()}-{uuid.uuid4().hex[:6]}@example.org"
    )
    person.write("Name of the group", group)
    person.page.get_by_label("First guide").select_option(index=1)
    person.press("Start the group")
    day = (timezone.now() + datetime.timedelta(days=3)).date().isoformat()
    person.write("First meeting", day).press("Begin")
    person.sees("Letter I")
    return person


def invite(facilitator) -> str:
    group = Group.objects.get(name="Thursday Readers")
    facilitator.open(f"/groups/{group.slug}/invitations/").press("Make a link")
    link = facilitator.page.locator("main").get_by_label("Invitation link").first.input_value()
    assert "/join/" in link
    return link


def join(person, link: str, name: str):
    """From the link to the first section, the place kept through sign-up."""
    person.open(link).sees("Thursday Readers", "Ruth")
    person.page.locator("main").get_by_role("link", name="Choose a name and join").click()
    person.sign_up(name, f"{name.lower()}-{uuid.uuid4().hex[:6]}@example.org")
    person.sees("Thursday Readers").press("Join the group")
    person.open(section_path()).sees("Who tells whom what in the letters?")
    return person


def section_path() -> str:
    reading = Reading.objects.get(group__name="Thursday Readers")
    return reading.section_url(reading.guide.sections.get(title="Letter I"))


def box(person, number: int):
    return person.page.locator("li.question").nth(number - 1)


def answer_first_then_see(nadia, ben) -> None:
    nadia.open(section_path())
    box(nadia, 1).locator("textarea").fill("A brother tells a sister what he wants to hear.")
    box(nadia, 1).get_by_role("button", name="Save draft").click()
    expect(box(nadia, 1)).to_contain_text("Only you can see it")
    ben.open(section_path()).does_not_see("A brother tells a sister", "Nadia")
    box(nadia, 1).get_by_role("button", name="Share with the group").click()
    expect(box(nadia, 1).locator(".voice.is-own")).to_contain_text("A brother tells a sister")
    ben.open(section_path()).does_not_see("A brother tells a sister")
    expect(box(ben, 1)).to_contain_text("Nadia")
    box(ben, 1).locator("textarea").fill("Walton tells us that he is alone.")
    box(ben, 1).get_by_role("button", name="Share with the group").click()
    expect(box(ben, 1)).to_contain_text("A brother tells a sister")


def choose_pass_and_finish(ben) -> None:
    box(ben, 2).get_by_role("button", name="Pass on this one").click()
    expect(box(ben, 2)).to_contain_text("passed")
    box(ben, 3).get_by_label("His words").check()
    box(ben, 3).get_by_role("button", name="Share with the group").click()
    expect(box(ben, 3)).to_contain_text("your choice")
    ben.press("Mark this section as read").sees("You read this section")


def talk(nadia, ben) -> None:
    nadia.open(section_path()).follow("Start a thread about this section")
    nadia.write("Title", "Is Margaret ever heard?")
    nadia.page.locator("main textarea").first.fill("I keep waiting for her reply.")
    nadia.press("Start the thread").sees("I keep waiting for her reply.")
    ben.open(nadia.page.url).sees("I keep waiting for her reply.")
    ben.page.locator("main textarea").first.fill("So does he.")
    ben.press("Post the reply").sees("So does he.")


def the_group_sees_where_it_is(ruth) -> None:
    group = Group.objects.get(name="Thursday Readers")
    ruth.open(group.get_absolute_url()).sees("We meet next", "Is Margaret ever heard?")
    row = ruth.page.locator("table.roll tr", has=ruth.page.get_by_text("Ben", exact=True))
    expect(row).to_contain_text("Read, answers shared")


def nothing_crosses(sam, link: str) -> None:
    words = ["A brother tells a sister", "Walton tells us", "Is Margaret ever heard?", "Nadia", "Thursday Readers"]
    own = Reading.objects.get(group__name="Another Table")
    section = own.guide.sections.get(title="Letter I")
    pages = ["/", "/groups/", own.get_absolute_url(), own.section_url(section), f"{own.section_url(section)}meeting/",
             "/search/?q=Margaret+sister", "/news/", own.guide.get_absolute_url()]  # fmt: skip
    for path in pages:
        sam.open(path).does_not_see(*words)
    theirs = Reading.objects.get(group__name="Thursday Readers")
    for path in [theirs.get_absolute_url(), theirs.group.get_absolute_url(), section_path()]:
        assert sam.page.goto(sam.address + path).status == 404
        sam.does_not_see(*words)


def print_the_evening(ruth) -> None:
    ruth.open(section_path() + "meeting/").sees(
        "A brother tells a sister", "Walton tells us that he is alone.", "Nadia"
    )
    ruth.sees("Read the first letter aloud.")
    ruth.open(section_path() + "meeting/print/").sees("A brother tells a sister", "Walton tells us that he is alone.")
    assert len(ruth.page.pdf()) > 10_000
