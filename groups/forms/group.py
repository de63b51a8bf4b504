from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_time_zone
from groups.forms.fields import KeyField, ProseField, VersionedForm
from groups.models import Group
from guides.models import Guide

OPENNESS = [choice for choice in Group.Openness.choices if choice[0] != Group.Openness.PUBLIC]


class NewGroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=100)
    guide = forms.ModelChoiceField(
        label=_("First guide"),
        queryset=Guide.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("We have not decided yet"),
    )
    about = ProseField(
        label=_("About the group"), max_length=2_000, rows=3, help_text=_("A few sentences for those you invite.")
    )
    openness = forms.ChoiceField(
        label=_("Who can see it"), choices=OPENNESS, widget=forms.RadioSelect, initial=Group.Openness.PRIVATE
    )
    key = KeyField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        guide: Any = self.fields["guide"]
        guide.queryset = Guide.objects.published().order_by("title")


class GroupForm(VersionedForm):
    about = ProseField(label=_("About the group"), max_length=2_000, rows=3)
    house_rules = ProseField(
        label=_("House rules"), max_length=5_000, help_text=_("Shown to everybody before they join.")
    )
    openness = forms.ChoiceField(label=_("Who can see it"), choices=OPENNESS, widget=forms.RadioSelect)
    spoiler_guard = forms.ChoiceField(
        label=_("Talk about what is still to come"), choices=Group.SpoilerGuard.choices, widget=forms.RadioSelect
    )
    time_zone = forms.CharField(
        label=_("Time zone of the meetings"),
        help_text=_("Such as Europe/Lisbon. Every member sees the times in their own."),
        validators=[validate_time_zone],
    )

    class Meta:
        model = Group
        fields = ["name", "about", "house_rules", "openness", "spoiler_guard", "time_zone"]


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Kept for the facilitators; the member sees it too.")
    )
