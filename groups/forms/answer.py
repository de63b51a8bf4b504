from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import ProseField
from groups.models import Answer
from groups.models.answer import LONGEST_ANSWER
from guides.models import Choice, Question


class AnswerForm(forms.Form):
    """What is in the box of one question: words, choices, and who they are for."""

    body = ProseField(max_length=LONGEST_ANSWER)
    choices = forms.ModelMultipleChoiceField(queryset=Choice.objects.none(), required=False)
    audience = forms.ChoiceField(choices=Answer.Audience, required=False)

    data: QueryDict

    def __init__(self, data: QueryDict, question: Question):
        super().__init__(data)
        self.question = question
        offered: Any = self.fields["choices"]
        offered.queryset = question.choices.all()

    def clean_choices(self) -> list[Choice]:
        chosen = list(self.cleaned_data["choices"])
        if self.question.kind == Question.Kind.CHOICE and len(chosen) > 1:
            raise ValidationError(_("Choose one answer."))
        return chosen

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Answer.Audience.GROUP

    @property
    def typed(self) -> str:
        return self.data.get("body", "").replace("\r\n", "\n")

    @property
    def chosen(self) -> set[int]:
        """Keys of the choices that were ticked, also when the form has errors."""
        return {int(pk) for pk in self.data.getlist("choices") if pk.isascii() and pk.isdigit()}
