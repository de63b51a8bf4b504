from typing import TypeVar
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from texts.languages import LANGUAGES
from texts.models import Authorship, Chapter, Edition, PageRange, Text

ANY = ("", _("any"))
Rows = TypeVar("Rows", bound=QuerySet)


class FilterForm(forms.Form):
    """Fields that narrow down a list, each by its method `_by_<name>`; what is not offered filters nothing."""

    def filtered(self, rows: Rows) -> Rows:
        if self.is_bound:
            self.is_valid()
            for name, value in self.cleaned_data.items():
                if value:
                    rows = getattr(self, f"_by_{name}")(rows, value)
        return rows

    def query_string(self) -> str:
        """What is set, for the links to other pages of the list."""
        values = {name: self[name].value() for name in self.fields if self.is_bound and self[name].value()}
        return urlencode(values) + "&" if values else ""

    @property
    def is_filtering(self) -> bool:
        return bool(self.query_string())


class TextListForm(FilterForm):
    words = forms.CharField(label=_("Title or author"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Text.Kind.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    kept = forms.ChoiceField(label=_("To be read"), required=False, choices=[ANY, ("here", _("here, in full"))])
    order = forms.ChoiceField(
        label=_("In the order of"),
        required=False,
        choices=[
            ("", _("year")),
            ("title", _("title")),
            ("author", _("author")),
            ("newest", _("arrival, newest first")),
        ],
    )

    def __init__(self, texts: QuerySet, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = set(texts.order_by().values_list("language", flat=True).distinct())
        self.fields["language"].choices = [ANY, *(pair for pair in LANGUAGES if pair[0] in used)]  # type: ignore[attr-defined]

    def _by_words(self, texts, words):
        for word in words.split():
            by = Authorship.objects.filter(text=OuterRef("pk"), author__name__unaccent__icontains=word)
            in_title = Q(title__unaccent__icontains=word) | Q(subtitle__unaccent__icontains=word)
            texts = texts.filter(in_title | Exists(by))
        return texts

    def _by_kind(self, texts, kind):
        return texts.filter(kind=kind)

    def _by_language(self, texts, language):
        return texts.filter(language=language)

    def _by_kept(self, texts, _here):
        return texts.filter(Exists(Chapter.objects.filter(text=OuterRef("pk"), words__gt=0)))

    def _by_order(self, texts, order):
        first = Authorship.objects.filter(text=OuterRef("pk"), role="author").values("author__sort_name")[:1]
        fields = {"title": ["title"], "author": [F("by").asc(nulls_last=True), "title"], "newest": ["-published_at"]}
        return texts.annotate(by=Subquery(first)).order_by(*fields[order], "pk")


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
