"""allauth’s forms with our words on them."""

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

NEW, AGAIN = _("New password"), _("The new password again")


class SignupForm(account.SignupForm):
    """A password is no condition: without one, a code is mailed at each sign-in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if password := self.fields.get("password1"):
            without = _("You can leave it empty: then we mail you a code whenever you sign in.")
            password.help_text = format_html("<p>{}</p>{}", without, password.help_text)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, oldpassword=_("The password you have now"), password1=NEW, password2=AGAIN)


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, password1=NEW, password2=AGAIN)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, password1=NEW, password2=AGAIN)


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, code=_("Code"))


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _label(self, name=_("Name"), passwordless=_("Sign in with it alone"))
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.help_text = _("Otherwise it is a second step, after the password.")


def _label(form: forms.Form, **labels) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
