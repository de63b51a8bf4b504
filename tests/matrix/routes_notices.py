"""The routes of notices, of leaving with one's words, and of calendars."""

from tests.matrix.routes import act, form, group, left, meeting, page

NOTICES = {
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
