from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from discussions.views import search
from groups.views.home import home


def page(name: str):
    return path(
        f"{name.replace('_', '-')}/",
        login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html")),
        name=name,
    )


urlpatterns = [
    path("", home, name="home"),
    path("search/", search.search, name="search"),
    path("", include("accounts.urls")),
    path("", include("texts.urls")),
    path("", include("guides.urls")),
    path("", include("discussions.urls")),  # …/threads/ before the sections of a reading
    path("", include("notices.urls")),
    path("", include("groups.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    page("about"),
    page("privacy"),
    page("accessibility"),
    page("licence"),
    page("write_a_guide"),
]
