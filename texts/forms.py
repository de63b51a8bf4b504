from django import forms
from django.utils.translation import gettext_lazy as _

from texts.models import Edition, Text


class PlaceForm(forms.Form):
    """Where a reader is, sent by the page while they read."""

    chapter = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    paragraph = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class HeldEditionForm(forms.Form):
    """Which edition of a text a reader holds; none is an answer too."""

    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=_("The edition I hold"), required=False, empty_label=_("None of these")
    )

    def __init__(self, text: Text, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = text.editions.all()  # type: ignore[attr-defined]
