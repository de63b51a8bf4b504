from readinggroups import local


def test_a_database_made_by_other_initial_migrations_is_told_from_one_of_today(tmp_path, monkeypatch):
    initial = tmp_path / "groups" / "migrations" / "0001_initial.py"
    initial.parent.mkdir(parents=True)
    initial.write_text("first")
    monkeypatch.setattr(local, "ROOT", tmp_path)
    monkeypatch.setattr(local, "HOME", tmp_path)
    assert not local.made_by_other_migrations()
    assert not local.made_by_other_migrations()
    initial.write_text("rewritten")
    assert local.made_by_other_migrations()
