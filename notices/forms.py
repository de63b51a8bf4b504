from django import forms
from django.utils.translation import gettext_lazy as _

from notices.models import Preference


class EraseForm(forms.Form):
    WORDS = [
        ("go", _("They go too. Where others replied, an empty place stays.")),
        ("stay", _("They stay, as the words of “a former member”.")),
    ]
    words = forms.ChoiceField(
        label=_("What you shared with your groups"), choices=WORDS, widget=forms.RadioSelect(), initial="go"
    )
    sure = forms.BooleanField(label=_("I know that nobody can bring it back"))

    def __init__(self, *args, asks_for_code: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if asks_for_code:
            code = forms.TextInput(attrs={"autocomplete": "one-time-code"})
            self.fields["code"] = forms.CharField(label=_("The code from the mail"), max_length=20, widget=code)


class PreferenceForm(forms.ModelForm):
    """A group has no letter of the week."""

    class Meta:
        model = Preference
        fields = ["rhythm", "week_letter"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.group_id:
            del self.fields["week_letter"]
