from admin_ordering.admin import OrderableAdmin
from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guides.admin.forms import MarkdownTextarea, QuestionRowForm, SectionRowForm
from guides.admin.permissions import EditorsInline
from guides.admin.rows import OwnRowsInline, RowFormSet
from guides.models import Event, Passage, Person, Question, Section, Term
from texts.fields import MarkdownField


class Rows(EditorsInline, OwnRowsInline, OrderableAdmin, admin.TabularInline):
    """Rows in an order that one can drag; the number stays, for the keyboard and for pages without scripts."""

    ordering_field = "position"
    view_on_site = False

    def check(self, **kwargs):
        return []  # the order of the model begins with its parent, which is the same for all rows here

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk")


class SectionInline(Rows):
    model = Section
    form = SectionRowForm
    fields = ["position", "title", "sheet", "seen_version"]
    readonly_fields = ["sheet"]
    verbose_name_plural = gettext_lazy("Sections, in their order")

    def get_queryset(self, request):
        current = Count("questions", filter=Q(questions__retired_at=None))
        return super().get_queryset(request).annotate(question_count=current)

    @admin.display(description=gettext_lazy("reading and questions"))
    def sheet(self, section):
        if section.pk is None:
            return _("Save the guide first; then the section has a page of its own.")
        count = getattr(section, "question_count", 0)
        words = ngettext("Open: %(number)d question", "Open: %(number)d questions", count) % {"number": count}
        return format_html('<a href="{}">{}</a>', reverse("admin:guides_section_change", args=[section.pk]), words)

    def is_held(self, section):
        return Question.objects.held().filter(section=section).exists()

    def held_reason(self, section):
        return _("“%(section)s” has answers. Retire its questions instead of deleting it.") % {"section": section}


class QuestionInline(EditorsInline, OwnRowsInline, OrderableAdmin, admin.StackedInline):
    model = Question
    form = QuestionRowForm
    ordering_field = "position"
    view_on_site = False
    readonly_fields = ["more"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "prompt",
                    ("position", "kind", "is_core"),
                    "choice_lines",
                    ("reveal", "minutes", "is_retired"),
                    "more",
                ]
            },
        ),
    ]
    verbose_name_plural = gettext_lazy("Questions, in their order")
    check = Rows.check

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("position", "pk").prefetch_related("choices")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "prompt":
            field.widget = MarkdownTextarea(attrs={"rows": 3, "cols": 80})
        return field

    @admin.display(description=gettext_lazy("More"))
    def more(self, question):
        if question.pk is None:
            return _("Hint, passage, model answer and notes can be written once the question is saved.")
        has = [
            str(label)
            for label, value in (
                (_("hint"), question.hint),
                (_("model answer"), question.model_answer),
                (_("note"), question.facilitator_note),
                (_("passage"), question.reference or question.first_paragraph),
            )
            if value
        ]
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("admin:guides_question_change", args=[question.pk]),
            _("Hint, passage, model answer, note"),
        )
        return format_html("{} ({})", link, ", ".join(has)) if has else link

    def is_held(self, question):
        return question.is_held

    def held_reason(self, question):
        return _("“%(question)s” has answers. Tick “retired” instead of deleting it.") % {"question": question}


class NoteRows(Rows):
    formset = RowFormSet
    classes = ["collapse"]
    fields = ["position", "name", "when", "description"]

    def get_queryset(self, request):
        own = {} if self.model is Event or self.fk_name == "section" else {"section": None}
        return super().get_queryset(request).filter(**own)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs["widget"] = MarkdownTextarea(attrs={"rows": 2, "cols": 60})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TermInline(NoteRows):
    model = Term
    fk_name = "guide"


class PersonInline(NoteRows):
    model = Person
    fk_name = "guide"


class EventInline(NoteRows):
    model = Event
    fields = ["position", "when", "name", "description"]


class SectionTermInline(TermInline):
    fk_name = "section"


class SectionPersonInline(PersonInline):
    fk_name = "section"


class PassageInline(Rows):
    model = Passage
    classes = ["collapse"]
    fields = ["position", "quotation", "chapter", "first_paragraph", "last_paragraph", "reference"]

    def get_formset(self, request, obj=None, **kwargs):
        self.section = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs["widget"] = MarkdownTextarea(attrs={"rows": 2, "cols": 60})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "chapter" and self.section:
            kwargs["queryset"] = self.section.guide.text.chapters.only("number", "title", "text_id", "paragraphs")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
