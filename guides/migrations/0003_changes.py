"""What is written down when the library changes, so that its public pages can be kept until then; see guides.changes.

One row for each change, whichever way it came; rows alone, because a counter would make all who write wait for each
other. A transaction that ends later than others brings in a number that nobody has seen, so the rows together never
look as they did before.
"""

from django.db import migrations

TABLES = [
    *("texts_author", "texts_authorship", "texts_text", "texts_edition", "texts_chapter", "texts_pagerange"),
    *("texts_picture", "taggit_tag", "taggit_taggeditem", "guides_guide", "guides_section", "guides_section_chapters"),
    *("guides_question", "guides_choice", "guides_term", "guides_person", "guides_event", "guides_passage"),
    *("guides_release", "guides_readingpath", "guides_pathstep"),
]
TRIGGER = """
CREATE TRIGGER library_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION rg_library_changed();
"""
FUNCTION = """
CREATE TABLE guides_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

CREATE FUNCTION rg_library_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO guides_change DEFAULT VALUES;
  DELETE FROM guides_change WHERE id IN (
    SELECT id FROM guides_change ORDER BY id DESC OFFSET 100 FOR UPDATE SKIP LOCKED
  );
  RETURN NULL;
END
$$;
"""
FORWARDS = FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES)
BACKWARDS = "DROP FUNCTION rg_library_changed() CASCADE; DROP TABLE guides_change;"


class Migration(migrations.Migration):
    dependencies = [
        ("guides", "0002_search"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
