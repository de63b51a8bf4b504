from django.urls import path

from texts import views

app_name = "texts"
urlpatterns = [
    path("texts/", views.text_list, name="text_list"),
    path("texts/<str:text>.epub", views.text_epub, name="text_epub"),
    path("texts/<str:text>.md", views.text_markdown, name="text_markdown"),
    path("texts/<str:text>/", views.text_detail, name="text_detail"),
    path("texts/<str:text>/place/", views.place_set, name="place_set"),
    path("texts/<str:text>/place/forget/", views.place_forget, name="place_forget"),
    path("texts/<str:text>/edition/", views.edition_set, name="edition_set"),
    path("texts/<str:text>/pictures/<str:name>", views.text_picture, name="text_picture"),
    path("texts/<str:text>/<str:chapter>/", views.chapter_detail, name="chapter_detail"),
]
