"""A group's work becomes a file: at once if it is small, by the worker if not."""

import logging
import time

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from discussions.book.as_html import html
from discussions.book.as_markdown import markdown
from discussions.book.as_pdf import pdf
from discussions.book.work import Work, sections_of, size, state_of, work_of
from discussions.models import WorkExport
from groups.models import Membership, Reading
from texts.writers.typst import Paper, PdfFailed

MAKE = "discussions.tasks.make_export"
SMALL = 300  # answers and posts
REPORT_EVERY = 0.5  # seconds
log = logging.getLogger(__name__)


def begin(reading: Reading, by: Membership, form: str, key) -> WorkExport:
    """The same key gives the same file again."""
    is_small = form != WorkExport.Format.PDF and size(reading) <= SMALL
    with transaction.atomic():
        export, created = WorkExport.objects.get_or_create(
            reading=reading, key=key, defaults={"made_by": by, "format": form, "total": sections_of(reading)}
        )
        if created and not is_small:
            app.configure_task(MAKE).defer(export=export.pk)
    if created and is_small:
        make(export.pk)
    return export


def make(pk: int) -> None:
    """Safe to repeat; does nothing if the file is there, or was deleted meanwhile."""
    exports = WorkExport.objects.light().select_related("reading__group", "reading__guide__text")
    export = exports.filter(pk=pk, finished_at=None, failed_at=None).first()
    if export is None:
        return
    state = state_of(export.reading, export.made_at)
    work = work_of(export.reading, export.made_at)
    try:
        data = _written(export, work)
    except PdfFailed as error:
        log.warning("Export %s: %s", pk, error)
        WorkExport.objects.filter(pk=pk).update(failed_at=timezone.now())
        return
    WorkExport.objects.filter(pk=pk).update(data=data, state=state, done=export.total, finished_at=timezone.now())


def is_as_made(export: WorkExport) -> bool:
    """False once something in the file was changed, hidden or taken back: then it is given to nobody any more."""
    return state_of(export.reading, export.made_at) == export.state


def _written(export: WorkExport, work: Work) -> bytes:
    if export.format == WorkExport.Format.PDF:
        return pdf(work, Paper())
    pieces, reported = [], time.monotonic()
    for done, piece in enumerate(html(work) if export.format == WorkExport.Format.HTML else markdown(work)):
        pieces.append(piece)
        if time.monotonic() - reported > REPORT_EVERY:
            WorkExport.objects.filter(pk=export.pk).update(done=min(done, export.total))
            reported = time.monotonic()
    return "".join(pieces).encode()
