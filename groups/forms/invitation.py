import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = [(3, _("Three days")), (14, _("Two weeks")), (60, _("Two months"))]


class InvitationForm(forms.Form):
    note = forms.CharField(
        label=_("For whom"), max_length=100, required=False, help_text=_("So that you know it again.")
    )
    days = forms.TypedChoiceField(label=_("How long it works"), choices=DAYS, coerce=int, initial=14)
    max_uses = forms.IntegerField(label=_("How many may use it"), min_value=1, max_value=200, initial=20)
    email = forms.EmailField(
        label=_("Only for this address"),
        required=False,
        help_text=_("Somebody who was removed can come back only by an invitation that names them."),
    )

    needs_approval = forms.BooleanField(
        label=_("A facilitator looks at everybody who comes"),
        required=False,
        help_text=_("For a link that many will see. Whoever follows it asks, and you answer."),
    )

    @property
    def lifetime(self) -> datetime.timedelta:
        return datetime.timedelta(days=self.cleaned_data["days"])

    @property
    def fields_of_invitation(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("note", "max_uses", "email", "needs_approval")}
