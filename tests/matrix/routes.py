"""For every route of the site: its arguments from the world, and what is sent to it. Other verbs are 405."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.matrix.knocking import Ask


@dataclass(frozen=True)
class Route:
    at: Callable
    get: bool = True
    post: Callable | dict | None = None
    query: str = ""

    def asks(self, name: str, world) -> list[Ask]:
        at = self.at(world)
        asks = [Ask(name, at, query=self.query)] if self.get else []
        if self.post is not None:
            asks.append(Ask(name, at, self.post(world) if callable(self.post) else self.post))
        return asks

    def wrong_asks(self, name: str, world) -> list[Ask]:
        at = self.at(world)
        return ([] if self.get else [Ask(name, at)]) + ([Ask(name, at, {})] if self.post is None else [])


def page(at: Callable = lambda world: {}, query: str = "") -> Route:
    return Route(at, query=query)


def act(at: Callable, data: Callable | dict | None = None) -> Route:
    return Route(at, get=False, post=data or {})


def form(at: Callable, data: Callable | dict) -> Route:
    return Route(at, post=data)


def key() -> str:
    return str(uuid.uuid4())


def group(world) -> dict:
    return {"group": "ours"}


def reading(world) -> dict:
    return {"group": "ours", "reading": "now"}


def section(world) -> dict:
    return reading(world) | {"section": world.section.slug}


def question(world) -> dict:
    return section(world) | {"pk": world.question.pk}


def fellows_answer(world) -> dict:
    return section(world) | {"pk": world.answers[world.fellow.pk].pk}


def second_question(world) -> dict:
    return section(world) | {"pk": world.second_question.pk}


def meeting(world) -> dict:
    return reading(world) | {"pk": world.meeting.pk}


def thread(world) -> dict:
    return reading(world) | {"thread": world.thread.pk}


def lone_thread(world) -> dict:
    return reading(world) | {"thread": world.lone_thread.pk}


def post(world) -> dict:
    """Written by the member; the fellow replied."""
    return thread(world) | {"number": 1}


def fellow(world) -> dict:
    return {"group": "ours", "pk": world.memberships["fellow"].pk}


def someone(world) -> dict:
    return reading(world) | {"member": world.memberships["fellow"].pk}


def someone_gone(world) -> dict:
    return reading(world) | {"member": world.memberships["former"].pk}


def request(world) -> dict:
    return {"group": "ours", "pk": world.request.pk}


def open_group(world) -> dict:
    """Another group, which is public."""
    return {"group": "open-table"}


def open_reading(world) -> dict:
    return {"group": "open-table", "reading": "aloud"}


def left(world) -> dict:
    return {"pk": world.memberships["former"].pk}


def text(world) -> dict:
    return {"text": "open-text"}


def chapter(world) -> dict:
    return {"text": "open-text", "chapter": "chapter-1"}


def guide(world) -> dict:
    return {"guide": "open-guide"}


def sheet(world) -> dict:
    return {"guide": "open-guide", "section": world.section.slug}


def settings_of(group) -> dict:
    return {
        "name": group.name,
        "about": "Other words",
        "house_rules": group.house_rules,
        "openness": group.openness,
        "language": group.language,
        "spoiler_guard": group.spoiler_guard,
        "pseudonyms": group.pseudonyms,
        "progress_view": group.progress_view,
        "time_zone": group.time_zone,
        "version": group.version,
    }


def when(version: int | None = None) -> dict:
    times = {"date": "2031-02-03", "begins": "19:00", "ends": "20:30", "place": "Elsewhere"}
    return times | ({"version": version, "following": "no"} if version else {})


def agenda_of(world) -> dict:
    data = {"welcome": "Hello", "closing": "", "notes": "", "version": world.meeting.version}
    for place, one in enumerate(world.section.questions.all(), 1):
        data |= {f"place_{one.pk}": place, f"minutes_{one.pk}": 10}
    return data


REASON = {"reason": "So that it is quiet."}
ROUTES = {
    "home": page(),
    "search": page(query="?q=heron"),
    **{name: page() for name in ("about", "privacy", "accessibility", "licence", "write_a_guide")},
    "accounts:setup": form(lambda world: {"token": "first-host"}, {}),
    "accounts:me": page(),
    "accounts:profile": form(lambda world: {}, {"name": "Nim", "about": "", "time_zone": "UTC"}),
    "accounts:session_end": act(lambda world: {"pk": world.device.pk}),
    "accounts:theme_set": form(lambda world: {}, {"theme": "dark"}),
    "accounts:reading_settings_set": form(lambda world: {}, {"type_size": "large"}),
    "accounts:demo_mail": page(),
    "accounts:demo_mail_html": page(lambda world: {"token": "none"}),
    "texts:text_list": page(),
    "texts:text_epub": page(text),
    "texts:text_markdown": page(text),
    "texts:text_detail": page(text),
    "texts:text_picture": page(lambda world: {"text": "open-text", "name": "drop.png"}),
    "texts:chapter_detail": page(chapter),
    "texts:place_set": act(text, lambda world: {"chapter": world.text.chapters.first().pk, "paragraph": 1}),
    "texts:place_forget": act(text),
    "texts:edition_set": act(text, {"edition": ""}),
    "guides:guide_list": page(),
    "guides:topic_detail": page(lambda world: {"tag": "stoics"}),
    "guides:path_list": page(),
    "guides:path_detail": page(lambda world: {"path": "open-path"}),
    "guides:explanations_set": form(lambda world: {}, {"hides": "1"}),
    "guides:guide_feed": page(),
    "guides:robots": page(),
    "guides:site_map": page(),
    "guides:guide_short": page(lambda world: {"pk": world.guide.pk}),
    "guides:section_short": page(lambda world: {"pk": world.section.pk}),
    "guides:guide_markdown": page(guide),
    "guides:guide_epub": page(guide),
    "guides:guide_pdf": page(guide),
    "guides:section_pdf": page(sheet),
    "guides:guide_detail": page(guide),
    "guides:release_list": page(guide),
    "guides:release_detail": page(lambda world: {"guide": "open-guide", "number": 1}),
    "guides:guide_print": page(guide),
    "guides:section_detail": page(sheet),
    "guides:section_print": page(sheet),
    "groups:home": page(),
    "groups:group_new": form(
        lambda world: {}, lambda world: {"name": "A new group", "openness": "private", "key": key()}
    ),
    "groups:group_list": page(),
    "groups:listed_group": page(open_group),
    "groups:join_request_new": act(open_group, {"line": "I like owls."}),
    "groups:join_request_detail": page(lambda world: {"pk": world.members_request.pk}),
    "groups:join_request_withdraw": act(lambda world: {"pk": world.members_request.pk}),
    "groups:open_reading": page(open_reading),
    "groups:open_section": page(lambda world: open_reading(world) | {"section": world.section.slug}),
    "groups:invitation_poster": page(lambda world: {"token": world.token}),
    "groups:invitation_detail": page(lambda world: {"token": world.token}),
    "groups:invitation_accept": act(lambda world: {"token": world.token}),
    "groups:group_detail": page(group),
    "groups:group_edit": form(group, lambda world: settings_of(world.group)),
    "groups:group_archive": act(group),
    "groups:group_delete": form(group, lambda world: {"name": world.group.name}),
    "groups:join_request_list": page(group),
    "groups:join_request_accept": act(request, {"reply": "Come in."}),
    "groups:join_request_decline": act(request, {"reply": "Not now."}),
    "groups:member_list": page(group),
    "groups:member_role": act(fellow, {"role": "facilitator"}),
    "groups:member_remove": form(fellow, REASON),
    "groups:member_name": form(group, {"pseudonym": "Owl"}),
    "groups:group_leave": form(group, {}),
    "groups:progress_hide": act(group, {"hidden": "yes"}),
    "groups:invitation_list": form(group, {"note": "Nim", "days": 14, "max_uses": 3}),
    "groups:invitation_edit": form(
        lambda world: {"group": "ours", "pk": world.invitation.pk}, {"note": "Nim", "days": "", "max_uses": 3}
    ),
    "groups:invitation_revoke": act(lambda world: {"group": "ours", "pk": world.invitation.pk}),
    "groups:reading_new": form(
        group,
        lambda world: {
            "guide": "free-guide",
            "time": "19:00",
            "length": 90,
            "rhythm": 7,
            "per_meeting": 1,
            "key": key(),
        },
    ),
    "groups:reading_detail": page(reading),
    "groups:reading_finish": act(reading),
    "groups:reading_edit": page(reading),
    "groups:reading_pause": act(reading),
    "groups:reading_archive": act(reading),
    "groups:reading_again": act(reading, {"who": "same", "key": str(uuid.uuid4())}),
    "groups:catch_up": page(reading),
    "groups:start_set": act(reading),
    "groups:reading_standing": page(reading),
    "groups:member_standing": page(lambda world: reading(world) | {"pk": world.memberships["member"].pk}),
    "groups:path": page(),
    "groups:reading_alone": Route(lambda world: {}, post={"guide": "open-guide"}, query="?guide=open-guide"),
    "groups:reading_resume": act(reading),
    "groups:meeting_list": page(reading),
    "groups:meeting_new": form(reading, when()),
    "groups:meeting_edit": form(meeting, lambda world: when(world.meeting.version)),
    "groups:meeting_cancel": act(meeting),
    "groups:passage_bring": act(meeting, lambda world: {"page": 3, "key": key()}),
    "groups:passage_take_back": act(meeting, lambda world: {"passage": world.passages["member"].pk}),
    "groups:duty_give": act(meeting, {"name": "Keeps the time"}),
    "groups:duty_drop": act(meeting, lambda world: {"duty": world.duties["member"].pk}),
    "groups:attendance_set": act(meeting, {"reply": "no"}),
    "groups:section_detail": page(section),
    "groups:unclear_set": act(section, lambda world: {"question": world.unwritten_question.pk}),
    "groups:progress_mark": act(section, {"state": "unread"}),
    "groups:answer_draft": act(second_question, {"body": "Another thought"}),
    "groups:answer_share": act(question, {"body": "Another thought"}),
    "groups:answer_pass": act(second_question),
    "groups:answer_take_back": act(question),
    "groups:answer_open": act(question),
    "groups:meeting_detail": page(section),
    "groups:meeting_agenda": page(section),
    "groups:agenda_edit": form(section, agenda_of),
    "groups:minutes_set": act(section, lambda world: {"minutes": "We met.", "version": world.meeting.minutes_version}),
    "groups:minutes_draft": act(
        section, lambda world: {"minutes": "We met.", "version": world.meeting.minutes_version}
    ),
    "groups:booklet_print": page(reading),
    "groups:booklet_pdf": page(reading),
    "groups:handout_print": page(section),
    "groups:handout_pdf": page(section),
    "groups:meeting_print": page(section),
    "groups:meeting_pdf": page(section),
    "groups:meeting_present": page(section),
    "discussions:work_export_list": page(reading),
    "discussions:work_export_new": act(reading, lambda world: {"format": "md", "key": key()}),
    "discussions:work_export_file": page(lambda world: reading(world) | {"pk": world.work_export.pk}),
    "discussions:work_export_delete": act(lambda world: reading(world) | {"pk": world.work_export.pk}),
    "discussions:open_thread": page(lambda world: open_reading(world) | {"thread": world.open_thread.pk}),
    "discussions:news": page(),
    "discussions:news_read": act(lambda world: {}, {"upto": 1}),
    "discussions:answer_hide": form(fellows_answer, REASON),
    "discussions:answer_restore": act(fellows_answer),
    "discussions:answer_delete": form(fellows_answer, REASON),
    "discussions:thread_list": page(reading),
    "discussions:thread_new": form(reading, lambda world: {"title": "A thread", "body": "A post", "key": key()}),
    "discussions:thread_draft": act(reading, {"title": "A title", "body": "Half a thought"}),
    "discussions:post_draft": act(thread, {"body": "Half a thought"}),
    "discussions:name_list": page(reading),
    "discussions:reading_feed": page(lambda world: {"token": world.feed_token}),
    "discussions:feed_address": page(reading),
    "discussions:feed_make": act(reading),
    "discussions:feed_revoke": act(reading),
    "discussions:report_list": page(reading),
    "discussions:report_dismiss": act(lambda world: reading(world) | {"report": world.report.pk}),
    "discussions:report_escalate": form(lambda world: reading(world) | {"report": world.report.pk}, REASON),
    "discussions:member_conduct": form(someone, {"act": "warn", **REASON}),
    "discussions:member_block": act(someone_gone, {"given": "1"}),
    "discussions:moderation_log": page(reading),
    "discussions:thread_markdown": page(thread),
    "discussions:thread_detail": page(thread),
    "discussions:thread_print": page(thread),
    "discussions:thread_news": page(thread),
    "discussions:thread_ahead": act(thread),
    "discussions:thread_edit": form(thread, {"title": "Another title", "version": 1}),
    "discussions:thread_delete": form(lone_thread, REASON),
    "discussions:thread_close": act(thread),
    "discussions:thread_reopen": act(thread),
    "discussions:thread_pin": act(thread, {"given": "1"}),
    "discussions:thread_move": act(thread, {"section": ""}),
    "discussions:thread_merge": form(thread, lambda world: {"into": world.fellows_thread.pk}),
    "discussions:thread_split": form(
        lambda world: thread(world) | {"number": 2},
        lambda world: {"title": "A new thread", "section": "", "all_later": "on", "key": key()},
    ),
    "discussions:thread_ask": act(thread, {"given": "0"}),
    "discussions:post_new": act(thread, lambda world: {"body": "A reply", "key": key()}),
    "discussions:post_detail": page(post),
    "discussions:post_edit": form(post, {"body": "Other words", "version": 1}),
    "discussions:post_history": page(post),
    "discussions:post_delete": form(post, REASON),
    "discussions:post_hide": form(post, REASON),
    "discussions:post_restore": act(post),
    "discussions:post_report": form(post, REASON),
    "discussions:post_unread": act(post),
    "discussions:post_react": act(post, {"give": "thanks"}),
    "discussions:post_settle": act(lambda world: thread(world) | {"number": 2}, {"given": "1"}),
    "notices:notice_list": page(),
    "notices:notices_see": act(lambda world: {}, {"upto": 1}),
    "notices:preference_set": act(
        lambda world: {"reading": world.reading.pk}, lambda world: {f"r{world.reading.pk}-rhythm": "never"}
    ),
    "notices:group_preference_set": act(group, lambda world: {f"g{world.group.pk}-rhythm": "never"}),
    "notices:unsubscribe": form(lambda world: {"token": world.unsubscribe_token}, {}),
    "notices:export": form(lambda world: {}, {}),
    "notices:erase": form(lambda world: {}, {"words": "go", "sure": "on"}),
    "notices:merge": form(lambda world: {"token": world.merge_token}, {}),
    "notices:left_list": page(),
    "notices:left_group": page(left),
    "notices:left_words": page(left),
    "notices:left_answer_delete": act(lambda world: left(world) | {"answer": world.answers[world.former.pk].pk}),
    "notices:left_draft_delete": act(lambda world: left(world) | {"draft": world.formers_draft.pk}),
    "notices:left_progress_delete": act(left),
    "notices:calendar": page(),
    "notices:calendar_make": act(lambda world: {}, {"reading": ""}),
    "notices:calendar_revoke": act(lambda world: {"pk": world.calendar.pk}),
    "notices:calendar_feed": page(lambda world: {"token": world.calendar_token}),
    "notices:meeting_calendar": page(meeting),
}
