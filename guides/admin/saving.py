"""How rows of a page are saved: addresses for new sections, choices from lines, versions that move."""

from django.contrib import messages
from django.utils import timezone

from guides.documents.question_rows import write_choices
from guides.documents.to_rows import section_slug
from guides.fileformat.document import Report
from guides.models import Question, Section


def save_rows(request, formset) -> None:
    formset.save(commit=False)
    for row in formset.deleted_objects:
        row.delete()
    for form in formset.forms:
        if form.instance in formset.new_objects or form.instance in [row for row, _names in formset.changed_objects]:
            save_row(request, form)
    formset.save_m2m()


def save_row(request, form) -> None:
    row = form.instance
    if isinstance(row, Section):
        if row.pk:
            row.version += 1
        else:
            taken = set(row.guide.sections.values_list("slug", flat=True))
            row.slug = section_slug(row.title, row.position, taken)
    elif isinstance(row, Question):
        retire(row, form)
    elif getattr(row, "section", None) is not None and hasattr(row, "guide_id"):
        row.guide_id = row.section.guide_id
    row.save()
    if isinstance(row, Question):
        save_choices(request, form)


def retire(question: Question, form) -> None:
    question.retired_at = (question.retired_at or timezone.now()) if form.cleaned_data.get("is_retired") else None


def save_choices(request, form) -> None:
    if "choice_lines" not in form.changed_data:
        return
    report = Report()
    question = Question.objects.get(pk=form.instance.pk)  # its choices as they are, not as they were prefetched
    write_choices(question, form.cleaned_data["choice_lines"], report)
    for warning in report.warnings:
        messages.warning(request, warning.message)
