from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION rg_post_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_vector(
    (SELECT rg_language(reading_id) FROM discussions_thread WHERE id = NEW.thread_id), '', NEW.body_html
  );
  RETURN NEW;
END
$$;
CREATE FUNCTION rg_thread_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_vector(rg_language(NEW.reading_id), NEW.title, '');
  RETURN NEW;
END
$$;
CREATE FUNCTION rg_talk_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE discussions_thread SET title = title WHERE reading_id IN (
    SELECT r.id FROM groups_reading r JOIN guides_guide g ON g.id = r.guide_id WHERE g.text_id = NEW.id
  );
  UPDATE discussions_post SET body_html = body_html WHERE thread_id IN (
    SELECT d.id FROM discussions_thread d JOIN groups_reading r ON r.id = d.reading_id
    JOIN guides_guide g ON g.id = r.guide_id WHERE g.text_id = NEW.id
  );
  RETURN NULL;
END
$$;
"""
DROP_FUNCTIONS = "DROP FUNCTION rg_talk_language(); DROP FUNCTION rg_thread_search(); DROP FUNCTION rg_post_search();"
COLUMNS = """
ALTER TABLE discussions_thread ADD COLUMN search tsvector NOT NULL DEFAULT '';
ALTER TABLE discussions_post ADD COLUMN search tsvector NOT NULL DEFAULT '';
CREATE INDEX discussions_thread_search ON discussions_thread USING gin (search);
CREATE INDEX discussions_post_search ON discussions_post USING gin (search);
"""
DROP_COLUMNS = "ALTER TABLE discussions_thread DROP COLUMN search; ALTER TABLE discussions_post DROP COLUMN search;"
TRIGGERS = """
CREATE TRIGGER post_search BEFORE INSERT OR UPDATE OF body_html, thread_id ON discussions_post
  FOR EACH ROW EXECUTE FUNCTION rg_post_search();
CREATE TRIGGER thread_search BEFORE INSERT OR UPDATE OF title, reading_id ON discussions_thread
  FOR EACH ROW EXECUTE FUNCTION rg_thread_search();
CREATE TRIGGER talk_language AFTER UPDATE OF language ON texts_text
  FOR EACH ROW WHEN (OLD.language <> NEW.language) EXECUTE FUNCTION rg_talk_language();
UPDATE discussions_thread SET title = title;
UPDATE discussions_post SET body_html = body_html;
"""
DROP_TRIGGERS = """
DROP TRIGGER post_search ON discussions_post; DROP TRIGGER thread_search ON discussions_thread;
DROP TRIGGER talk_language ON texts_text;
"""


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL([(forwards, None)], [(backwards, None)])


class Migration(migrations.Migration):
    """What is said is searched in the language of the text that is read, as texts are: see texts.0002_search."""

    dependencies = [("discussions", "0002_same_group"), ("groups", "0003_search")]
    operations = [
        run(FUNCTIONS, DROP_FUNCTIONS),
        run(COLUMNS, DROP_COLUMNS),
        run(TRIGGERS, DROP_TRIGGERS),
    ]
