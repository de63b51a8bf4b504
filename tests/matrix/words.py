"""Rows 7 to 10: drafts, answers, threads, posts."""

from discussions.models import Post, Thread
from groups.models import Answer, Draft
from tests.matrix import routes
from tests.matrix.knocking import Ask
from tests.matrix.routes import REASON, key
from tests.matrix.things import Thing, Tries

ERASE = Ask("notices:erase", post={"words": "go", "sure": "on"})
EXPORT = Ask("notices:export", post={})
GONE = ("former", "removed")


def others_of(model, person: str):
    def rows(user) -> list[dict]:
        return list(model.objects.exclude(**{person: user}).order_by("pk").values())

    return rows


def reading_pages(world, role: str) -> list[Ask]:
    """Everywhere in the group where words may turn up; one’s own export too."""
    groups = [Ask(f"groups:{name}", routes.group(world)) for name in ("group_detail", "member_list")]
    readings = [Ask(name, routes.reading(world)) for name in (
        "groups:reading_detail", "groups:meeting_list", "discussions:thread_list", "discussions:moderation_log",
        "discussions:report_list")]  # fmt: skip
    sections = [Ask(f"groups:{name}", routes.section(world)) for name in (
        "section_detail", "meeting_detail", "meeting_print", "meeting_present")]  # fmt: skip
    threads = [Ask(f"discussions:{name}", routes.thread(world)) for name in (
        "thread_detail", "thread_markdown", "thread_print", "thread_news")]  # fmt: skip
    posts = [Ask(f"discussions:{name}", routes.post(world)) for name in ("post_detail", "post_history", "post_edit")]
    edits = [Ask("groups:section_detail", routes.section(world), query=f"?edit={world.question.pk}")]
    return [*groups, *readings, *sections, *threads, *posts, *edits, left_page(world, role), EXPORT]


def on_answer(name: str, question: str = "question", **data):
    """An act on the role’s own answer or draft. No address names another’s; an author sent along is ignored."""

    def act(world, role: str) -> Tries:
        forged = {"author": world.memberships["fellow"].pk, "membership": world.memberships["fellow"].pk}
        at = routes.section(world) | {"pk": getattr(world, question).pk}
        return Tries(own=(Ask(f"groups:{name}", at, {**data, **forged}),))

    return act


def erased_or(act):
    """Who has left deletes by erasing the account; there is no way in any more."""

    def delete(world, role: str) -> Tries:
        tries = act(world, role)
        return Tries((ERASE,), (*tries.own, *tries.another)) if role in GONE else tries

    return delete


def left_or(act, name: str, kind: str, model):
    """Who has left deletes on the page of their own words there; there is no way in any more."""

    def delete(world, role: str) -> Tries:
        tries = act(world, role)
        if role not in GONE:
            return tries
        at = {"pk": world.memberships[role].pk}
        mine, others = (
            Ask(f"notices:{name}", at | {kind: model.objects.filter(author=world.memberships[one]).first().pk}, {})
            for one in (role, "fellow")
        )
        return Tries((mine,), (others, *tries.own, *tries.another))

    return delete


def left_page(world, role: str) -> Ask:
    return Ask("notices:left_group", {"pk": world.memberships[role if role in GONE else "former"].pk})


def answer_deleted(world, role: str) -> Tries:
    acts = ("answer_hide", "answer_delete")
    others = tuple(Ask(f"discussions:{act}", routes.fellows_answer(world), REASON) for act in acts)
    return Tries(on_answer("answer_take_back")(world, role).own, others)


def of_hosts(world, kind: str, do: str) -> Ask:
    """Superusers read and delete by a page that asks why and keeps an account of it."""
    pk = {
        "answer": world.answers[world.fellow.pk].pk,
        "thread": world.fellows_thread.pk,
        "post": world.thread.posts.get(number=2).pk,
    }
    return Ask("admin:discussions_words_read", {"kind": kind, "pk": pk[kind]}, {"do": do, **REASON})


def pages_and_hosts(kind: str):
    return lambda world, role: [*reading_pages(world, role), of_hosts(world, kind, "read")]


def or_by_hosts(kind: str, act):
    def delete(world, role: str) -> Tries:
        ask = of_hosts(world, kind, "delete")
        if role == "superuser":
            return Tries(another=(ask,))
        tries = act(world, role)
        return Tries(tries.own, (*tries.another, ask)) if role in ("organizer", "colleague") else tries

    return delete


def thread_at(thread) -> dict:
    return {"group": "ours", "reading": "now", "thread": thread.pk}


def thread_begun(world, role: str) -> Tries:
    return Tries(
        own=(Ask("discussions:thread_new", routes.reading(world), {"title": "New", "body": "New", "key": key()}),)
    )


def on_thread(name: str, **data):
    def act(world, role: str) -> Tries:
        own = world.former_thread if role == "former" else world.lone_thread
        return Tries(*[(Ask(f"discussions:{name}", thread_at(one), data),) for one in (own, world.fellows_thread)])

    return act


def post_written(world, role: str) -> Tries:
    return Tries(own=(Ask("discussions:post_new", routes.thread(world), {"body": "New", "key": key()}),))


def on_post(name: str, **data):
    def act(world, role: str) -> Tries:
        own = 3 if role == "facilitator" else 1
        return Tries(*[(Ask(f"discussions:{name}", routes.thread(world) | {"number": n}, data),) for n in (own, 2)])

    return act


WORDS = {
    7: Thing(
        surfaces=reading_pages,
        word="zqdraftfellow",
        own_word=lambda role: f"zqdraft{role}",
        create=on_answer("answer_draft", "unwritten_question", body="A thought"),
        edit=on_answer("answer_draft", "second_question", body="Another thought"),
        delete=left_or(on_answer("answer_draft", "second_question", body=""), "left_draft_delete", "draft", Draft),
        table="groups_draft",
        others=others_of(Draft, "author__user"),
    ),
    8: Thing(
        surfaces=pages_and_hosts("answer"),
        word="zqanswerfellow",
        own_word=lambda role: f"zqanswer{role}",
        create=on_answer("answer_share", "second_question", body="An answer"),
        edit=on_answer("answer_share", body="Another answer"),
        delete=or_by_hosts("answer", left_or(answer_deleted, "left_answer_delete", "answer", Answer)),
        table="groups_answer",
        others=others_of(Answer, "author__user"),
    ),
    9: Thing(
        surfaces=lambda world, role: [
            *pages_and_hosts("thread")(world, role),
            Ask("discussions:thread_detail", thread_at(world.fellows_thread)),
        ],
        word="Zqfellowsthread",
        create=thread_begun,
        edit=on_thread("thread_edit", title="Another title", version=1),
        delete=or_by_hosts("thread", on_thread("thread_delete", **REASON)),
        table="discussions_thread",
        others=others_of(Thread, "author__user"),
    ),
    10: Thing(
        surfaces=pages_and_hosts("post"),
        word="zqpostfellow",
        create=post_written,
        edit=on_post("post_edit", body="Other words", version=1),
        delete=or_by_hosts("post", on_post("post_delete", **REASON)),
        table="discussions_post",
        others=others_of(Post, "author__user"),
    ),
}
