from admin_ordering.admin import OrderableAdmin
from django.contrib import admin
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guides.admin.forms import MarkdownTextarea, QuestionRowForm, SectionRowForm
from guides.admin.permissions import EditorsInline
from guides.admin.rows import ChapterRows, OwnRowsInline, RowFormSet
from guides.models import Event, Passage, Person, Question, Section, Term
from guides.queries import is_protected
from texts.fields import MarkdownField
from texts.models import Chapter


class Rows(EditorsInline, OwnRowsInline, OrderableAdmin, admin.StackedInline):
    """Rows in an order that one can drag; the number stays, for the keyboard and for pages without scripts."""

    template = "admin/guides/rows.html"
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
        chapters = Prefetch("chapters", Chapter.objects.without_bodies())
        return super().get_queryset(request).annotate(question_count=current).prefetch_related(chapters)

    @admin.display(description=gettext_lazy("reading and questions"))
    def sheet(self, section):
        if section.pk is None:
            return _("It has a page of its own once the guide is saved.")
        words = ngettext("%(number)d question", "%(number)d questions", section.question_count)
        words %= {"number": section.question_count}
        link = format_html('<a href="{}">{}</a>', reverse("admin:guides_section_change", args=[section.pk]), words)
        return format_html('{} <span class="help">{}</span>', link, section.reading_line)

    def is_held(self, section):
        return Question.objects.held().filter(section=section).exists()

    def held_reason(self, section):
        return _("“%(section)s” has answers. Retire its questions instead of deleting it.") % {"section": section}


class QuestionInline(EditorsInline, OwnRowsInline, OrderableAdmin, admin.StackedInline):
    """Folded, so that one sees the whole sheet; the first set of fields stands beside the fold."""

    model = Question
    form = QuestionRowForm
    formset = ChapterRows
    template = "admin/guides/section/questions.html"
    ordering_field = "position"
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["position"]}),
        (None, {"fields": ["prompt", ("kind", "minutes", "is_core"), "choice_lines"]}),
        (
            gettext_lazy("Hint and passage"),
            {
                "classes": ["collapse"],
                "fields": ["hint", ("chapter", "first_paragraph", "last_paragraph"), "reference"],
            },
        ),
        (
            gettext_lazy("In the group"),
            {"classes": ["collapse"], "fields": [("reveal", "one_of"), "is_retired"]},
        ),
        (
            gettext_lazy("For the facilitator"),
            {"classes": ["collapse"], "fields": ["model_answer", "facilitator_note"]},
        ),
    ]
    verbose_name_plural = gettext_lazy("Questions, in their order")
    check = Rows.check

    def get_queryset(self, request):
        questions = super().get_queryset(request).annotate(is_written_to=is_protected(Question))
        return questions.order_by("position", "pk").prefetch_related("choices")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, MarkdownField):
            field.widget = MarkdownTextarea(attrs={"rows": 3, "cols": 80})
        if db_field.name == "prompt":
            field.help_text = _("Questions within the question stand in a list below it.")
            field.error_messages["required"] = _("Write the question.")
        return field

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
    formset = ChapterRows
    classes = ["collapse"]
    fields = ["position", "quotation", "chapter", "first_paragraph", "last_paragraph", "reference"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs["widget"] = MarkdownTextarea(attrs={"rows": 2, "cols": 60})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
