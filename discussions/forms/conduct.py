import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models import ModerationEntry
from discussions.models.moderation import Act
from groups.models import Membership, Reading

DAYS = {"day": 1, "week": 7, "month": 30}
ACTS = [
    ("warn", _("Warn them")),
    ("day", _("No posts in threads for a day")),
    ("week", _("No posts in threads for a week")),
    ("month", _("No posts in threads for a month")),
]


class ConductForm(forms.Form):
    act = forms.ChoiceField(label=_("What you do"), choices=ACTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it, and so does every member, in the log."),
    )

    def __init__(self, *args, is_muted: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_muted:
            act: Any = self.fields["act"]
            act.choices = [*ACTS, ("unmute", _("Let them write in threads again"))]

    @transaction.atomic
    def carry_out(self, by: Membership, whom: Membership, reading: Reading) -> None:
        chosen = self.cleaned_data["act"]
        act = {"warn": Act.MEMBER_WARNED, "unmute": Act.MEMBER_UNMUTED}.get(chosen, Act.MEMBER_MUTED)
        if chosen != "warn":
            days = DAYS.get(chosen)
            whom.mute(timezone.now() + datetime.timedelta(days=days) if days else None)
        ModerationEntry.record_conduct(act, by, reading, whom, self.cleaned_data["reason"])
