from django.db import migrations

TABLES = {
    "groups_draft": "author_id",
    "groups_answer": "author_id",
    "groups_progress": "membership_id",
    "groups_startingpoint": "membership_id",
}


def constrain(table: str, column: str, target: str) -> migrations.RunSQL:
    name = f"{table}_{column}_same_group"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, group_id)"
        f" REFERENCES {target} (id, group_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    """A row that joins a reading of one group and a member of another cannot be stored."""

    dependencies = [("groups", "0001_initial")]
    operations = [
        constrain(table, column, target)
        for table, author in TABLES.items()
        for column, target in (("reading_id", "groups_reading"), (author, "groups_membership"))
    ]
