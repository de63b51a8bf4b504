"""A real Chromium. Where there is none, these tests skip and say so."""

import os
import re
import shutil

import pytest
from django.core import mail
from playwright.sync_api import Page, expect, sync_playwright

from tests.factories import PASSWORD

expect.set_options(timeout=30_000)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("there is no Chromium here (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS if os.geteuid() == 0 else FLAGS[1:])
        yield browser
        browser.close()


class Person:
    """Somebody at a browser of their own. `with_script=False` is somebody whose browser runs none."""

    def __init__(self, browser, address: str, with_script: bool = True, width: int = 1280):
        self.address = address
        self.context = browser.new_context(java_script_enabled=with_script, viewport={"width": width, "height": 900})
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> "Person":
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self

    def press(self, name: str, within: str = "main") -> "Person":
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()
        return self

    def follow(self, name: str, within: str = "main") -> "Person":
        self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()
        return self

    def write(self, label: str, words: str, within: str = "main") -> "Person":
        named = re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")
        self.page.locator(within).get_by_label(named).first.fill(words)
        return self

    def sees(self, *words: str) -> "Person":
        for piece in words:
            expect(self.page.locator("main, #content").first).to_contain_text(piece)
        return self

    def does_not_see(self, *words: str) -> "Person":
        for piece in words:
            assert piece not in self.page.content(), f"{piece!r} stands on {self.page.url}"
        return self

    def sign_in(self, user) -> "Person":
        self.open("/accounts/login/")
        self.page.locator("[name=login]").fill(user.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main form").filter(has=self.page.locator("[name=password]")).locator("[type=submit]").click()
        return self

    def sign_up(self, name: str, email: str) -> "Person":
        """From the page of sign-up to the end of verification; the place one came from is kept."""
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=email]").fill(email)
        self.page.locator("[name=password1]").fill(PASSWORD)
        self.page.locator("main form").filter(has=self.page.locator("[name=password1]")).locator(
            "[type=submit]"
        ).click()
        expect(self.page.locator("[name=code]")).to_be_visible()
        self.page.locator("[name=code]").fill(code_for(email))
        self.page.locator("main form").filter(has=self.page.locator("[name=code]")).locator(
            "[type=submit]"
        ).first.click()
        return self


def code_for(email: str) -> str:
    bodies = [letter.body for letter in mail.outbox if email in letter.to]
    return re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", bodies[-1], re.MULTILINE)[1]


@pytest.fixture
def somebody(chromium, live_server):
    """Makes people: `somebody()`, `somebody(with_script=False)`. Their consoles must be quiet at the end."""
    people: list[Person] = []

    def make(**options) -> Person:
        people.append(Person(chromium, live_server.url, **options))
        return people[-1]

    yield make
    for number, person in enumerate(people):
        if folder := os.environ.get("SCREENSHOTS"):  # where everybody stood at the end, to see why a test failed
            person.page.screenshot(path=f"{folder}/{number}.png", full_page=True)
        person.context.close()
    assert [complaint for person in people for complaint in person.complaints] == []
