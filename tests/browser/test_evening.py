"""Words are not lost, and the sheet of the evening fills by itself: in a real browser."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Answer, Draft
from tests.factories import (
    PASSWORD,
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_reading,
    make_user,
    membership,
)

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = datetime.timedelta(minutes=1)
WORDS = "He runs from being looked at."


@pytest.fixture
def place(db):
    ruth, nadia, ben = (make_user(name) for name in ("Ruth", "Nadia", "Ben"))
    reading = make_reading(make_group(ruth, nadia, ben), make_guide(by=make_user("Olga", is_staff=True), sections=1))
    return {"reading": reading, "section": reading.guide.sections.get(), "ruth": ruth, "nadia": nadia, "ben": ben}


def first_box(person):
    return person.page.locator("li.question").first


def sign_in_again(page, user) -> None:
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form").filter(has=page.locator("[name=password]")).locator("[type=submit]").click()


@pytest.mark.parametrize("with_script", [True, False], ids=["with scripts", "without scripts"])
def test_the_session_ends_while_somebody_writes(somebody, place, with_script):
    nadia = somebody(with_script=with_script).sign_in(place["nadia"])
    nadia.open(place["reading"].section_url(place["section"]))
    first_box(nadia).locator("textarea").fill(WORDS)
    Session.objects.all().delete()
    first_box(nadia).get_by_role("button", name="Share with the group").click()
    expect(nadia.page.locator("[name=password]")).to_be_visible()
    sign_in_again(nadia.page, place["nadia"])
    expect(first_box(nadia).locator("textarea")).to_have_value(WORDS)
    expect(first_box(nadia)).to_contain_text("You had been signed out.")
    assert not Answer.objects.exists()
    first_box(nadia).get_by_role("button", name="Share with the group").click()
    expect(first_box(nadia)).to_contain_text("You are the first to answer")
    assert [answer.body for answer in Answer.objects.all()] == [WORDS]


def test_an_answer_takes_its_place_on_the_page_that_is_open(somebody, place):
    nadia = somebody().sign_in(place["nadia"])
    nadia.open(place["reading"].section_url(place["section"]))
    second = nadia.page.locator("li.question").nth(1).locator("textarea")
    second.fill("Half a thought")
    first_box(nadia).locator("textarea").fill(WORDS)
    first_box(nadia).get_by_role("button", name="Share with the group").click()
    expect(nadia.page.locator("#toast")).to_contain_text("Shared.")
    expect(first_box(nadia)).to_contain_text("You are the first to answer")
    expect(second).to_have_value("Half a thought")
    first_box(nadia).locator("summary", has_text="Take it back").click()
    first_box(nadia).get_by_role("button", name="Take it back").click()
    expect(first_box(nadia).locator("textarea")).to_have_value(WORDS)
    expect(second).to_have_value("Half a thought")


def test_the_connection_is_lost_and_the_tab_closed(somebody, place):
    nadia = somebody().sign_in(place["nadia"])
    address = place["reading"].section_url(place["section"])
    nadia.open(address)
    nadia.context.set_offline(True)
    first_box(nadia).locator("textarea").press_sequentially(WORDS)
    expect(first_box(nadia).get_by_role("alert")).to_contain_text("there is no connection")
    nadia.page.close()
    assert not Draft.objects.exists()
    nadia.context.set_offline(False)
    nadia.page = nadia.context.new_page()
    nadia.open(address)
    expect(first_box(nadia).locator("textarea")).to_have_value(WORDS)
    expect(first_box(nadia).get_by_role("status")).to_contain_text(re.compile("put back|Draft saved"))
    expect(first_box(nadia).get_by_role("status")).to_contain_text("Draft saved")
    assert Draft.objects.get().body == WORDS


def test_answers_come_to_the_open_sheet_by_themselves(somebody, place):
    reading, section = place["reading"], place["section"]
    make_meeting(reading, section, days=-0.01)
    ruth = somebody().sign_in(place["ruth"])
    ruth.open(f"{reading.section_url(section)}meeting/").sees("Nobody has shared an answer yet.")
    ruth.page.evaluate("window.isSamePage = true")
    make_answer(reading, section.questions.first(), place["nadia"], WORDS)
    expect(ruth.page.locator("#agenda")).to_contain_text(WORDS)
    expect(ruth.page.get_by_role("status").filter(has_text="New on the sheet")).to_contain_text("Question 1")
    Answer.objects.get().take_back()
    expect(ruth.page.locator("#agenda")).not_to_contain_text(WORDS)
    ruth.context.set_offline(True)
    expect(ruth.page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    assert ruth.page.evaluate("window.isSamePage")
    ruth.context.set_offline(False)


def test_the_plan_is_put_in_order_by_buttons_and_shown_by_keys(somebody, place):
    reading, section = place["reading"], place["section"]
    make_meeting(reading, section)
    first, second = section.questions.all()
    ruth = somebody().sign_in(place["ruth"])
    ruth.open(f"{reading.section_url(section)}meeting/edit/")
    ruth.page.get_by_role("button", name="Later Question 1").click()
    ruth.press("Save the plan")
    ruth.open(f"{reading.section_url(section)}meeting/present/").sees(second.prompt)
    for key, question in {"ArrowRight": first, "Home": second, "End": first}.items():
        ruth.page.wait_for_load_state()  # the keys are heard from then on
        ruth.page.keyboard.press(key)
        ruth.sees(question.prompt)
    ruth.page.keyboard.press("Escape")
    ruth.sees("Who comes")


def test_whoever_is_removed_while_typing_keeps_the_words(somebody, place):
    nadia = somebody().sign_in(place["nadia"])
    nadia.open(place["reading"].section_url(place["section"]))
    first_box(nadia).locator("textarea").fill(WORDS)
    ruth, removed = (membership(place["reading"].group, place[name]) for name in ("ruth", "nadia"))
    removed.remove(ruth, "They wished so.")
    first_box(nadia).get_by_role("button", name="Share with the group").click()
    expect(nadia.page.get_by_role("heading", level=1)).to_have_text("You are no longer in this group.")
    expect(nadia.page.locator("#words")).to_have_value(WORDS)
    assert not Answer.objects.exists()


def test_minutes_save_themselves_and_are_shared_at_once(somebody, place):
    meeting = make_meeting(place["reading"], place["section"], days=-1)
    ruth = somebody().sign_in(place["ruth"])
    ruth.open(place["reading"].section_url(place["section"]) + "meeting/")
    minutes = ruth.page.locator("#minutes")
    for words in ("We met.", "We met, and agreed on nothing."):
        minutes.locator("textarea").fill(words)
        expect(minutes.locator(".save-state")).to_contain_text("Draft saved at")
        expect(minutes.locator("[name=version]")).not_to_have_value(str(meeting.minutes_version))
        meeting.refresh_from_db()
        assert meeting.minutes == words
        minutes.locator(".save-state").evaluate("state => { state.textContent = ''; }")
    ruth.page.route("**/minutes/draft/", lambda route: (ruth.page.wait_for_timeout(500), route.continue_()))
    minutes.locator("textarea").fill("We met twice.")
    with ruth.page.expect_request("**/minutes/draft/"):
        ruth.page.evaluate("window.dispatchEvent(new Event('focus'))")  # saves what is not saved yet
    minutes.get_by_role("button", name="Share with the group").click()
    expect(ruth.page.locator(".message, .toast").first).to_contain_text("The minutes are shared with the group.")
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.minutes_shared_at is None) == ("We met twice.", False)
    assert not ruth.complaints


def test_words_that_are_put_back_bear_the_time_of_the_account(somebody, place):
    place["nadia"].time_zone = "Asia/Tokyo"
    place["nadia"].save()
    nadia = somebody().sign_in(place["nadia"])
    nadia.open(place["reading"].section_url(place["section"]))
    nadia.context.set_offline(True)
    first_box(nadia).locator("textarea").press_sequentially(WORDS)
    then = timezone.now()
    nadia.context.set_offline(False)
    nadia.page.route("**/draft/", lambda route: route.abort())
    nadia.page.reload()
    shown = {timezone.localtime(at, ZoneInfo("Asia/Tokyo")).strftime("%H:%M") for at in (then, then - MINUTE)}
    expect(first_box(nadia).locator(".save-state")).to_contain_text(re.compile("|".join(shown)))
