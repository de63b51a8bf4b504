import statistics
import time

import pytest
from django.core import mail as outbox
from django.urls import reverse

from accounts.models import User
from groups.models import Invitation
from tests.factories import make_user, membership

SIGNUP = "/accounts/signup/"
FILLED = {"name": "Nora", "email": "nora@example.org", "password1": "a long enough password"}


def invited(group, facilitator, **fields):
    _invitation, token = Invitation.make(membership(group, facilitator), **fields)
    return {"next": reverse("groups:invitation_detail", args=[token])}


class TestOpen:
    def test_anybody_may_sign_up_and_confirms_the_address_by_a_mailed_code(self, client, db):
        assert client.post(SIGNUP, FILLED).status_code == 302
        assert len(outbox.outbox) == 1
        client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
        assert User.objects.get().emailaddress_set.get().verified
        assert client.get(reverse("accounts:profile")).status_code == 200

    def test_a_name_and_an_address_are_enough(self, client, db):
        assert client.post(SIGNUP, {"name": "Nora", "email": "nora@example.org"}).status_code == 302
        client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
        assert not User.objects.get().has_usable_password()
        assert client.get(reverse("accounts:profile")).status_code == 200

    def test_a_password_that_is_given_has_to_be_a_good_one(self, client, db):
        assert "too short" in client.post(SIGNUP, FILLED | {"password1": "short"}).text
        assert not User.objects.exists()

    @pytest.mark.parametrize("path", [SIGNUP, "/accounts/signup/passkey/"])
    def test_from_an_invitation_the_way_leads_back_to_joining(self, client, group, facilitator, path):
        way = invited(group, facilitator)["next"] + "#join"
        client.post(path, {"name": "Nora", "email": "nora@example.org", "next": way})
        confirmed = client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
        last = "/accounts/2fa/webauthn/signup/" if "passkey" in path else way
        assert confirmed.url == last

    def test_without_a_script_the_groups_own_hours_are_ones_own(self, client, group, facilitator):
        group.time_zone = "Asia/Tokyo"
        group.save()
        client.post(SIGNUP, FILLED | invited(group, facilitator))
        assert User.objects.get(name="Nora").time_zone == "Asia/Tokyo"
        client.cookies.clear()
        elsewhere = {"email": "n@example.org", "time_zone": "Asia/Seoul"}
        client.post(SIGNUP, FILLED | invited(group, facilitator) | elsewhere)
        assert User.objects.get(email="n@example.org").time_zone == "Asia/Seoul"

    def test_with_a_passkey_the_browser_is_asked_to_make_one(self, client, db):
        client.post("/accounts/signup/passkey/", {"name": "Nora", "email": "nora@example.org"})
        client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
        page = client.get("/accounts/2fa/webauthn/signup/")
        assert 'id="mfa_webauthn_signup"' in page.text
        assert client.get(reverse("accounts:profile")).status_code == 302


def mailed_code():
    """Out of the newest mail."""
    return next(line.strip() for line in outbox.outbox[-1].body.splitlines() if "-" in line and line.strip().isupper())


class TestByInvitationOnly:
    @pytest.fixture(autouse=True)
    def _setting(self, settings):
        settings.SIGNUP = ["invitation"]

    def test_without_one_the_door_is_closed_and_says_why(self, client, db):
        assert "by invitation" in client.get(SIGNUP).text
        client.post(SIGNUP, FILLED)
        assert not User.objects.exists()

    @pytest.mark.parametrize("path", [SIGNUP, "/accounts/signup/passkey/"])
    def test_with_one_it_is_open_and_leads_back_to_the_invitation(self, client, group, facilitator, path):
        way = {"next": invited(group, facilitator)["next"] + "#join"}
        assert 'name="email"' in client.get(path, way).text
        client.post(path, FILLED | way)
        assert User.objects.filter(email="nora@example.org").exists()

    @pytest.mark.parametrize("way", ["/join/wrong/", "/", "https://evil.example/join/x/", "//", "\x00", "/groups/x/"])
    def test_a_made_up_one_does_not_open_it(self, client, db, way):
        client.post(SIGNUP, FILLED | {"next": way})
        assert not User.objects.exists()

    def test_a_revoked_one_does_not_open_it(self, client, group, facilitator):
        way = invited(group, facilitator)
        Invitation.objects.get().revoke()
        client.post(SIGNUP, FILLED | way)
        assert not User.objects.filter(email="nora@example.org").exists()

    @pytest.mark.parametrize("path", [SIGNUP, "/accounts/signup/passkey/"])
    def test_one_for_an_address_opens_it_for_that_address(self, client, group, facilitator, path):
        way = invited(group, facilitator, email="nora@example.org")
        refused = client.post(path, FILLED | way | {"email": "else@example.org"})
        assert "The invitation is for another address." in refused.text
        assert not User.objects.filter(name="Nora").exists()
        client.post(path, FILLED | way)
        assert User.objects.filter(email="nora@example.org").exists()


