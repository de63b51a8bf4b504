from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.naming import site_name


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": gettext_lazy("While you sign in with two steps, no address can be added."),
        "cannot_delete_authenticator": gettext_lazy("The second step cannot be taken away here."),
        "cannot_generate_recovery_codes": gettext_lazy("Recovery codes stand in for a second step: choose one first."),
        "incorrect_code": gettext_lazy("This is not the code."),
        "unverified_email": gettext_lazy("Confirm your address first."),
    }

    def generate_authenticator_name(self, user, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def get_totp_issuer(self) -> str:
        return site_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the device shows beside the passkey: the name of the site."""
        return super().get_public_key_credential_rp_entity() | {"name": site_name()}
