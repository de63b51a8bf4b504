from readinggroups import local


def test_a_database_is_of_an_older_version_once_a_migration_that_it_went_through_is_rewritten(tmp_path, monkeypatch):
    initial = tmp_path / "groups" / "migrations" / "0001_initial.py"
    initial.parent.mkdir(parents=True)
    initial.write_text("first")
    monkeypatch.setattr(local, "ROOT", tmp_path)
    monkeypatch.setattr(local, "HOME", tmp_path)
    assert not local.made_by_other_migrations()
    initial.with_name("0002_more.py").write_text("one that comes on top")
    assert not local.made_by_other_migrations()
    assert not local.made_by_other_migrations()
    initial.write_text("rewritten")
    assert local.made_by_other_migrations()


def test_a_database_of_which_nobody_knows_how_it_was_made_is_of_an_older_version(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "HOME", tmp_path)
    (tmp_path / "postgres").mkdir()
    assert local.made_by_other_migrations()
