import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Invitation

DAYS = [(3, _("Three days")), (14, _("Two weeks")), (60, _("Two months"))]
FROM_TODAY = [
    (3, _("Three days from today")),
    (14, _("Two weeks from today")),
    (60, _("Two months from today")),
]


class InvitationForm(forms.Form):
    note = forms.CharField(
        label=_("For whom"), max_length=100, required=False, help_text=_("So that you know it again.")
    )
    days = forms.TypedChoiceField(label=_("How long it works"), choices=DAYS, coerce=int, initial=14)
    max_uses = forms.IntegerField(label=_("How many may use it"), min_value=1, max_value=200, initial=20)
    email = forms.EmailField(
        label=_("Only for this address"),
        max_length=254,
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
        return {name: value for name, value in self.cleaned_data.items() if name != "days"}


class InvitationChangeForm(InvitationForm):
    """The link stays as it was given out; for whom it was mailed cannot change."""

    email = None  # type: ignore[assignment]

    def __init__(self, *args, invitation: Invitation, **kwargs):
        kept = {name: getattr(invitation, name) for name in ("note", "max_uses", "needs_approval")}
        super().__init__(*args, initial=kept | {"days": ""}, **kwargs)
        self.invitation = invitation
        for name in kept:
            self.fields[name].show_hidden_initial = True
        days: Any = self.fields["days"]
        day = date_format(localtime(invitation.expires_at), "DATE_FORMAT")
        as_it_is = gettext("As it is: until %(day)s") % {"day": day}
        days.choices = [("", as_it_is), *FROM_TODAY]
        days.required, days.empty_value = False, None

    def save_or_refuse(self) -> bool:
        """Only what was changed here. False, and a word at the field, where somebody else changed the same meanwhile,
        or more have come than it would let in.
        """
        changed = {name: value for name, value in self.fields_of_invitation.items() if self._seen(name) != value}
        if self._was_overtaken(changed):
            return False
        days = self.cleaned_data["days"]
        saved = self.invitation.change(datetime.timedelta(days=days) if days else None, **changed)
        if not saved:
            self.add_error("max_uses", gettext("More than that have used it already."))
        return saved

    def _seen(self, name: str):
        """What stood in the form when it was opened; None if that was not sent along."""
        kept = self[name].html_initial_name
        return self.fields[name].to_python(self.data[kept]) if kept in self.data else None

    def _was_overtaken(self, changed: dict) -> bool:
        """Saving again then replaces what stands there."""
        data: Any = self.data
        data = data.copy()
        for name, value in changed.items():
            seen, stored = self._seen(name), getattr(self.invitation, name)
            if seen is not None and stored not in (seen, value):
                self.add_error(
                    name, gettext("Somebody else has changed this meanwhile, to “%(now)s”.") % {"now": stored}
                )
            data[self[name].html_initial_name] = stored
        self.data = data
        return bool(self.errors)
