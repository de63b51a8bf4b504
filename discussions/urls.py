from django.urls import path

from discussions.views import (
    conduct,
    drafts,
    files,
    moderation,
    news,
    open_threads,
    posts,
    reshaping,
    threads,
    work_exports,
)

app_name = "discussions"
TALK = "groups/<str:group>/<str:reading>/threads/"
THREAD = f"{TALK}<int:thread>/"
BOOK = "groups/<str:group>/<str:reading>/export/"
POST = f"{THREAD}posts/<int:number>/"
urlpatterns = [
    path("groups/listed/<str:group>/<str:reading>/threads/<int:thread>/", open_threads.open_thread, name="open_thread"),
    path(f"{BOOK}", work_exports.work_export_list, name="work_export_list"),
    path(f"{BOOK}new/", work_exports.work_export_new, name="work_export_new"),
    path(f"{BOOK}<int:pk>/", work_exports.work_export_file, name="work_export_file"),
    path(f"{BOOK}<int:pk>/delete/", work_exports.work_export_delete, name="work_export_delete"),
    path("news/", news.news, name="news"),
    path("news/read/", news.news_read, name="news_read"),
    path(TALK, threads.thread_list, name="thread_list"),
    path(f"{TALK}new/", threads.thread_new, name="thread_new"),
    path(f"{TALK}names/", threads.name_list, name="name_list"),
    path(f"{TALK}draft/", drafts.thread_draft, name="thread_draft"),
    path(f"{TALK}reports/", moderation.report_list, name="report_list"),
    path(f"{TALK}reports/<int:report>/dismiss/", moderation.report_dismiss, name="report_dismiss"),
    path(f"{TALK}reports/<int:report>/escalate/", conduct.report_escalate, name="report_escalate"),
    path(f"{TALK}members/<int:member>/", conduct.member_conduct, name="member_conduct"),
    path(f"{TALK}members/<int:member>/block/", conduct.member_block, name="member_block"),
    path(f"{TALK}log/", moderation.moderation_log, name="moderation_log"),
    path(f"{TALK}<int:thread>.md", files.thread_markdown, name="thread_markdown"),
    path(THREAD, threads.thread_detail, name="thread_detail"),
    path(f"{THREAD}print/", files.thread_print, name="thread_print"),
    path(f"{THREAD}news/", news.thread_news, name="thread_news"),
    path(f"{THREAD}edit/", threads.thread_edit, name="thread_edit"),
    path(f"{THREAD}delete/", threads.thread_delete, name="thread_delete"),
    path(f"{THREAD}close/", moderation.thread_close, name="thread_close"),
    path(f"{THREAD}reopen/", moderation.thread_reopen, name="thread_reopen"),
    path(f"{THREAD}pin/", moderation.thread_pin, name="thread_pin"),
    path(f"{THREAD}move/", moderation.thread_move, name="thread_move"),
    path(f"{THREAD}merge/", reshaping.thread_merge, name="thread_merge"),
    path(f"{POST}split/", reshaping.thread_split, name="thread_split"),
    path(f"{THREAD}ask/", moderation.thread_ask, name="thread_ask"),
    path(f"{THREAD}draft/", drafts.post_draft, name="post_draft"),
    path(f"{THREAD}posts/new/", posts.post_new, name="post_new"),
    path(POST, posts.post_detail, name="post_detail"),
    path(f"{POST}edit/", posts.post_edit, name="post_edit"),
    path(f"{POST}history/", posts.post_history, name="post_history"),
    path(f"{POST}delete/", posts.post_delete, name="post_delete"),
    path(f"{POST}hide/", moderation.post_hide, name="post_hide"),
    path(f"{POST}restore/", moderation.post_restore, name="post_restore"),
    path(f"{POST}report/", moderation.post_report, name="post_report"),
    path(f"{POST}unread/", posts.post_unread, name="post_unread"),
    path(f"{POST}react/", posts.post_react, name="post_react"),
    path(f"{POST}settle/", posts.post_settle, name="post_settle"),
]
