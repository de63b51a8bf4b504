from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from texts.models import Edition, PageRange, Text


class PlaceForm(forms.Form):
    """Where a reader is, sent by the page while they read."""

    chapter = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    paragraph = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class EditionField(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return str(obj) if obj.has_pages else gettext("%(edition)s (its pages are not known yet)") % {"edition": obj}


class HeldEditionForm(forms.Form):
    """Which edition of a text a reader holds; none is an answer too."""

    edition = EditionField(
        Edition.objects.none(), label=_("The edition I hold"), required=False, empty_label=_("None of these")
    )

    def __init__(self, text: Text, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pages = PageRange.objects.filter(edition=OuterRef("pk"))
        self.fields["edition"].queryset = text.editions.annotate(has_pages=Exists(pages))  # type: ignore[attr-defined]
