"""What the search of texts stands on, in the database, so that no way of writing a chapter can forget it.

`texts_chapter.search` is a tsvector kept by a trigger, in the language of the text: a column made by Django would be
read with every chapter. Its lexemes: the stems of title and text; “§en”, the language, because the same word has other
stems in another; pairs of letters for scripts without spaces. `texts_word` is every word of the library once, so that
a misspelt one finds its neighbours.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

POSTGRES_NAMES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Postgres versions know different languages; what this one does not know is searched word by word.
CONFIGURATIONS = """
DO $do$
DECLARE
  known record;
BEGIN
  FOR known IN SELECT * FROM (VALUES ('rg_und', 'simple'){rows}) AS list (name, base) LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = known.base);
    EXECUTE format('CREATE TEXT SEARCH CONFIGURATION %%I (COPY = pg_catalog.%%I)', known.name, known.base);
    EXECUTE format(
      'ALTER TEXT SEARCH CONFIGURATION %%I ALTER MAPPING FOR hword, hword_part, word WITH unaccent, %%I',
      known.name, CASE known.base WHEN 'simple' THEN 'simple' ELSE known.base || '_stem' END
    );
  END LOOP;
END
$do$
"""
DROP_CONFIGURATIONS = "".join(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS rg_{tag};" for tag in ["und", *POSTGRES_NAMES])

FUNCTIONS = r"""
CREATE FUNCTION rg_config(language text) RETURNS regconfig LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT oid::regconfig FROM pg_ts_config WHERE cfgname = 'rg_' || language AND pg_ts_config_is_visible(oid)),
    'rg_und'::regconfig
  )
$$;

CREATE FUNCTION rg_pairs(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_to_tsvector(array_agg(DISTINCT pair)), ''::tsvector)
  FROM (
    SELECT unnest(ARRAY[letter, letter || lead(letter) OVER (PARTITION BY run.place ORDER BY letters.place)]) AS pair
    FROM regexp_matches(left(body, 200000), '[{unspaced}]+', 'g') WITH ORDINALITY AS run (match, place),
      string_to_table(run.match[1], NULL) WITH ORDINALITY AS letters (letter, place)
  ) AS pairs
  WHERE pair IS NOT NULL
$$;

CREATE FUNCTION rg_vector(language text, title text, body text) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
  config regconfig := rg_config(language);
  vector tsvector := array_to_tsvector(ARRAY['§' || language]) || setweight(to_tsvector(config, title), 'A')
    || rg_pairs(title || ' ' || body);
BEGIN
  -- A tsvector holds 1 MB: of a very long chapter the later part is found by its words, not by phrases.
  RETURN vector || setweight(to_tsvector(config, left(body, 300000)), 'B')
    || strip(to_tsvector(config, substr(body, 300001, 3000000)));
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN vector || setweight(to_tsvector(config, left(body, 100000)), 'B');
END
$$;

CREATE FUNCTION rg_learn(words text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO texts_word
    SELECT DISTINCT lexeme FROM unnest(to_tsvector('rg_und', left(words, 300000)))
    WHERE length(lexeme) BETWEEN 4 AND 30 AND lexeme ~ '^[[:alpha:]]+$' AND lexeme !~ '[{unspaced}]'
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION rg_chapter_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := rg_vector(
    (SELECT language FROM texts_text WHERE id = NEW.text_id),
    concat_ws(' ', NEW.part, NEW.number, NEW.title),
    NEW.plain
  );
  PERFORM pg_advisory_xact_lock(727466001);  -- two imports that learn the same words would wait for each other in turns
  PERFORM rg_learn(concat_ws(' ', NEW.title, NEW.plain));
  RETURN NEW;
END
$$;

CREATE FUNCTION rg_text_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE texts_chapter SET title = title WHERE text_id = NEW.id;
  RETURN NULL;
END
$$;
""".replace("{unspaced}", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff")
DROP_FUNCTIONS = """
DROP FUNCTION rg_text_language(); DROP FUNCTION rg_chapter_search(); DROP FUNCTION rg_learn(text);
DROP FUNCTION rg_vector(text, text, text); DROP FUNCTION rg_pairs(text); DROP FUNCTION rg_config(text);
"""

TABLES = """
CREATE TABLE texts_word (word text PRIMARY KEY);
CREATE INDEX texts_word_trigrams ON texts_word USING gin (word gin_trgm_ops);
ALTER TABLE texts_chapter ADD COLUMN search tsvector NOT NULL DEFAULT '';
ALTER TABLE texts_chapter ALTER COLUMN search SET STORAGE EXTERNAL;
CREATE INDEX texts_chapter_search ON texts_chapter USING gin (search);
"""
DROP_TABLES = "ALTER TABLE texts_chapter DROP COLUMN search; DROP TABLE texts_word;"

TRIGGERS = """
CREATE TRIGGER chapter_search BEFORE INSERT OR UPDATE OF part, number, title, plain, text_id ON texts_chapter
  FOR EACH ROW EXECUTE FUNCTION rg_chapter_search();
CREATE TRIGGER text_language AFTER UPDATE OF language ON texts_text
  FOR EACH ROW WHEN (OLD.language <> NEW.language) EXECUTE FUNCTION rg_text_language();
UPDATE texts_chapter SET title = title;
"""
DROP_TRIGGERS = "DROP TRIGGER chapter_search ON texts_chapter; DROP TRIGGER text_language ON texts_text;"


def configurations() -> str:
    rows = "".join(f", ('rg_{tag}', '{name}')" for tag, name in POSTGRES_NAMES.items())
    return CONFIGURATIONS.replace("{rows}", rows).replace("%%", "%")


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL([(forwards, None)], [(backwards, None)])


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_initial")]
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        run(configurations(), DROP_CONFIGURATIONS),
        run(TABLES, DROP_TABLES),
        run(FUNCTIONS, DROP_FUNCTIONS),
        run(TRIGGERS, DROP_TRIGGERS),
    ]
