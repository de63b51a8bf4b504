from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import mailing
from accounts.models import User

UNKNOWN = "account/email/unknown_account"
LONGEST_ADDRESS = 254  # as the column has it; a form of Django’s lets through more
SIGN_UP = ("account_signup", "account_signup_by_passkey")
NEW_ADDRESSES = (*SIGN_UP, "account_email")  # the pages on which an address comes to an account


class AccountAdapter(DefaultAccountAdapter):
    """Who may sign up, in our words, and mails that a sulking mail server does not turn into an error page."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "cannot_remove_primary_email": gettext_lazy("You sign in with this address. Choose another one first."),
        "duplicate_email": gettext_lazy("This is an address of yours already."),
        "email_password_mismatch": gettext_lazy("Address and password do not fit together."),
        "email_taken": gettext_lazy("This address has an account."),
        "enter_current_password": gettext_lazy("Type the password you have now."),
        "incorrect_code": gettext_lazy("This is not the code."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_login": gettext_lazy("That did not work."),
        "invalid_or_expired_key": gettext_lazy("This link has been used or has expired."),
        "invalid_password_reset": gettext_lazy("This link has been used or has expired."),
        "max_email_addresses": gettext_lazy("An account can have %d addresses, not more."),
        "rate_limited": gettext_lazy("Too many tries. Wait a while."),
        "same_as_current": gettext_lazy("That is what it is already."),
        "select_only_one": gettext_lazy("Choose one only."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a while before the next."),
        "unknown_email": gettext_lazy("There is no account with this address."),
        "unverified_primary_email": gettext_lazy("Confirm your address first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP != ["invitation"] or self.is_invited(request)

    def is_invited(self, request: HttpRequest, email: str = "") -> bool:
        """Which room invites is not known here: see groups.adapter."""
        return False

    def clean_email(self, email: str) -> str:
        """Also called where an address is only looked up: what is told there tells nothing of who has an account."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("Enter a valid email address."))
        page = self.request.resolver_match.url_name
        if page in NEW_ADDRESSES:
            self._check_domain(email)
        if page in SIGN_UP and settings.SIGNUP == ["invitation"] and not self.is_invited(self.request, email):
            raise ValidationError(_("The invitation is for another address."))
        return email

    def _check_domain(self, email: str) -> None:
        domains = settings.SIGNUP
        if domains in (["open"], ["invitation"]) or email.rpartition("@")[2].lower() in domains:
            return
        names = ", ".join(f"@{domain}" for domain in domains)
        raise ValidationError(_("Accounts here have an address that ends in %(domains)s.") % {"domains": names})

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """As allauth does it, for a user that has one name instead of first and last."""
        data = form.cleaned_data
        user.email = data["email"].strip()
        user.name = data.get("name", "")
        user.time_zone = data.get("time_zone") or user.time_zone
        if data.get("password1"):
            user.set_password(data["password1"])
        else:
            user.set_unusable_password()
        if commit:
            user.save()
        return user

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Who confirms a new address has changed it on that page; who signs up is led on by the sign-in."""
        signed_in = self.request.user.is_authenticated
        return reverse("account_email") if signed_in else super().get_email_verification_redirect_url(email_address)

    def send_account_already_exists_mail(self, email: str) -> None:
        """As slowly as an account is made: the time a page takes would tell otherwise that there is one."""
        make_password(self.request.POST.get("password1") or None)
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Who was suspended is not told that they have no account."""
        if template_prefix == UNKNOWN and User.objects.filter(email__iexact=email, is_active=False).exists():
            template_prefix = "account/email/suspended"
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email} | context)
        mailing.send_or_queue(message.subject, message.body, message.to)

    def format_email_subject(self, subject: str) -> str:
        return subject
