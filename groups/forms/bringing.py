from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.access import light_chapters
from groups.forms.fields import KeyField
from groups.models import Duty, Meeting, Membership
from texts.models import Chapter, PageRange, ReaderEdition

USUAL_DUTIES = [_("Facilitates"), _("Opens the evening"), _("Keeps the time"), Duty.WRITES_MINUTES]


class ChapterField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Chapter"), "queryset": Chapter.objects.none(), **kwargs})
        self.to_field_name = "slug"

    def label_from_instance(self, obj) -> str:
        return obj.label


def check_paragraph(chapter: Chapter, number: int) -> None:
    """Raises ValidationError if the chapter stands here and has no such paragraph."""
    if chapter.paragraphs and number > chapter.paragraphs:
        count = {"chapter": chapter.label, "count": chapter.paragraphs}
        raise ValidationError(_("“%(chapter)s” has %(count)d paragraphs.") % count)


class UnclearForm(forms.Form):
    """A numbered paragraph that somebody does not understand."""

    chapter = ChapterField()
    paragraph = forms.IntegerField(label=_("Paragraph"), min_value=1, max_value=99_999)

    def __init__(self, data=None, *, chapters: list[Chapter]):
        super().__init__(data, initial={"chapter": chapters[0].slug if chapters else None}, auto_id="unclear_%s")
        chapter: Any = self.fields["chapter"]
        chapter.queryset = light_chapters().filter(pk__in=[one.pk for one in chapters])
        chapter.widget.choices = [(one.slug, one.label) for one in chapters]  # which are here already

    def clean_paragraph(self) -> int:
        if chapter := self.cleaned_data.get("chapter"):
            check_paragraph(chapter, self.cleaned_data["paragraph"])
        return self.cleaned_data["paragraph"]


class PassageForm(forms.Form):
    """Where the passage is: a chapter with paragraphs, or a page of one’s own edition."""

    chapter = ChapterField(required=False, empty_label=_("I only know the page"))
    first_paragraph = forms.IntegerField(label=_("From paragraph"), min_value=1, max_value=99_999, required=False)
    last_paragraph = forms.IntegerField(label=_("To paragraph"), min_value=1, max_value=99_999, required=False)
    page = forms.IntegerField(
        label=_("Page"), min_value=1, max_value=99_999, required=False, help_text=_("Of the edition you hold.")
    )
    why = forms.CharField(label=_("Why this one"), max_length=500, required=False)
    key = KeyField()

    def __init__(self, data=None, *, meeting: Meeting, membership: Membership):
        super().__init__(data, auto_id="passage_%s")
        self.meeting, self.membership = meeting, membership
        of_sections = light_chapters().filter(sections__in=meeting.sections.all()).distinct().order_by("position")
        whole = light_chapters().filter(text=meeting.reading.guide.text_id).order_by("position")
        chapter: Any = self.fields["chapter"]
        chapter.queryset = of_sections if of_sections.exists() else whole
        if first := of_sections.first():
            self.initial["chapter"] = first.slug

    def clean(self) -> None:
        data = self.cleaned_data
        first, last = data.get("first_paragraph"), data.get("last_paragraph")
        if (first or last) and not data.get("chapter"):
            self.add_error("chapter", _("Say which chapter the paragraph is in."))
        elif not self.errors and not data["chapter"] and not data["page"]:
            self.add_error("chapter", _("Say where it is: a chapter, or a page."))
        if last and not first:
            self.add_error("first_paragraph", _("Say where the passage begins."))
        if first and last and last < first:
            self.add_error("last_paragraph", _("The last paragraph lies before the first."))
        if first and data.get("chapter"):
            self._check("last_paragraph" if last else "first_paragraph", data["chapter"], last or first)

    def _check(self, field: str, chapter: Chapter, number: int) -> None:
        try:
            check_paragraph(chapter, number)
        except ValidationError as error:
            self.add_error(field, error)

    def bring(self) -> None:
        """Sent twice, it is brought once. A page alone finds its chapter in the edition that the member holds."""
        data = dict(self.cleaned_data)
        key = data.pop("key")
        if data["chapter"] is None:
            data["chapter"] = self._chapter_at(data["page"])
        place = {"meeting": self.meeting, "reading": self.meeting.reading, "group_id": self.membership.group_id}
        defaults = place | data
        self.membership.brought_passages.get_or_create(key=key, defaults=defaults)

    def _chapter_at(self, page: int) -> Chapter | None:
        held = PageRange.objects.filter(
            edition__in=ReaderEdition.objects.filter(user=self.membership.user).values("edition"),
            edition__text=self.meeting.reading.guide.text_id,
            first__lte=page,
            last__gte=page,
        )
        found = held.select_related("chapter").first()
        return found.chapter if found else None


class DutyForm(forms.Form):
    """Facilitators ask anybody; members say what they take on themselves."""

    name = forms.CharField(
        label=_("What"),
        max_length=60,
        help_text=_("Who “writes the minutes” can write them on this page and share them with the group."),
    )
    who = forms.ModelChoiceField(label=_("Who"), queryset=Membership.objects.none(), empty_label=None, required=False)
    usual = USUAL_DUTIES

    def __init__(self, data=None, *, meeting: Meeting, by: Membership):
        super().__init__(data, auto_id="duty_%s", initial={"who": by.pk})
        self.meeting, self.by = meeting, by
        self.fields["name"].widget.attrs["list"] = "usual-duties"
        if by.is_facilitator:
            who: Any = self.fields["who"]
            who.queryset = Membership.objects.active().filter(group=by.group_id).select_related("user")
        else:
            del self.fields["who"]

    def give(self) -> None:
        Duty.give(self.meeting, self.cleaned_data.get("who") or self.by, self.cleaned_data["name"])
