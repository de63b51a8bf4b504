import importlib

from django.db import migrations

constrain = importlib.import_module("groups.migrations.0002_same_group").constrain


class Migration(migrations.Migration):
    """Threads and posts belong to one group with their reading and their author."""

    dependencies = [("discussions", "0001_initial"), ("groups", "0002_same_group")]
    operations = [
        constrain("discussions_thread", "reading_id", "groups_reading"),
        constrain("discussions_thread", "author_id", "groups_membership"),
        constrain("discussions_post", "author_id", "groups_membership"),
    ]
