import zoneinfo

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.naming import PLAIN_NAME


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


class FirstHostForm(NameForm):
    email = forms.EmailField(
        label=_("Your address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        help_text=_("Ten characters or more."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    site_name = forms.CharField(
        label=_("Name of the site"),
        max_length=60,
        initial=PLAIN_NAME,
        help_text=_("It stands at the head of every page and in mails. You can change it at the desk."),
    )
    field_order = ["site_name", "name", "email", "password"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if settings.SITE_NAME:
            del self.fields["site_name"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("This address has an account."))
        return email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(
            password, User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        )
        return password


class ProfileForm(forms.ModelForm):
    """The choice of a language appears where there is one."""

    class Meta:
        model = User
        fields = ["name", "about", "time_zone", "language"]
        widgets = {
            "time_zone": forms.Select(choices=[(name, name) for name in sorted(zoneinfo.available_timezones())]),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) > 1:
            self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
        else:
            del self.fields["language"]


class ThemeForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["theme"]
        widgets = {"theme": forms.RadioSelect}


class ReadingSettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["type_size", "measure", "hides_marginal_questions", "hides_paragraph_numbers", "sets_in_columns"]
        widgets = {"type_size": forms.RadioSelect, "measure": forms.RadioSelect}
