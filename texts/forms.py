from django import forms


class PlaceForm(forms.Form):
    """Where a reader is, sent by the page while they read."""

    chapter = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    paragraph = forms.IntegerField(min_value=0, max_value=2**31 - 1)
