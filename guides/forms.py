from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from guides.models import Guide, Section
from texts.forms import ANY, FilterForm
from texts.languages import LANGUAGES
from texts.models import Author

PERIODS = [
    ("ancient", _("before 500"), -5000, 499),
    ("medieval", _("500 to 1499"), 500, 1499),
    ("early-modern", _("1500 to 1799"), 1500, 1799),
    ("nineteenth", _("the nineteenth century"), 1800, 1899),
    ("twentieth", _("the twentieth century"), 1900, 1999),
    ("now", _("since 2000"), 2000, 9999),
]
HOURS = [("3", _("up to 3 hours")), ("8", _("up to 8 hours")), ("20", _("up to 20 hours"))]
SESSIONS = [
    ("1-4", _("up to 4 sittings"), 1, 4),
    ("5-8", _("5 to 8 sittings"), 5, 8),
    ("9-12", _("9 to 12 sittings"), 9, 12),
    ("13-", _("13 sittings and more"), 13, 10_000),
]


class CatalogueForm(FilterForm):
    """Filters of the library."""

    topic = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Topic"), required=False, to_field_name="slug", empty_label=_("any")
    )
    author = forms.ModelChoiceField(
        Author.objects.none(), label=_("Author"), required=False, to_field_name="slug", empty_label=_("any")
    )
    period = forms.ChoiceField(
        label=_("Written"), required=False, choices=[ANY, *((name, label) for name, label, *_years in PERIODS)]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[ANY, *Guide.Level.choices])
    hours = forms.ChoiceField(label=_("Time"), required=False, choices=[ANY, *HOURS])
    sessions = forms.ChoiceField(
        label=_("Sections"), required=False, choices=[ANY, *((name, label) for name, label, *_counts in SESSIONS)]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        published = Guide.objects.published()
        fields: Any = self.fields
        fields["topic"].queryset = Tag.objects.filter(guide__in=published).distinct().order_by("name")
        fields["author"].queryset = Author.objects.filter(
            authorships__role="author", authorships__text__guides__in=published
        ).distinct()
        used = set(published.values_list("language", flat=True).order_by().distinct())
        fields["language"].choices = [ANY, *(pair for pair in LANGUAGES if pair[0] in used)]

    def _by_topic(self, guides, tag):
        return guides.filter(tags=tag)

    def _by_author(self, guides, author):
        return guides.filter(text__in=author.texts.filter(authorships__role="author"))

    def _by_period(self, guides, name):
        first, last = next(years for period, _label, *years in PERIODS if period == name)
        return guides.filter(text__written_from__range=(first, last))

    def _by_language(self, guides, language):
        return guides.filter(language=language)

    def _by_level(self, guides, level):
        return guides.filter(level=level)

    def _by_sessions(self, guides, name):
        """A section is read for one sitting."""
        first, last = next(counts for span, _label, *counts in SESSIONS if span == name)
        counted = Section.objects.order_by().values("guide").annotate(count=Count("pk"))
        return guides.filter(pk__in=counted.filter(count__range=(first, last)).values("guide"))

    def _by_hours(self, guides, hours):
        return guides.with_length().filter(reading_minutes__lte=int(hours) * 60)
