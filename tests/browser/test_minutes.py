"""Minutes save themselves while the net is bad and others act: in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_evening import place  # noqa: F401, a fixture
from tests.factories import make_meeting, membership

pytestmark = pytest.mark.django_db(transaction=True)
DRAFT = "**/minutes/draft/"
LOOKED_AWAY = """() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
LOOKED_BACK = """() => { delete document.visibilityState; window.dispatchEvent(new Event("focus")); }"""


@pytest.fixture
def sheet(place):  # noqa: F811
    return make_meeting(place["reading"], place["section"], days=-1)


@pytest.fixture
def ruth(somebody, place, sheet):  # noqa: F811
    ruth = somebody().sign_in(place["ruth"])
    return ruth.open(place["reading"].section_url(place["section"]) + "meeting/")


def minutes_of(person):
    return person.page.locator("#minutes")


def test_an_answer_that_is_lost_is_no_conflict(ruth, sheet):
    minutes, page = minutes_of(ruth), ruth.page
    page.route(DRAFT, lambda route: (route.fetch(), route.abort()), times=1)
    minutes.locator("textarea").fill("We met.")
    expect(minutes.get_by_role("alert")).to_contain_text("there is no connection")
    minutes.locator("textarea").fill("We met, and parted.")
    page.evaluate(LOOKED_BACK)
    expect(minutes.locator("[name=version]")).to_have_value("3")
    expect(minutes.get_by_role("alert")).to_have_count(0)
    sheet.refresh_from_db()
    assert sheet.minutes == "We met, and parted."


def test_looking_away_while_they_are_saved_is_no_conflict(ruth, sheet):
    minutes, page = minutes_of(ruth), ruth.page
    statuses = []
    page.on("response", lambda response: response.url.endswith("/draft/") and statuses.append(response.status))
    page.route(DRAFT, lambda route: (page.wait_for_timeout(700), route.continue_()))
    minutes.locator("textarea").fill("We met.")
    with page.expect_request(DRAFT):
        page.evaluate(LOOKED_BACK)
    minutes.locator("textarea").fill("We met, and parted.")
    page.evaluate(LOOKED_AWAY)
    expect(minutes.locator("[name=version]")).to_have_value("3")
    assert statuses == [200, 200]
    sheet.refresh_from_db()
    assert sheet.minutes == "We met, and parted."


def test_new_words_for_shared_minutes_outlast_a_failed_saving(ruth, sheet):
    sheet.minutes = "We met."
    sheet.share_minutes(True)
    sheet.save()
    ruth.page.reload()
    ruth.page.route("**/minutes/", lambda route: route.fulfill(status=204), times=1)  # nothing was done
    minutes_of(ruth).locator("textarea").fill("We met, and parted.")
    with ruth.page.expect_request("**/minutes/"):
        minutes_of(ruth).get_by_role("button", name="Share with the group").click(no_wait_after=True)
    ruth.open(ruth.page.url)
    minutes_of(ruth).get_by_role("button", name="Put them back").click()
    expect(minutes_of(ruth).locator("textarea")).to_have_value("We met, and parted.")
    minutes_of(ruth).get_by_role("button", name="Share with the group").click()
    expect(ruth.page.locator(".message, .toast").first).to_contain_text("The minutes are shared with the group.")
    expect(minutes_of(ruth).locator("textarea")).to_have_value("We met, and parted.")
    expect(minutes_of(ruth).get_by_role("button", name="Put them back")).to_have_count(0)


def test_who_facilitates_no_longer_is_not_told_of_signing_in(ruth, sheet, place):  # noqa: F811
    minutes = minutes_of(ruth)
    minutes.locator("textarea").fill("word " * 5000)
    expect(minutes.get_by_role("alert")).to_contain_text("This is longer than it can be here (20000 characters).")
    leader = membership(place["reading"].group, place["ruth"])
    leader.role = "member"
    leader.save()
    minutes.locator("textarea").fill("We met.")
    expect(minutes.get_by_role("alert")).to_contain_text("The draft could not be saved. It is kept in this window")
    sheet.refresh_from_db()
    assert sheet.minutes == ""
