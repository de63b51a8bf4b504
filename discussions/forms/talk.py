from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from discussions.models import LONGEST_POST
from groups.forms.fields import KeyField, ProseField
from guides.models import Section
from texts.markdown import BAD_CHARACTERS, render

NO_WORDS = _("There are no words in it.")


def has_letters(text: str) -> bool:
    """Something that can be seen; characters without width alone would make an empty link."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


class TitleField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Title"), "max_length": 200, **kwargs})

    def to_python(self, value):
        return " ".join(BAD_CHARACTERS.sub("", super().to_python(value) or "").split())

    def validate(self, value):
        super().validate(value)
        if not has_letters(value):
            raise ValidationError(NO_WORDS, code="no_words")


class PostField(ProseField):
    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_POST, "required": True, "strip": True, **kwargs})

    def validate(self, value):
        super().validate(value)
        if not has_letters(value) or not render(value).strip():
            raise ValidationError(NO_WORDS, code="no_words")


class PostForm(forms.Form):
    body = PostField(label=_("Your reply"), error_messages={"required": _("Write something first.")})
    speaks_of_later = forms.BooleanField(required=False, widget=forms.CheckboxInput({"data-draft-also": ""}))
    moved = forms.IntegerField(required=False, widget=forms.HiddenInput)  # posts moved away when the form was opened
    key = KeyField()


class ThreadForm(forms.Form):
    title = TitleField(
        help_text=_("A question often makes the best title."), widget=forms.TextInput({"data-draft-also": ""})
    )
    section = forms.ModelChoiceField(
        label=_("About"),
        queryset=Section.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("The whole book"),
        widget=forms.Select({"data-draft-also": ""}),
    )
    body = PostField(label=_("The first post"), rows=8)
    is_question = forms.BooleanField(
        label=_("It is a question: somebody’s reply may settle it."),
        required=False,
        widget=forms.CheckboxInput({"data-draft-also": ""}),
    )
    key = KeyField()

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        if sections is None:
            del self.fields["section"]
        else:
            _offer(self.fields["section"], sections)


class DraftForm(forms.Form):
    """A reply or a new thread as far as it is typed: nothing is required, nothing is tidied."""

    title = forms.CharField(max_length=200, required=False)
    section = forms.ModelChoiceField(Section.objects.none(), to_field_name="slug", required=False)
    body = ProseField(max_length=LONGEST_POST)
    speaks_of_later = forms.BooleanField(required=False)
    is_question = forms.BooleanField(required=False)
    key = forms.UUIDField(required=False)

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["section"], sections)


class PostEditForm(forms.Form):
    body = PostField(label=_("Your post"), rows=8)
    speaks_of_later = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TitleForm(forms.Form):
    title = TitleField()
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(forms.Form):
    section = forms.ModelChoiceField(
        label=_("Section this thread belongs to"),
        queryset=Section.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("The whole book"),
    )

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["section"], sections)


class FilterForm(forms.Form):
    SORTS = [
        ("latest", _("Latest post first")),
        ("begun", _("Newest thread first")),
        ("replies", _("Most replies first")),
    ]
    SHOWN = [
        ("", _("All threads")),
        ("new", _("With something new")),
        ("unanswered", _("Without a reply")),
        ("questions", _("Open questions")),
        ("mine", _("Where I wrote")),
    ]
    section = forms.ModelChoiceField(
        label=_("Section"),
        queryset=Section.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All sections"),
    )
    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["section"], sections)


def _offer(field: Any, sections) -> None:
    field.queryset = sections
    field.label_from_instance = _numbered


def _numbered(section: Section) -> str:
    return f"{section.position}. {section.title}"
