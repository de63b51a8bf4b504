import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from texts.encodings import ENCODINGS, named
from texts.fields import LinesField
from texts.importing import limits
from texts.jobs.revising import Decision
from texts.languages import known
from texts.models import ImportJob, Text


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("EPUB, HTML, plain text, Markdown (also zipped), DOCX. Up to 50 MB."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > limits.UPLOAD_BYTES:
            most = limits.UPLOAD_BYTES // limits.MEGABYTE
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB, the most that is read.") % {"most": most}
            )
        return file


class CutForm(forms.ModelForm):
    """Where chapters begin, and how letters are written in the file."""

    encoding = forms.ChoiceField(label=gettext_lazy("Letters"), choices=ENCODINGS, required=False)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level of heading"),
        choices=[("0", "—"), *((str(level), str(level)) for level in range(1, 7))],
        coerce=int,
        required=False,
    )
    pattern = forms.CharField(
        label=gettext_lazy("Begins like"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As it is printed, such as CHAPTER; or a regular expression."),
    )

    class Meta:
        model = ImportJob
        fields = ["how", "level", "pattern", "encoding"]
        labels = {"how": gettext_lazy("Cut into chapters")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        guesses = self.instance.guesses
        others = [choice for choice in ENCODINGS if choice[0] not in guesses]
        offered = [(guess, named(guess)) for guess in guesses] + others
        self.fields["encoding"].choices = offered  # type: ignore[attr-defined]
        if guesses:
            self.initial["encoding"] = guesses[0]
            self.order_fields(["encoding"])

    def clean_level(self) -> int:
        return self.cleaned_data["level"] or 0

    def clean_pattern(self) -> str:
        pattern = self.cleaned_data["pattern"]
        try:
            re.compile(pattern)
        except re.error as error:
            raise forms.ValidationError(_("The pattern cannot be read: %(why)s.") % {"why": error}) from error
        return pattern

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == ImportJob.How.LEVEL and not cleaned.get("level"):
            self.add_error("level", _("Choose a level of heading."))
        if cleaned.get("how") == ImportJob.How.PATTERN and cleaned.get("pattern") == "":
            self.add_error("pattern", _("Write how a chapter’s heading begins."))
        return cleaned


class TitlePageForm(forms.ModelForm):
    author_names = LinesField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    translator_names = LinesField(
        label=gettext_lazy("Translators"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    takes_cover = forms.BooleanField(label=gettext_lazy("Take the cover of the file"), required=False)
    source_url = forms.URLField(label=gettext_lazy("Source"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Text
        fields = ["title", "subtitle", "kind", "language", "written_from", "written_to", "rights", "source_url"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "subtitle", "author_names", "translator_names"])
        for name in ("title", "subtitle", "rights", "source_url"):
            self.fields[name].widget.attrs["class"] = "vTextField"

    def clean_author_names(self) -> list[str]:
        return _lines(self.cleaned_data["author_names"])

    def clean_translator_names(self) -> list[str]:
        return _lines(self.cleaned_data["translator_names"])


def _lines(names: str) -> list[str]:
    return [" ".join(line.split())[:200] for line in names.splitlines() if line.strip()]


def title_page_of(outline: dict) -> dict:
    """What the file says about itself, as far as the form has room for it."""
    source = outline["source"] if str(outline["source"]).startswith(("http://", "https://")) else ""
    return {
        "title": outline["title"][:300],
        "subtitle": outline["subtitle"][:300],
        "kind": Text.Kind.BOOK if len(outline["chapters"]) > 1 else Text.Kind.ARTICLE,
        "language": known(outline["language"]),
        "written_from": outline["year"],
        "rights": outline["rights"][:300],
        "source_url": source[:200],
        "takes_cover": outline["has_cover"],
        "author_names": "\n".join(outline["authors"]),
        "translator_names": "\n".join(outline["translators"]),
    }


NO_PART = "–"
DASHES = ("-", NO_PART, "—")


class ChapterRow(forms.Form):
    taken = forms.BooleanField(required=False, initial=True)
    merged = forms.BooleanField(required=False)
    part = forms.CharField(required=False, max_length=300)
    number = forms.CharField(required=False, max_length=40)
    title = forms.CharField(required=False, max_length=500)
    dropped = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data=None, *, prefix: str, found: dict, draft: dict):
        heading = {name: found[name] for name in ("part", "number", "title")}
        super().__init__(data, prefix=prefix, initial={"taken": True, **heading, **draft})
        self.found = found
        suspects = [(str(place), words) for place, words in found["suspects"]]
        self.fields["dropped"].choices = suspects  # type: ignore[attr-defined]
        for name, label in self.labels().items():
            self.fields[name].widget.attrs["aria-label"] = label

    def labels(self) -> dict[str, str]:
        name = {"label": self.found["label"]}
        return {
            "taken": _("Take “%(label)s”") % name,
            "merged": _("Join “%(label)s” to the chapter before") % name,
            "part": _("Part of “%(label)s”") % name,
            "number": _("Number of “%(label)s”") % name,
            "title": _("Title of “%(label)s”") % name,
        }

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("taken") and not cleaned.get("merged") and not (cleaned.get("number") or cleaned.get("title")):
            self.add_error("title", _("Give the chapter a number or a title."))
        return cleaned

    def decision(self, part: str) -> Decision:
        """As it stands in the row, whether it can be saved or not."""
        number, title = ((self[name].value() or "").strip() for name in ("number", "title"))
        offered = {place for place, _words in self.found["suspects"]}
        dropped = {place for place in offered if str(place) in map(str, self["dropped"].value() or [])}
        return Decision(bool(self["taken"].value()), bool(self["merged"].value()), part, number, title, dropped)


def chapter_rows(outline: dict, drafts: list[dict], data=None) -> list[ChapterRow]:
    """A part is named where it begins. `drafts` are what was written in the rows before, or none at all."""
    rows: list[ChapterRow] = []
    before = ""
    for at, found in enumerate(outline["chapters"]):
        draft = drafts[at] if at < len(drafts) else {}
        begins = "" if found["part"] == before else found["part"] or NO_PART
        rows.append(ChapterRow(data, prefix=f"c{at}", found={**found, "part": begins}, draft=draft))
        before = found["part"]
    return rows


def decisions(rows: list[ChapterRow]) -> list[Decision]:
    """A part goes on until another begins or a dash ends it."""
    decided: list[Decision] = []
    part = ""
    for row in rows:
        written = (row["part"].value() or "").strip()
        part = "" if written in DASHES else written or part
        decided.append(row.decision(part))
    return decided
