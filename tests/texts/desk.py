"""What the tests of the desk for texts have in common."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from texts.models import ImportJob, Text

NEW = "/admin/texts/text/import/"


MARKDOWN = b"# The Sea\n\n## One\n\nFirst words.[^1]\n\n[^1]: A note.\n\n## Two\n\nMore.[^1]\n\n## Three\n\nThe end.\n"


def upload(client, data: bytes = MARKDOWN, name: str = "sea.md", over: Text | None = None):
    address = f"{NEW}?text={over.pk}" if over else NEW
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def read_job(client, data: bytes = MARKDOWN, name: str = "sea.md", over: Text | None = None) -> ImportJob:
    response = upload(client, data, name, over)
    assert response.status_code == 302, response.content.decode()
    job = ImportJob.objects.waiting().get()
    assert job.is_ready, job.error
    return job


def decisions(job: ImportJob, **changed) -> dict:
    """The preview as it stands, sent back; `c0_title="…"` changes a field, `c0_taken=None` leaves it out."""
    data = {"title": "The Sea", "kind": "book", "language": "en", "author_names": "Ann\nBob"}
    data["cut_mark"] = job.cut_mark
    for at, chapter in enumerate(job.outline["chapters"]):
        data |= {f"c{at}-{name}": chapter[name] for name in ("part", "number", "title")} | {f"c{at}-taken": "on"}
    data |= {key.replace("_", "-", 1) if key[0] == "c" and key[1].isdigit() else key: v for key, v in changed.items()}
    return {key: value for key, value in data.items() if value is not None}


def act(job: ImportJob, name: str) -> str:
    return reverse(f"admin:texts_import_{name}", args=[job.pk])


def opened(desk, row) -> str:
    """What the form of a page carries about the state in which it was opened."""
    page = desk.get(reverse(f"admin:texts_{row._meta.model_name}_change", args=[row.pk]))
    return page.context["adminform"].form.initial["seen"]
