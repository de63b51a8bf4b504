"""Rows 1 to 6, 18 and 19: texts, guides, imports, accounts."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matrix.knocking import Ask
from tests.matrix.things import ADMIN, NoAct, Thing, Tries, admin_add, admin_change, admin_delete


def text_pages(slug: str, text: str):
    def pages(world, role: str) -> list[Ask]:
        found = getattr(world, text)
        at = {"text": slug}
        return [
            *(Ask(f"texts:{name}", at) for name in ("text_detail", "text_epub", "text_markdown")),
            Ask("texts:chapter_detail", at | {"chapter": "chapter-1"}),
            Ask(f"{ADMIN}texts/text/{found.pk}/change/"),
            Ask(f"{ADMIN}autocomplete/?app_label=guides&model_name=guide&field_name=text&term=heron"),
        ]

    return pages


def text_created(world, role: str) -> Tries:
    return Tries(another=(admin_add(world, "texts/text", title="A new text", slug="a-new-text"),))


def changed_by(model: str, name: str, **changes):
    def act(world, role: str) -> Tries:
        return Tries(another=(admin_change(world, model, getattr(world, name).pk, **changes),))

    return act


def deleted(model: str, name: str):
    def act(world, role: str) -> Tries:
        return Tries(another=(admin_delete(model, getattr(world, name).pk),))

    return act


def guide_pages(slug: str, guide: str):
    def pages(world, role: str) -> list[Ask]:
        found, at = getattr(world, guide), {"guide": slug}
        section = found.sections.first()
        names = ("guide_detail", "guide_markdown", "guide_print", "release_list")
        pages = [Ask(f"guides:{name}", at) for name in names]
        pages += [
            Ask(f"guides:{name}", at | {"section": section.slug})
            for name in ("section_detail", "section_print", "section_pdf")
        ]
        return [
            *pages,
            Ask("guides:guide_short", {"pk": found.pk}),
            Ask("guides:section_short", {"pk": section.pk}),
            Ask(f"{ADMIN}guides/guide/{found.pk}/change/"),
            Ask("groups:reading_detail", {"group": "ours", "reading": "closed"}),
            Ask("groups:reading_new", {"group": "theirs"}),
            Ask("groups:booklet_print", {"group": "ours", "reading": "closed"}),
            Ask("groups:handout_print", {"group": "ours", "reading": "closed", "section": section.slug}),
        ]

    return pages


def guide_created(world, role: str) -> Tries:
    return Tries(another=(admin_add(world, "guides/guide", text=world.text.pk, title="A new guide"),))


def guide_published(world, role: str) -> Tries:
    return Tries(another=(Ask("admin:guides_guide_publish", {"pk": world.given_guide.pk}, {"note": "Anew"}),))


def note_pages(world, role: str) -> list[Ask]:
    at, sheet = {"guide": "open-guide"}, {"guide": "open-guide", "section": world.section.slug}
    place = {"group": "ours", "reading": "now", "section": world.section.slug}
    files = ("guide_markdown", "guide_print", "guide_epub", "guide_pdf")
    pages = [Ask(f"guides:{name}", at, query=f"?edition={edition}") for name in files
             for edition in ("public", "member", "facilitator")]  # fmt: skip
    pages += [
        Ask(f"guides:{name}", sheet, query="?edition=facilitator") for name in ("section_detail", "section_print")
    ]
    pages += [
        Ask(f"groups:{name}", place)
        for name in ("section_detail", "meeting_detail", "meeting_print", "meeting_pdf", "meeting_present")
    ]
    pages += [Ask(f"groups:{name}", place, query="?edition=facilitator") for name in ("handout_print", "handout_pdf")]
    pages += [
        Ask(f"groups:{name}", {"group": "ours", "reading": "now"}, query="?edition=facilitator")
        for name in ("booklet_print", "booklet_pdf")
    ]
    return [*pages, Ask("guides:section_detail", sheet), Ask("guides:release_detail", at | {"number": 1})]


def notes_written(text: str, first: bool):
    def act(world, role: str) -> Tries:
        section = world.section if first else world.guide.sections.last()
        return Tries(another=(admin_change(world, "guides/section", section.pk, facilitator_notes=text),))

    return act


def import_pages(world, role: str) -> list[Ask]:
    jobs = [Ask("admin:texts_import_status", {"pk": job.pk}) for job in (world.job, world.colleagues_job)]
    return [Ask("admin:texts_import_new"), *jobs]


def import_begun(world, role: str) -> Tries:
    file = SimpleUploadedFile("new.md", b"# A new text\n\nIts words.")
    return Tries(own=(Ask("admin:texts_import_new", post={"file": file}),))


def import_dropped(world, role: str) -> Tries:
    own, another = [Ask("admin:texts_import_drop", {"pk": job.pk}, {}) for job in (world.job, world.colleagues_job)]
    return Tries((own,), (another,))


def account_pages(world, role: str) -> list[Ask]:
    return [Ask(f"{ADMIN}accounts/user/"), Ask(f"{ADMIN}accounts/user/{world.fellow.pk}/change/")]


def account_created(world, role: str) -> Tries:
    return Tries(another=(admin_add(world, "accounts/user", name="Nim", email="nim@example.org"),))


GUIDES, TEXTS = "guides/guide", "texts/text"
LIBRARY = {
    1: Thing(
        surfaces=text_pages("open-text", "text"),
        word="An open text",
        create=text_created,
        edit=changed_by(TEXTS, "free_text", subtitle="Another"),
        delete=deleted(TEXTS, "free_text"),
        table="texts_text",
        everywhere=False,
    ),
    2: Thing(
        surfaces=text_pages("hidden-text", "hidden_text"),
        word="Zqhiddentext",
        create=text_created,
        edit=changed_by(TEXTS, "hidden_text", subtitle="Another"),
        delete=deleted(TEXTS, "hidden_text"),
        table="texts_text",
    ),
    3: Thing(
        surfaces=guide_pages("draft-guide", "draft_guide"),
        word="Zqdraftguide",
        create=guide_created,
        edit=changed_by(GUIDES, "draft_guide", subtitle="Another"),
        delete=deleted(GUIDES, "draft_guide"),
        table="guides_guide",
    ),
    4: Thing(
        surfaces=guide_pages("open-guide", "guide"),
        word="An open guide",
        create=guide_created,
        edit=changed_by(GUIDES, "guide", subtitle="Another"),
        delete=deleted(GUIDES, "free_guide"),
        table="guides_guide",
        everywhere=False,
    ),
    5: Thing(
        surfaces=guide_pages("closed-guide", "closed_guide"),
        word="Zqclosedguide",
        create=guide_published,
        edit=changed_by(GUIDES, "closed_guide", subtitle="Another"),
        delete=deleted(GUIDES, "given_guide"),
        table="guides_guide",
    ),
    6: Thing(
        surfaces=note_pages,
        word="zqfacilitatornotes",
        create=notes_written("New notes", first=False),
        edit=notes_written("Other notes", first=True),
        delete=notes_written("", first=True),
        table="guides_section",
    ),
    18: Thing(
        surfaces=import_pages,
        word="zqimportcolleague",
        own_word=lambda role: "zqimportorganizer" if role == "organizer" else "",
        create=import_begun,
        edit=NoAct("A file is read anew or dropped, never changed."),
        delete=import_dropped,
        table="texts_importjob",
    ),
    19: Thing(
        surfaces=account_pages,
        word="Zqfellow",
        create=account_created,
        edit=changed_by("accounts/user", "stranger", about="Another line"),
        delete=deleted("accounts/user", "stranger"),
        table="accounts_user",
        everywhere=False,
    ),
}
