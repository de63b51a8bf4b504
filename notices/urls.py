from django.urls import path

from notices.views import calendar, erase, export, notice, unsubscribe

app_name = "notices"
urlpatterns = [
    path("notices/", notice.notice_list, name="notice_list"),
    path("notices/see/", notice.notices_see, name="notices_see"),
    path("notices/mail/<int:reading>/", notice.preference_set, name="preference_set"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("me/export/", export.export, name="export"),
    path("me/erase/", erase.erase, name="erase"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("calendar/<int:pk>/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("groups/<str:group>/<str:reading>/meetings/<int:pk>.ics", calendar.meeting_calendar, name="meeting_calendar"),
]
