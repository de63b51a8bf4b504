from django.urls import path, register_converter

from groups.converters import SectionConverter
from groups.views import (
    alone,
    answer,
    evening,
    group,
    invitation,
    joining,
    listed,
    member,
    mine,
    pace,
    reading,
    schedule,
    section,
)

app_name = "groups"
register_converter(SectionConverter, "section")

GROUP = "groups/<str:group>/"
READING = GROUP + "<str:reading>/"
MEETING = READING + "meetings/<int:pk>/"
SECTION = READING + "<section:section>/"
QUESTION = SECTION + "questions/<int:pk>/"

urlpatterns = [
    path("groups/", mine.home, name="home"),
    path("groups/new/", group.group_new, name="group_new"),
    path("groups/alone/", alone.reading_alone, name="reading_alone"),
    path("groups/listed/", listed.group_list, name="group_list"),
    path("groups/listed/<str:group>/", listed.listed_group, name="listed_group"),
    path("groups/listed/<str:group>/ask/", joining.join_request_new, name="join_request_new"),
    path("groups/listed/<str:group>/<str:reading>/", listed.open_reading, name="open_reading"),
    path("groups/listed/<str:group>/<str:reading>/<section:section>/", listed.open_section, name="open_section"),
    path("me/requests/<int:pk>/", joining.join_request_detail, name="join_request_detail"),
    path("me/requests/<int:pk>/withdraw/", joining.join_request_withdraw, name="join_request_withdraw"),
    path("join/<str:token>/", invitation.invitation_detail, name="invitation_detail"),
    path("join/<str:token>/accept/", invitation.invitation_accept, name="invitation_accept"),
    path("join/<str:token>/poster/", invitation.invitation_poster, name="invitation_poster"),
    path(GROUP, group.group_detail, name="group_detail"),
    path(GROUP + "settings/", group.group_edit, name="group_edit"),
    path(GROUP + "archive/", group.group_archive, name="group_archive"),
    path(GROUP + "delete/", group.group_delete, name="group_delete"),
    path(GROUP + "requests/", joining.join_request_list, name="join_request_list"),
    path(GROUP + "requests/<int:pk>/accept/", joining.join_request_accept, name="join_request_accept"),
    path(GROUP + "requests/<int:pk>/decline/", joining.join_request_decline, name="join_request_decline"),
    path(GROUP + "members/", member.member_list, name="member_list"),
    path(GROUP + "members/<int:pk>/role/", member.member_role, name="member_role"),
    path(GROUP + "members/<int:pk>/remove/", member.member_remove, name="member_remove"),
    path(GROUP + "leave/", member.group_leave, name="group_leave"),
    path(GROUP + "progress/", member.progress_hide, name="progress_hide"),
    path(GROUP + "invitations/", invitation.invitation_list, name="invitation_list"),
    path(GROUP + "invitations/<int:pk>/revoke/", invitation.invitation_revoke, name="invitation_revoke"),
    path(GROUP + "readings/new/", reading.reading_new, name="reading_new"),
    path(READING, reading.reading_detail, name="reading_detail"),
    path(READING + "schedule/", schedule.meeting_list, name="meeting_list"),
    path(READING + "catch-up/", pace.catch_up, name="catch_up"),
    path(READING + "start/", pace.start_set, name="start_set"),
    path(READING + "settings/", running.reading_edit, name="reading_edit"),
    path(READING + "pause/", running.reading_pause, name="reading_pause"),
    path(READING + "finish/", running.reading_finish, name="reading_finish"),
    path(READING + "resume/", running.reading_resume, name="reading_resume"),
    path(READING + "archive/", running.reading_archive, name="reading_archive"),
    path(READING + "again/", running.reading_again, name="reading_again"),
    path(READING + "meetings/new/", schedule.meeting_new, name="meeting_new"),
    path(MEETING + "edit/", schedule.meeting_edit, name="meeting_edit"),
    path(MEETING + "cancel/", schedule.meeting_cancel, name="meeting_cancel"),
    path(MEETING + "reply/", schedule.attendance_set, name="attendance_set"),
    path(SECTION, section.section_detail, name="section_detail"),
    path(SECTION + "progress/", section.progress_mark, name="progress_mark"),
    path(QUESTION + "draft/", answer.answer_draft, name="answer_draft"),
    path(QUESTION + "share/", answer.answer_share, name="answer_share"),
    path(QUESTION + "pass/", answer.answer_pass, name="answer_pass"),
    path(QUESTION + "take-back/", answer.answer_take_back, name="answer_take_back"),
    path(QUESTION + "open/", answer.answer_open, name="answer_open"),
    path(SECTION + "answers/<int:pk>/hide/", answer.answer_hide, name="answer_hide"),
    path(SECTION + "meeting/", evening.meeting_detail, name="meeting_detail"),
    path(SECTION + "meeting/edit/", evening.agenda_edit, name="agenda_edit"),
    path(SECTION + "meeting/minutes/", evening.minutes_set, name="minutes_set"),
    path(SECTION + "meeting/print/", evening.meeting_print, name="meeting_print"),
    path(SECTION + "meeting/present/", evening.meeting_present, name="meeting_present"),
]
