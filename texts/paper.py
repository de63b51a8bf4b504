"""From a request to a sheet of paper: which size, which print, and the PDF as a reply."""

import logging
import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from texts.writers.typst import Paper, PdfFailed, Sheet, fingerprint, pdf

logger = logging.getLogger(__name__)

SLOW = 2.0  # seconds; what takes longer to set is kept for the next reader
KEPT = 7 * 24 * 3600
SIZES = {"a4": "a4", "letter": "us-letter"}
NAMES = [("a4", _("A4")), ("letter", _("Letter"))]
LETTER_REGIONS = {"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE"}


def usual_size(headers: HttpHeaders) -> str:
    """“letter” where the reader’s browser is from a country that prints on it, else “a4”."""
    first = headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    _language, _hyphen, region = first.strip().rpartition("-")
    return "letter" if region.upper() in LETTER_REGIONS else "a4"


def paper_of(request: HttpRequest) -> Paper:
    """`paper=a4`, `paper=letter`, else the usual; `large` for large print."""
    asked = request.GET.get("paper", "")
    size = SIZES.get(asked) or SIZES[usual_size(request.headers)]
    return Paper(size, is_large="large" in request.GET)


def pdf_response(request: HttpRequest, sheet: Sheet, name: str, is_kept: bool = False) -> HttpResponse:
    """`name` without its ending. Who has the same PDF already is told so before it is set again; with `is_kept` one
    that took long is kept here for a week, under what is in it. Not for what members wrote: they may take it back.
    """
    paper = paper_of(request)
    etag = f'"{fingerprint(sheet, paper)}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged
    try:
        data = _kept(sheet, paper, etag) if is_kept else pdf(sheet, paper)
    except PdfFailed:
        logger.exception("PDF of %s", name)
        return render(request, "texts/pdf_failed.html", status=503)
    named = content_disposition_header(False, f"{name}.pdf") or ""
    return HttpResponse(data, content_type="application/pdf", headers={"ETag": etag, "Content-Disposition": named})


def _kept(sheet: Sheet, paper: Paper, etag: str) -> bytes:
    """Raises PdfFailed."""
    kept = cache.get(f"pdf:{etag}")
    if kept is not None:
        return kept
    began = time.monotonic()
    data = pdf(sheet, paper)
    if time.monotonic() - began > SLOW:
        cache.set(f"pdf:{etag}", data, KEPT)
    return data
