from django.urls import path

from notices.views import calendar, erase, export, left, merge, notice, unsubscribe

app_name = "notices"
urlpatterns = [
    path("notices/", notice.notice_list, name="notice_list"),
    path("notices/see/", notice.notices_see, name="notices_see"),
    path("notices/mail/<int:reading>/", notice.preference_set, name="preference_set"),
    path("notices/mail/groups/<str:group>/", notice.group_preference_set, name="group_preference_set"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("me/export/", export.export, name="export"),
    path("me/erase/", erase.erase, name="erase"),
    path("me/merge/<str:token>/", merge.merge, name="merge"),
    path("me/left/", left.left_list, name="left_list"),
    path("me/left/<int:pk>/", left.left_group, name="left_group"),
    path("me/left/<int:pk>/words.zip", left.left_words, name="left_words"),
    path("me/left/<int:pk>/answers/<int:answer>/delete/", left.left_answer_delete, name="left_answer_delete"),
    path("me/left/<int:pk>/drafts/<int:draft>/delete/", left.left_draft_delete, name="left_draft_delete"),
    path("me/left/<int:pk>/progress/delete/", left.left_progress_delete, name="left_progress_delete"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("calendar/<int:pk>/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("groups/<str:group>/<str:reading>/meetings/<int:pk>.ics", calendar.meeting_calendar, name="meeting_calendar"),
]
