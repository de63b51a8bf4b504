from django.urls import path

from notices.views import calendar, erase, export

app_name = "notices"
urlpatterns = [
    path("me/export/", export.export, name="export"),
    path("me/erase/", erase.erase, name="erase"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("calendar/<int:pk>/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("groups/<str:group>/<str:reading>/meetings/<int:pk>.ics", calendar.meeting_calendar, name="meeting_calendar"),
]
