from collections.abc import Iterable
from typing import Any

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
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data, *, spoken: Iterable[str]):
        """`spoken`: codes of the languages that there are groups in; only those are worth asking for."""
        super().__init__(data)
        asked_for = {*spoken, data.get("language")}
        language: Any = self.fields["language"]
        language.choices = [("", _("All")), *[(code, name) for code, name in LANGUAGES if code in asked_for]]
