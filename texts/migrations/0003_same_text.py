from django.db import migrations


def constrain(table: str, columns: str, target: str) -> migrations.RunSQL:
    name = f"{table}_same_text"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target} (id, text_id)"
        " DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    """The edition that a reader holds, and the cover, belong to the text in question."""

    dependencies = [("texts", "0002_search")]
    operations = [
        constrain("texts_readeredition", "edition_id, text_id", "texts_edition"),
        constrain("texts_text", "cover_id, id", "texts_picture"),
    ]
