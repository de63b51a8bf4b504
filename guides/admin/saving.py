"""How rows of a page are saved: addresses for new sections, choices from lines, versions that move."""

from django.contrib import messages
from django.utils import timezone

from guides.documents.question_rows import write_choices
from guides.documents.to_rows import section_slug
from guides.fileformat.document import Report
from guides.models import Question, Section


def save_rows(request, formset) -> None:
    """Rows that only move are written at once."""
    formset.save(commit=False)
    for row in formset.deleted_objects:
        row.delete()
    written = {form for form in formset.forms if is_rewritten(form)} - set(formset.deleted_forms)
    moved = [form.instance for form in formset.initial_forms if form not in written and has_moved(form)]
    formset.model.objects.bulk_update([row for row in moved if row not in formset.deleted_objects], ["position"])
    for form in formset.forms:
        if form in written:
            save_row(request, form)
    formset.save_m2m()


def is_rewritten(form) -> bool:
    """Whether something else than its place was typed."""
    return form.has_changed() and (form.instance.pk is None or bool(set(form.changed_data) - {"position"}))


def has_moved(form) -> bool:
    return form.instance.position != form.initial.get("position")


def is_touched(formset) -> bool:
    return formset.has_changed() or any(map(has_moved, formset.initial_forms))


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


def close_gaps(rows) -> None:
    """Number the rows of one parent from 1 again."""
    moved = []
    for position, row in enumerate(rows.order_by("position", "pk"), 1):
        if row.position != position:
            row.position = position
            moved.append(row)
    rows.model.objects.bulk_update(moved, ["position"])


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
