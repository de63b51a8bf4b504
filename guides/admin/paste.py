"""Questions from a list or a whole document: paste, look, choose, add."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from guides.documents.question_rows import write_question
from guides.fileformat.document import FormatError, QuestionDocument, Report
from guides.fileformat.reading import questions_from_text
from guides.models import Guide, Question, Section


@require_http_methods(["GET", "HEAD", "POST"])
def section_paste(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    section = get_object_or_404(Section.objects.select_related("guide__text"), pk=pk)
    if not section.guide.is_editable_by(request.user):
        raise PermissionDenied
    source, problems, found = request.POST.get("source", ""), [], []
    if request.method == "POST":
        try:
            found = questions_from_text(source)
        except FormatError as error:
            problems = [str(problem) for problem in error.problems]
        if not found and not problems:
            problems = [_("There is no question in this text.")]
        if "add" in request.POST and found:
            problems = add_questions(section, chosen(request, found))
            if not problems:
                return done(request, section, len(chosen(request, found)))
    context = {
        **site.each_context(request),
        "opts": Section._meta,
        "title": _("Paste questions into “%(section)s”") % {"section": section},
        "section": section,
        "source": source,
        "found": [(question, Question.Kind(question.kind).label) for question in found],
        "problems": problems,
    }
    return TemplateResponse(request, "admin/guides/paste.html", context, status=422 if problems else 200)


def chosen(request: HttpRequest, found: list[QuestionDocument]) -> list[QuestionDocument]:
    taken = set(request.POST.getlist("take"))
    return [question for place, question in enumerate(found) if str(place) in taken]


@transaction.atomic
def add_questions(section: Section, questions: list[QuestionDocument]) -> list[str]:
    """After those that are there. Returns what is wrong; then nothing is added."""
    Guide.objects.select_for_update().get(pk=section.guide_id)
    last = max(section.questions.values_list("position", flat=True), default=0)
    keys = set(section.questions.values_list("key", flat=True))
    chapters = list(section.guide.text.chapters.all())
    report = Report()
    for place, question in enumerate(questions, last + 1):
        if question.key in keys:
            question.key = ""
        write_question(section, question, None, place, chapters, report)
    if report.errors:
        transaction.set_rollback(True)
        return [str(problem) for problem in report.errors]
    Section.objects.filter(pk=section.pk).update(version=section.version + 1)
    return []


def done(request: HttpRequest, section: Section, count: int) -> HttpResponse:
    words = ngettext("%(count)d question added.", "%(count)d questions added.", count) % {"count": count}
    messages.success(request, words)
    return redirect("admin:guides_section_change", section.pk)
