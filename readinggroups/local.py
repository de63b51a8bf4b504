"""What a machine without settings needs: a database of its own and a secret, both kept in .local/."""

import contextlib
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from readinggroups.localpg import Cluster

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("LOCAL_DIR", ROOT / ".local"))


@contextlib.contextmanager
def environment() -> Iterator[None]:
    """Fill in what the settings need for a site on one's own machine; with DATABASE_URL set, nothing is touched."""
    if "DATABASE_URL" in os.environ:
        yield
        return
    demo_defaults()
    if made_by_other_migrations():
        sys.exit(f"The database in {HOME} was made by an older version. Remove that folder and start again.")
    cluster = Cluster(HOME).start()
    os.environ["DATABASE_URL"] = cluster.url
    os.environ["LOCAL_DATABASE"] = "1"
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"], os.environ["LOCAL_DATABASE"]
        if "django" in sys.modules:
            from django.db import connections

            connections.close_all()
        cluster.stop()


def made_by_other_migrations() -> bool:
    """Whether a migration that the database has been through was rewritten since (see CONTRIBUTING.md)."""
    files = sorted(ROOT.glob("*/migrations/0*.py"))
    today = {str(file.relative_to(ROOT)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    record = HOME / "migrations.json"
    if not record.exists() and (HOME / "postgres").exists():
        return True
    been_through = json.loads(record.read_text()) if record.exists() else {}
    if any(today.get(name) != made for name, made in been_through.items()):
        return True
    record.write_text(json.dumps(today, indent=1))
    return False


def demo_defaults() -> None:
    """A site on one's own machine is a demo unless it says otherwise, with a secret of its own."""
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("SECRET_KEY", _secret())


def _secret() -> str:
    file = HOME / "secret"
    with contextlib.suppress(FileExistsError), open(file, "x", opener=_private) as new:
        new.write(secrets.token_urlsafe(50))
    return file.read_text()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
