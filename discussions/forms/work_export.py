from django import forms
from django.utils.translation import gettext_lazy as _

from discussions.models import WorkExport
from groups.forms.fields import KeyField


class WorkExportForm(forms.Form):
    format = forms.ChoiceField(
        label=_("As"), choices=WorkExport.Format.choices, widget=forms.RadioSelect, initial=WorkExport.Format.HTML
    )
    key = KeyField()
