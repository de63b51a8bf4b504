from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("setup/<str:token>/", views.setup, name="setup"),
    path("me/", views.me, name="me"),
    path("me/profile/", views.profile, name="profile"),
    path("me/sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("me/theme/", views.theme_set, name="theme_set"),
    path("me/reading-settings/", views.reading_settings_set, name="reading_settings_set"),
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<str:token>/", views.demo_mail_html, name="demo_mail_html"),
]