class TestLimitedToDomains:
    @pytest.fixture(autouse=True)
    def _setting(self, settings):
        settings.SIGNUP = ["example.org", "example.net"]

    @pytest.mark.parametrize(
        ("email", "passes"),
        [
            ("nora@example.org", True),
            ("nora@EXAMPLE.NET", True),
            ("nora@mail.example.org", False),
            ("nora@notexample.org", False),
            ('"nora@example.org"@evil.example', False),
        ],
    )
    def test_the_end_of_the_address_decides(self, client, db, email, passes):
        answer = client.post(SIGNUP, FILLED | {"email": email})
        assert User.objects.exists() is passes
        assert ("@example.org, @example.net" in answer.text) is not passes

    def test_an_invitation_is_no_way_around(self, client, group, facilitator):
        client.post(SIGNUP, FILLED | invited(group, facilitator) | {"email": "nora@evil.example"})
        assert not User.objects.filter(name="Nora").exists()

    def test_neither_is_changing_the_address_later(self, as_user, member):
        answer = as_user(member).post(reverse("account_email"), {"email": "nadia@evil.example", "action_add": ""})
        assert "@example.org" in answer.text
        assert outbox.outbox == []

    def test_who_was_here_before_can_still_ask_for_a_new_password(self, client, db):
        make_user(email="old@elsewhere.example")
        client.post(reverse("account_reset_password"), {"email": "old@elsewhere.example"})
        assert outbox.outbox[0].to == ["old@elsewhere.example"]


class TestAddresses:
    @pytest.mark.parametrize(
        "email",
        [
            "a@example.org",
            "first.last+tag@sub.example.org",
            "o'hara@example.org",
            "!#$%&'*/=?^_`{|}~@example.org",
            '"much.more"@example.org',
            "nora@[192.0.2.1]",
            "nora@bücher.example",
            f"{'a' * 64}@{'b' * 60}.example",
        ],
    )
    def test_odd_and_valid_is_taken(self, client, db, email):
        assert client.post(SIGNUP, FILLED | {"email": email}).status_code == 302
        assert User.objects.count() == 1
        assert len(outbox.outbox) == 1

    @pytest.mark.parametrize(
        "email",
        ["", "nora", "@example.org", "nora@", "a b@example.org", "a@b@example.org", "nora@example..org",
         ".a@example.org", "nora@example.org\nBcc: all@example.org", "nora@example.org,else@example.org",
         f"a@{'b' * 250}.example", f"{'a' * 250}@example.org", "Nora <nora@example.org>",
         "nora@-example.org", "\x00@example.org"],
    )  # fmt: skip
    def test_invalid_is_refused(self, client, db, email):
        answer = client.post(SIGNUP, FILLED | {"email": email})
        assert answer.status_code in (200, 400)
        assert not User.objects.exists()
        assert outbox.outbox == []

    @pytest.mark.parametrize("length", [255, 320, 5_000])
    @pytest.mark.parametrize(
        "path",
        [SIGNUP, "/accounts/signup/passkey/", "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/",
         "/accounts/email/"],
    )  # fmt: skip
    def test_one_that_is_longer_than_any_breaks_no_page(self, client, db, path, length):
        if path == "/accounts/email/":
            client.force_login(make_user())
        address = f"{'a' * (length - 12)}@example.org"
        sent = {"name": "Nora", "email": address, "login": address, "password": "a wrong password", "action_add": ""}
        answer = client.post(path, sent)
        assert (answer.status_code, bool(_errors(answer))) in [(200, True), (302, False)]
        assert not User.objects.filter(email=address).exists()


class TestManySignUps:
    def test_one_place_makes_twenty_accounts_a_minute_and_then_waits(self, client, db, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        people = [FILLED | {"email": f"n{number}@example.org"} for number in range(40)]
        statuses = [client.post(SIGNUP, person).status_code for person in people]
        assert 429 in statuses
        assert User.objects.count() <= 21

    def test_a_code_is_not_mailed_to_one_address_a_hundred_times(self, client, db):
        for _time in range(20):
            client.post(reverse("account_request_login_code"), {"email": "victim@example.org"})
        assert len(outbox.outbox) <= 3


class TestNobodyLearnsWhoHasAnAccount:
    """Neither from what the page says nor from how long it takes."""

    ROADS = [
        (SIGNUP, {"name": "Nora", "password1": "a long enough password"}, "email"),
        (SIGNUP, {"name": "Nora"}, "email"),
        ("/accounts/signup/passkey/", {"name": "Nora"}, "email"),
        ("/accounts/login/", {"password": "a wrong password"}, "login"),
        ("/accounts/password/reset/", {}, "email"),
        ("/accounts/login/code/", {}, "email"),
    ]

    @pytest.mark.parametrize(("path", "fields", "key"), ROADS)
    def test_the_answer_is_the_same(self, client, db, path, fields, key):
        make_user(email="known@example.org")
        answers = [client.post(path, fields | {key: f"{who}@example.org"}) for who in ("known", "nobody")]
        told = [(answer.status_code, answer.headers.get("Location"), _errors(answer)) for answer in answers]
        assert told[0] == told[1]

    @pytest.mark.parametrize(("path", "fields", "key"), ROADS)
    def test_it_takes_as_long(self, client, db, settings, path, fields, key):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        settings.ACCOUNT_RATE_LIMITS = False
        make_user(email="known@example.org")
        spent = {"known": [], "nobody": []}
        for number in range(7):
            for who, times in spent.items():
                client.cookies.clear()
                address = "known@example.org" if who == "known" else f"nobody{number}@example.org"
                began = time.process_time()
                client.post(path, fields | {key: address})
                times.append(time.process_time() - began)
        known, nobody = (statistics.median(times) for times in spent.values())
        assert abs(known - nobody) < max(known, nobody) * 0.35 + 0.01


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_who_was_suspended_is_told_so_by_mail(client, db, path):
    make_user(email="closed@example.org").suspend()
    client.post(path, {"email": "Closed@example.org"})
    (mail,) = outbox.outbox
    assert "has suspended the account" in mail.body
    assert "make an account" not in mail.body


def _errors(answer):
    return answer.context["form"].errors if answer.status_code == 200 else None
