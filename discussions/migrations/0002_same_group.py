import importlib

from django.db import migrations

constrain = importlib.import_module("groups.migrations.0002_same_group").constrain


class Migration(migrations.Migration):
    """What is said, drafted and followed belongs to one group with its reading, its thread and its person."""

    dependencies = [("discussions", "0001_initial"), ("groups", "0002_same_group")]
    operations = [
        constrain("discussions_thread", "reading_id", "groups_reading"),
        constrain("discussions_thread", "author_id", "groups_membership"),
        constrain("discussions_thread", "merged_into_id", "discussions_thread"),
        constrain("discussions_post", "author_id", "groups_membership"),
        constrain("discussions_post", "thread_id", "discussions_thread"),
        constrain("discussions_movedpost", "thread_id", "discussions_thread"),
        constrain("discussions_movedpost", "post_id", "discussions_post"),
        constrain("discussions_postdraft", "reading_id", "groups_reading"),
        constrain("discussions_postdraft", "author_id", "groups_membership"),
        constrain("discussions_block", "by_id", "groups_membership"),
        constrain("discussions_block", "whom_id", "groups_membership"),
        constrain("discussions_feedtoken", "reading_id", "groups_reading"),
        constrain("discussions_feedtoken", "membership_id", "groups_membership"),
    ]
