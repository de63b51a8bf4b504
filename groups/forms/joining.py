from django import forms
from django.utils.translation import gettext_lazy as _

from texts.languages import LANGUAGES


class JoinForm(forms.Form):
    line = forms.CharField(
        label=_("A line about yourself"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the facilitators: what you read, why you would like to join."),
    )

    def clean_line(self) -> str:
        return " ".join(self.cleaned_data["line"].split())


class JoinReplyForm(forms.Form):
    reply = forms.CharField(label=_("A word to them"), max_length=500, required=False)


class CatalogueForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("All")), *LANGUAGES], required=False)
