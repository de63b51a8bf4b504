from django.contrib import admin
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.admin.desk import DeskPage
from guides.admin.forms import QuestionForm, SectionForm
from guides.admin.inlines import PassageInline, QuestionInline, SectionPersonInline, SectionTermInline
from guides.admin.permissions import may_edit
from guides.admin.saving import close_gaps, is_touched, retire, save_choices, save_rows
from guides.models import Question, Section


class PartAdmin(DeskPage):
    """Sections and questions are added on the page of what they belong to, and not listed by themselves."""

    def has_add_permission(self, request):
        return False

    def response_post_save_change(self, request, obj):
        following = request.POST.get("_next", "")
        if following.isdecimal():
            return redirect("admin:guides_section_change", following)
        return back_from(obj)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        request.after_deletion = back_from(obj)

    def response_delete(self, request, obj_display, obj_id):
        super().response_delete(request, obj_display, obj_id)  # says that it is gone
        return request.after_deletion

    def get_model_perms(self, request):
        return {}


@admin.register(Section)
class SectionAdmin(PartAdmin):
    form = SectionForm
    change_form_template = "admin/guides/section/change_form.html"
    list_display = ["title", "guide", "position"]
    search_fields = ["title", "guide__title"]
    inlines = [QuestionInline, PassageInline, SectionTermInline, SectionPersonInline]
    fieldsets = [
        (None, {"fields": ["title", "aim", "chapters", "reading", "before", "seen_version"]}),
        (
            gettext_lazy("More about the reading"),
            {"classes": ["collapse"], "fields": [("first_paragraph", "last_paragraph"), "pages", "minutes", "slug"]},
        ),
        (
            gettext_lazy("Key ideas, misunderstandings, today"),
            {"classes": ["collapse"], "fields": ["key_ideas", "misunderstandings", "today", "supplementary"]},
        ),
        (gettext_lazy("For the facilitator"), {"classes": ["collapse"], "fields": ["facilitator_notes"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("guide__text")

    def save_model(self, request, obj, form, change):
        obj.save()

    def save_formset(self, request, form, formset, change):
        save_rows(request, formset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(map(is_touched, formsets)):
            touch(form.instance)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        close_gaps(obj.guide.sections)

    def render_change_form(self, request, context, *args, **kwargs):
        section = context.get("original")
        if section:
            asked = Count("questions", filter=Q(questions__retired_at=None))
            sections = section.guide.sections.only("title", "position", "guide_id").annotate(asked=asked)
            sections = list(sections.order_by("position", "pk"))
            following = next((other for other in sections if other.position > section.position), None)
            context |= {"may_edit": may_edit(request, section), "sections": sections, "following": following}
        return super().render_change_form(request, context, *args, **kwargs)

    def is_held(self, section):
        return Question.objects.held().filter(section=section).exists()

    def held_reason(self, section):
        return _("“%(section)s” has answers. Retire its questions instead of deleting it.") % {"section": section}


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    form = QuestionForm
    change_form_template = "admin/guides/question/change_form.html"
    list_display = ["prompt", "section", "kind"]
    search_fields = ["prompt"]
    fieldsets = [
        (None, {"fields": ["prompt", ("kind", "is_core"), "choice_lines", "hint", "seen_version"]}),
        (
            gettext_lazy("The passage it is about"),
            {"fields": ["chapter", ("first_paragraph", "last_paragraph"), "reference"]},
        ),
        (gettext_lazy("In the group"), {"fields": ["reveal", "minutes", "one_of", "is_retired"]}),
        (gettext_lazy("For the facilitator"), {"fields": ["model_answer", "facilitator_note"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("section__guide__text", "chapter")

    def save_model(self, request, obj, form, change):
        retire(obj, form)
        obj.save()
        save_choices(request, form)
        if form.has_changed():
            touch(obj.section)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        close_gaps(obj.section.questions)
        touch(obj.section)

    def is_held(self, question):
        return question.is_held

    def held_reason(self, question):
        return _("“%(question)s” has answers. Tick “retired” instead of deleting it.") % {"question": question}


def touch(section: Section) -> None:
    """Something on its sheet has changed: an open form of it is out of date."""
    Section.objects.filter(pk=section.pk).update(version=F("version") + 1)


def back_from(part: Section | Question) -> HttpResponse:
    """To what it belongs to, for there is no list of its own."""
    whole = part.section if isinstance(part, Question) else part.guide
    return redirect(f"admin:guides_{whole._meta.model_name}_change", whole.pk)
