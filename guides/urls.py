from django.urls import path

from guides.views import catalogue, explanations, feeds, files, guide, paper, paths, releases, section

app_name = "guides"
urlpatterns = [
    path("guides/", catalogue.guide_list, name="guide_list"),
    path("topics/<str:tag>/", catalogue.topic_detail, name="topic_detail"),
    path("paths/", paths.path_list, name="path_list"),
    path("paths/<str:path>/", paths.path_detail, name="path_detail"),
    path("explanations/", explanations.explanations_set, name="explanations_set"),
    path("feeds/guides/", feeds.guide_feed, name="guide_feed"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.site_map, name="site_map"),
    path("g/<int:pk>/", guide.guide_short, name="guide_short"),
    path("s/<int:pk>/", section.section_short, name="section_short"),
    path("guides/<str:guide>.md", guide.guide_markdown, name="guide_markdown"),
    path("guides/<str:guide>.epub", files.guide_epub, name="guide_epub"),
    path("guides/<str:guide>.pdf", files.guide_pdf, name="guide_pdf"),
    path("guides/<str:guide>/", guide.guide_detail, name="guide_detail"),
    path("guides/<str:guide>/history/", releases.release_list, name="release_list"),
    path("guides/<str:guide>/history/<int:number>/", releases.release_detail, name="release_detail"),
    path("guides/<str:guide>/print/", paper.guide_print, name="guide_print"),
    path("guides/<str:guide>/<str:section>.pdf", files.section_pdf, name="section_pdf"),
    path("guides/<str:guide>/<str:section>/", section.section_detail, name="section_detail"),
    path("guides/<str:guide>/<str:section>/print/", paper.section_print, name="section_print"),
]
