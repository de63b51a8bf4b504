"""Two organizers at one page of the desk: the second saver gets both texts side by side. Nothing typed is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2s
from typing import Any, ClassVar

from django import forms
from django.db import connection
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORDS_COMPARED = 4_000


@dataclass(frozen=True)
class Difference:
    """One field. `rows` are pairs of what differs, theirs and yours, as safe HTML; None for a stretch that is alike."""

    label: str
    rows: list[tuple[SafeString, SafeString] | None]


class SeenForm(forms.ModelForm):
    """Carries a fingerprint of what stood on the page; `beside` are the rows on it, as related name to fields."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_conflict = False
    beside: ClassVar[dict[str, list[str]]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.fingerprint() if self.instance.pk else ""
        self.initial["seen"] = self.stored

    def fingerprint(self) -> str:
        names = [name for name in self._meta.fields or [] if name != "seen"]
        rows = [sorted(getattr(self.instance, name).values_list("pk", *fields)) for name, fields in self.beside.items()]
        values = [str(self.initial.get(name)) for name in names]
        return blake2s(repr((values, rows)).encode(), digest_size=12).hexdigest()

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("seen", "") != self.stored:
            self.is_conflict = True
            self.add_error(None, _("Someone else saved this while you were writing. Compare the two before you save."))
        return cleaned

    def take_what_is_stored(self) -> None:
        """So that saving what is now on the page is a decision."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("seen")] = self.stored
        self.data = data


class SeenAdmin:
    """Lets one saver in after the other, and answers the second with 409."""

    def get_object(self, request: HttpRequest, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if found and request.method == "POST" and connection.in_atomic_block:
            type(found).objects.select_for_update(of=("self",)).get(pk=found.pk)
            found = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        return found

    def render_change_form(self, request: HttpRequest, context, *args, **kwargs):
        form = context["adminform"].form
        is_conflict = getattr(form, "is_conflict", False)
        if is_conflict:
            rows = [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms]
            written = [form, *(row for row in rows if row.instance.pk and row.has_changed())]
            context["differences"] = [difference for each in written for difference in differences(each)]
            form.take_what_is_stored()
        response = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        if is_conflict:
            response.status_code = 409
        return response


def differences(form: forms.ModelForm) -> list[Difference]:
    """What is stored beside what was typed, field by field, where the two differ."""
    model: Any = form._meta.model
    theirs = type(form)(instance=model.objects.get(pk=form.instance.pk))
    names = [name for name in form.fields if name in theirs.fields and not theirs[name].is_hidden]
    pairs = [(form.fields[name].label or name, in_words(theirs[name]), in_words(form[name])) for name in names]
    return [Difference(str(label), compared(their, your)) for label, their, your in pairs if their != your]


def in_words(field: forms.BoundField) -> str:
    """The value as a person reads it, with the names of what was chosen."""
    value = field.value()
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ()) or ()}
    if choices:
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(sorted(choices.get(str(getattr(one, "pk", one)), "") for one in values if one is not None))
    if isinstance(value, list | tuple):
        return ", ".join(str(getattr(one, "tag", one)) for one in value)
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()


def compared(theirs: str, yours: str) -> list[tuple[SafeString, SafeString] | None]:
    """Line by line, with the words marked that only one of the two has."""
    one, other = ([line for line in text.split("\n") if line.strip()] for text in (theirs, yours))
    rows: list[tuple[SafeString, SafeString] | None] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            rows.append(None)
        else:
            rows.append(_marked("\n".join(one[a:b]), "\n".join(other[c:d])))
    return rows


def _marked(theirs: str, yours: str) -> tuple[SafeString, SafeString]:
    one, other = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (theirs, yours))
    if len(one) + len(other) > WORDS_COMPARED:
        return format_html("<del>{}</del>", theirs), format_html("<ins>{}</ins>", yours)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    old = ((kind, "".join(one[a:b])) for kind, a, b, _c, _d in steps)
    new = ((kind, "".join(other[c:d])) for kind, _a, _b, c, d in steps)
    return _joined(old, "del"), _joined(new, "ins")


def _joined(pieces: Iterator[tuple[str, str]], tag: str) -> SafeString:
    plain, marked = "{}", f"<{tag}>{{}}</{tag}>"
    return format_html_join(
        "", "{}", ((format_html(plain if kind == "equal" else marked, words),) for kind, words in pieces if words)
    )
