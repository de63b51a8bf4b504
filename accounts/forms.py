import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NameForm(forms.Form):
    """What sign-up asks beside address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("What others in your groups will call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))
    field_order = ["name", "email", "password1"]

    def clean_time_zone(self) -> str:
        """Filled in by the browser where it can; anything odd is left to the profile page."""
        name = self.cleaned_data["time_zone"]
        return name if name in zoneinfo.available_timezones() else ""

    def signup(self, request, user: User) -> None:
        """allauth asks for this; the adapter has already kept the name."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "about", "time_zone"]
        widgets = {
            "time_zone": forms.Select(choices=[(name, name) for name in sorted(zoneinfo.available_timezones())]),
        }


class ThemeForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["theme"]
        widgets = {"theme": forms.RadioSelect}


class ReadingSettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["type_size", "hides_marginal_questions", "hides_paragraph_numbers", "sets_in_columns"]
        widgets = {"type_size": forms.RadioSelect}
