from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION rg_language(reading bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT t.language FROM groups_reading r JOIN guides_guide g ON g.id = r.guide_id JOIN texts_text t ON t.id = g.text_id
  WHERE r.id = reading
$$;
CREATE FUNCTION rg_answer_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_vector(rg_language(NEW.reading_id), '', NEW.body_html);
  RETURN NEW;
END
$$;
CREATE FUNCTION rg_answers_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE groups_answer SET body_html = body_html WHERE reading_id IN (
    SELECT r.id FROM groups_reading r JOIN guides_guide g ON g.id = r.guide_id WHERE g.text_id = NEW.id
  );
  RETURN NULL;
END
$$;
"""
COLUMNS = """
ALTER TABLE groups_answer ADD COLUMN search tsvector NOT NULL DEFAULT '';
CREATE INDEX groups_answer_search ON groups_answer USING gin (search);
"""
TRIGGERS = """
CREATE TRIGGER answer_search BEFORE INSERT OR UPDATE OF body_html, reading_id ON groups_answer
  FOR EACH ROW EXECUTE FUNCTION rg_answer_search();
CREATE TRIGGER answers_language AFTER UPDATE OF language ON texts_text
  FOR EACH ROW WHEN (OLD.language <> NEW.language) EXECUTE FUNCTION rg_answers_language();
UPDATE groups_answer SET body_html = body_html;
"""


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL([(forwards, None)], [(backwards, None)])


class Migration(migrations.Migration):
    """Answers are searched in the language of the text that is read, as texts are: see texts.migrations.0002_search."""

    dependencies = [("groups", "0002_same_group"), ("texts", "0002_search"), ("guides", "0001_initial")]
    operations = [
        run(
            FUNCTIONS,
            "DROP FUNCTION rg_answers_language(); DROP FUNCTION rg_answer_search(); DROP FUNCTION rg_language(bigint);",
        ),
        run(COLUMNS, "ALTER TABLE groups_answer DROP COLUMN search;"),
        run(TRIGGERS, "DROP TRIGGER answer_search ON groups_answer; DROP TRIGGER answers_language ON texts_text;"),
    ]
