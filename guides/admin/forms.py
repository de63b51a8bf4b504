from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.admin.rows import RowForm
from guides.admin.versions import VersionedForm
from guides.documents.to_rows import RESERVED
from guides.models import Guide, Question
from guides.models.span import check_span

LONGEST_CHOICE = 500


class MarkdownTextarea(AdminTextareaWidget):
    """With a button that shows the text as the site prints it; without scripts the preview opens in another window."""

    template_name = "admin/guides/widgets/markdown.html"


class GuideForm(VersionedForm):
    with_chapters = forms.BooleanField(
        label=gettext_lazy("With a section for each chapter of the text"), required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["with_chapters"]  # only a new guide begins so

    def clean_text(self):
        """Sections name chapters of the text, so it stays when they do."""
        text = self.cleaned_data["text"]
        if self.instance.pk and text.pk != self.initial.get("text") and self._names_chapters():
            raise forms.ValidationError(_("Sections of this guide name chapters of the text it has."))
        return text

    def _names_chapters(self) -> bool:
        return Guide.objects.filter(pk=self.instance.pk, sections__chapters__isnull=False).exists()


class SectionRowForm(RowForm):
    """A section in the list of its guide, with the version that was read."""

    is_conflict = False
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.current_version = self.instance.version if self.instance.pk else 1
        self.initial["seen_version"] = self.current_version

    def clean(self):
        cleaned = super().clean()
        version = cleaned.pop("seen_version", None)
        is_written = bool(set(self.changed_data) - {"position"})
        if self.instance.pk and is_written and version != self.current_version:
            self.is_conflict = True
            self.add_error(None, _("Someone else saved this section while you were writing."))
        return cleaned

    take_current_version = VersionedForm.take_current_version


class SectionForm(VersionedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "chapters" in self.fields:
            chapters = self.instance.guide.text.chapters.without_bodies()
            offered: Any = self.fields["chapters"]
            offered.queryset, offered.help_text = chapters, ""
            offered.widget = forms.CheckboxSelectMultiple(choices=offered.choices)

    def clean_slug(self):
        slug, others = self.cleaned_data["slug"], self.instance.guide.sections.exclude(pk=self.instance.pk)
        if slug in RESERVED or others.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another page of this guide has this address."))
        return slug

    def clean(self):
        cleaned = super().clean()
        chapters = list(cleaned.get("chapters") or [])
        span = cleaned.get("first_paragraph"), cleaned.get("last_paragraph")
        if any(span) and len(chapters) > 1:
            self.add_error("first_paragraph", _("Paragraphs are counted in one chapter; choose only one."))
        elif chapters:
            try:
                check_span(*span, chapters[0])
            except forms.ValidationError as error:
                self.add_error(None, error)
        return cleaned


class ChoicesField(forms.CharField):
    """One choice a line. The value is a list of labels."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 40})

    def clean(self, value):
        labels = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(set(labels)) < len(labels):
            raise forms.ValidationError(_("Two choices are the same."))
        if any(len(label) > LONGEST_CHOICE for label in labels):
            raise forms.ValidationError(_("A choice has at most %(number)d characters.") % {"number": LONGEST_CHOICE})
        return labels

    def has_changed(self, initial, data):
        return (initial or "").split("\n") != [" ".join(line.split()) for line in (data or "").splitlines()] and bool(
            initial or data
        )


class WithChoices(forms.ModelForm):
    """Choices of a question as lines, and whether it is asked no more."""

    choice_lines = ChoicesField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("One on each line, for questions where one chooses."),
    )
    is_retired = forms.BooleanField(
        label=gettext_lazy("Retired"),
        required=False,
        help_text=gettext_lazy("Kept for those who answered it; nobody else is asked."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["choice_lines"] = "\n".join(choice.label for choice in self.instance.choices.all())
            self.initial["is_retired"] = self.instance.retired_at is not None

    def clean(self):
        cleaned = super().clean()
        kind: Any = cleaned.get("kind")
        has_choices = kind in (Question.Kind.CHOICE, Question.Kind.POLL)
        labels = cleaned.get("choice_lines")
        if "choice_lines" not in self.errors and "choice_lines" in self.fields:
            if has_choices and len(labels or []) < 2:
                self.add_error("choice_lines", _("Write at least two choices, each on a line of its own."))
            elif labels and not has_choices:
                self.add_error("choice_lines", _("This kind of question has no choices; change the kind."))
        return cleaned


class QuestionRowForm(WithChoices, RowForm):
    pass


class QuestionForm(WithChoices, VersionedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "chapter" in self.fields:
            chapters = self.instance.section.guide.text.chapters.only("number", "title", "paragraphs", "text_id")
            offered: Any = self.fields["chapter"]
            offered.queryset = chapters

    @property
    def counted(self):
        return self.instance.section
