"""A guide from a file or from a document that somebody pastes: look first, then save."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guides.documents.library import address_of, find_text, import_parsed, reference_of
from guides.fileformat.document import FormatError, Parsed
from guides.fileformat.reading import read_guide
from guides.models import Guide
from texts.models import Text

FILE_SIZE = 8_000_000


class ImportForm(forms.Form):
    """`parsed` is what the file or the pasted document holds, once the form is valid."""

    file = forms.FileField(
        label=gettext_lazy("A file"), required=False, help_text=gettext_lazy("Markdown, plain text or a table.")
    )
    source = forms.CharField(
        label=gettext_lazy("Or the document itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90, "class": "vLargeTextField"}),
    )
    text = forms.ModelChoiceField(
        Text.objects.all(),
        label=gettext_lazy("For the text"),
        required=False,
        empty_label=gettext_lazy("as the file says"),
    )
    filename = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    def clean(self) -> None:
        file, source = self.cleaned_data.get("file"), self.cleaned_data.get("source") or ""
        at = "file" if file else "source"
        if file and file.size > FILE_SIZE:
            self.add_error("file", _("The file is larger than %(size)d MB.") % {"size": FILE_SIZE // 1_000_000})
        elif not file and not source.strip():
            self.add_error("source", _("Choose a file, or paste a document here."))
        elif not self.errors:
            self.cleaned_data["filename"] = name = file.name if file else self.cleaned_data["filename"]
            self._read(file.read() if file else source, name, at)

    def _read(self, source: bytes | str, name: str, at: str) -> None:
        try:
            self.parsed: Parsed = read_guide(source, name)
        except FormatError as error:
            self.add_error(at, [str(problem) for problem in error.problems])

    def with_words(self) -> "ImportForm":
        """The same with the words of the file in the box, to be sent again by the button that saves."""
        source = self.cleaned_data["source"]
        if file := self.cleaned_data["file"]:
            file.seek(0)
            source = file.read().decode("utf-8-sig", "replace")
        text = self.cleaned_data["text"]
        return ImportForm(
            initial={"source": source, "filename": self.cleaned_data["filename"], "text": text and text.pk}
        )


@require_http_methods(["GET", "HEAD", "POST"])
def guide_import(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if "save" not in request.POST:
            return shown(request, site, form.with_words(), found(form))
        guide = saved(request, form)
        if guide:
            return redirect("admin:guides_guide_change", guide.pk)
    return shown(request, site, form, {}, 422 if form.errors else 200)


def saved(request: HttpRequest, form: ImportForm) -> Guide | None:
    by: Any = request.user
    try:
        imported = import_parsed(form.parsed, by, text=form.cleaned_data["text"])
    except FormatError as error:
        form.add_error("source", [str(problem) for problem in error.problems])
        return None
    except PermissionDenied as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("“%(guide)s” is saved.") % {"guide": imported.guide})
    for notice in imported.notices:
        messages.warning(request, str(notice))
    return imported.guide


def found(form: ImportForm) -> dict:
    document = form.parsed.document
    there = Guide.objects.filter(slug=address_of(document)).first()
    text = form.cleaned_data["text"] or find_text(document)
    return {
        "document": document,
        "warnings": form.parsed.warnings,
        "there": there,
        "for_text": text,
        "new_text": None if text else reference_of(document),
    }


def shown(request: HttpRequest, site: AdminSite, form: ImportForm, more: dict, status: int = 200) -> HttpResponse:
    context = {**site.each_context(request), "opts": Guide._meta, "title": _("Import a guide"), "form": form, **more}
    return TemplateResponse(request, "admin/guides/import.html", context, status=status)
