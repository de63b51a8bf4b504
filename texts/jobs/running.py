import json
import logging
import os
import subprocess
import sys
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language, override

from texts.importing import Book, ImportRefused
from texts.importing.sentences import Sentence, from_pair, gettext_noop, say
from texts.jobs.packing import unpack
from texts.jobs.speaking import spoken
from texts.models import ImportJob

logger = logging.getLogger(__name__)

AT_ONCE = 3.0
AT_MOST = 90.0
LOGGED = 10_000
STARTED = [
    *("started_at", "finished_at", "error", "guesses", "outline", "draft"),
    *("encoding", "how", "level", "pattern"),
]


def start(job: ImportJob, title_page: dict | None = None) -> None:
    """Read the file of a job, anew if it was read before. Comes back after AT_ONCE seconds at the latest; a longer
    reading goes on behind, and its outcome is in the row when it is done. `title_page` is what was written already.
    """
    job.started_at, job.finished_at = timezone.now(), None
    job.error, job.guesses, job.outline = "", [], None
    job.draft = {"title_page": title_page, "rows": []} if title_page else None
    job.save(update_fields=STARTED)
    child = _begin({"filename": job.filename, "encoding": job.encoding, "cut": _cut(job)}, job.load("data"))
    try:
        out, errors = child.communicate(timeout=AT_ONCE)
    except subprocess.TimeoutExpired:
        Thread(target=_finish, args=(job, child, get_language()), daemon=True).start()
    else:
        _log(job.pk, errors)
        record(job, child.returncode, out)


def read_apart(filename: str, data: bytes, cut: dict, encoding: str = "") -> Book:
    """Wait for it. Raises ImportRefused for whatever cannot be brought in, or not within the limits."""
    child = _begin({"filename": filename, "encoding": encoding, "cut": cut}, data)
    out, errors = _wait(child)
    _log(filename, errors)
    report, packed = _parted(child.returncode, out)
    if not report:
        raise ImportRefused(_stopped(child.returncode))
    if "error" in report:
        raise ImportRefused(from_pair(report["error"]))
    return unpack(packed)


def _cut(job: ImportJob) -> dict:
    return {"how": job.how, "level": job.level, "pattern": job.pattern}


def _begin(order: dict, data: bytes) -> subprocess.Popen:
    with TemporaryFile() as given:
        given.write(json.dumps(order).encode() + b"\n")
        given.write(data)
        given.seek(0)
        return _spawn(given)


def _wait(child: subprocess.Popen) -> tuple[bytes, bytes]:
    try:
        return child.communicate(timeout=AT_MOST)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.communicate()


def _parted(code: int, out: bytes) -> tuple[dict, memoryview]:
    """What is said of the book, nothing if the process broke off; and the book itself, packed."""
    end = out.find(b"\n")
    return (json.loads(out[:end]) if code == 0 and end > 0 else {}), memoryview(out)[end + 1 :]


def _spawn(given: IO[bytes]) -> subprocess.Popen:
    """Of the environment only what Python needs to start."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "texts.jobs.child"],
        cwd=settings.BASE_DIR,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _finish(started: ImportJob, child: subprocess.Popen, language: str | None) -> None:
    """`language` is the organizer’s, which a thread does not know. A job that was started anew is finished by that."""
    try:
        out, errors = _wait(child)
        _log(started.pk, errors)
        job = ImportJob.objects.filter(pk=started.pk, started_at=started.started_at).first()
        if job:
            with override(language):
                record(job, child.returncode, out)
    finally:
        connection.close()


def _log(pk: int | str, errors: bytes) -> None:
    """What the process complained of, which only it knows: its exit may be in order nevertheless."""
    if errors.strip():
        logger.error("Reading import %s: %s", pk, errors[-LOGGED:].decode(errors="replace"))


def record(job: ImportJob, code: int, out: bytes) -> None:
    """What the process left: a book, a reason why not, or nothing if it was stopped."""
    report, packed = _parted(code, out)
    said = report.get("error") if report else _stopped(code).pair
    job.error = spoken(said)[:1000] if said else ""
    job.guesses = report.get("guesses", [])
    job.outline = report.get("outline")
    job.finished_at = timezone.now()
    if job.outline:
        job.store("parsed", packed)
    job.save(update_fields=["error", "guesses", "outline", "finished_at"])


def _stopped(code: int) -> Sentence:
    if code < 0:
        return say(gettext_noop("Reading the file took longer than a minute and was stopped."))
    return say(
        gettext_noop("The file could not be read: reading it broke off. It may be damaged in a way we have not met.")
    )
