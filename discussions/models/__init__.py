from discussions.models.block import Block
from discussions.models.draft import PostDraft
from discussions.models.feed_token import FeedToken
from discussions.models.moderation import ModerationEntry, Report
from discussions.models.moved_post import MovedPost
from discussions.models.post import LONGEST_POST, Post, PostRevision
from discussions.models.reaction import Reaction
from discussions.models.read_mark import ReadMark
from discussions.models.thread import Thread
from discussions.models.work_export import WorkExport

__all__ = [
    "LONGEST_POST",
    "Block",
    "FeedToken",
    "ModerationEntry",
    "MovedPost",
    "Post",
    "PostDraft",
    "PostRevision",
    "Reaction",
    "ReadMark",
    "Report",
    "Thread",
    "WorkExport",
]
