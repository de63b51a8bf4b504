"""What the search of guides stands on: a tsvector for each guide, section and question, kept by triggers.

It holds what readers see, never notes for facilitators or model answers. The functions are those of texts.0002_search.
Their words are learnt, so that misspelt ones are found; while an import learns, a guide does not wait for it: its words
are learnt when it is next saved.
"""

from django.db import migrations

TABLES = """
ALTER TABLE guides_guide ADD COLUMN search tsvector NOT NULL DEFAULT '';
ALTER TABLE guides_section ADD COLUMN search tsvector NOT NULL DEFAULT '';
ALTER TABLE guides_question ADD COLUMN search tsvector NOT NULL DEFAULT '';
CREATE INDEX guides_guide_search ON guides_guide USING gin (search);
CREATE INDEX guides_section_search ON guides_section USING gin (search);
CREATE INDEX guides_question_search ON guides_question USING gin (search);
"""
DROP_TABLES = """
ALTER TABLE guides_guide DROP COLUMN search;
ALTER TABLE guides_section DROP COLUMN search;
ALTER TABLE guides_question DROP COLUMN search;
"""

FUNCTIONS = """
CREATE FUNCTION rg_guide_vector(language text, title text, body text) RETURNS tsvector LANGUAGE plpgsql AS $$
BEGIN
  IF pg_try_advisory_xact_lock(727466001) THEN
    PERFORM rg_learn(concat_ws(' ', title, body));
  END IF;
  RETURN rg_vector(language, title, body);
END
$$;

CREATE FUNCTION rg_guide_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_guide_vector(
    NEW.language,
    concat_ws(' ', NEW.title, NEW.subtitle, (SELECT title FROM texts_text WHERE id = NEW.text_id)),
    concat_ws(E'\\n', NEW.blurb, NEW.why, NEW.about_author, NEW.audience_note)
  );
  RETURN NEW;
END
$$;

CREATE FUNCTION rg_section_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_guide_vector(
    (SELECT language FROM guides_guide WHERE id = NEW.guide_id),
    NEW.title,
    concat_ws(E'\\n', NEW.aim, NEW.before, NEW.key_ideas, NEW.misunderstandings, NEW.today)
  );
  RETURN NEW;
END
$$;

CREATE FUNCTION rg_question_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_guide_vector(
    (SELECT g.language FROM guides_guide g JOIN guides_section s ON s.guide_id = g.id WHERE s.id = NEW.section_id),
    '',
    NEW.prompt
  );
  RETURN NEW;
END
$$;

CREATE FUNCTION rg_guide_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE guides_section SET title = title WHERE guide_id = NEW.id;
  UPDATE guides_question SET prompt = prompt
    WHERE section_id IN (SELECT id FROM guides_section WHERE guide_id = NEW.id);
  RETURN NULL;
END
$$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION rg_guide_language(); DROP FUNCTION rg_question_search(); DROP FUNCTION rg_section_search();
DROP FUNCTION rg_guide_search(); DROP FUNCTION rg_guide_vector(text, text, text);
"""

TRIGGERS = """
CREATE TRIGGER guide_search
  BEFORE INSERT OR UPDATE OF title, subtitle, blurb, why, about_author, audience_note, language, text_id ON guides_guide
  FOR EACH ROW EXECUTE FUNCTION rg_guide_search();
CREATE TRIGGER section_search
  BEFORE INSERT OR UPDATE OF title, aim, before, key_ideas, misunderstandings, today, guide_id ON guides_section
  FOR EACH ROW EXECUTE FUNCTION rg_section_search();
CREATE TRIGGER question_search BEFORE INSERT OR UPDATE OF prompt, section_id ON guides_question
  FOR EACH ROW EXECUTE FUNCTION rg_question_search();
CREATE TRIGGER guide_language AFTER UPDATE OF language ON guides_guide
  FOR EACH ROW WHEN (OLD.language <> NEW.language) EXECUTE FUNCTION rg_guide_language();
UPDATE guides_guide SET title = title;
UPDATE guides_section SET title = title;
UPDATE guides_question SET prompt = prompt;
"""
DROP_TRIGGERS = """
DROP TRIGGER guide_language ON guides_guide; DROP TRIGGER question_search ON guides_question;
DROP TRIGGER section_search ON guides_section; DROP TRIGGER guide_search ON guides_guide;
"""


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL([(forwards, None)], [(backwards, None)])


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial"), ("texts", "0002_search")]
    operations = [
        run(TABLES, DROP_TABLES),
        run(FUNCTIONS, DROP_FUNCTIONS),
        run(TRIGGERS, DROP_TRIGGERS),
    ]
