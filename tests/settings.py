"""The site's own settings on a Postgres made for this run, with quick passwords and no manifest of static files."""

import os
import tempfile
from pathlib import Path

CLUSTER = None
os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's event loop runs in the thread of the tests
if "DATABASE_URL" not in os.environ:  # workers inherit the server of the process that started them
    from readinggroups.localpg import Cluster

    home = Path(tempfile.mkdtemp(prefix="rg-tests-", dir="/var/tmp" if os.geteuid() == 0 else None))
    home.chmod(0o755)
    CLUSTER = Cluster(home, durable=False).start()
    os.environ["DATABASE_URL"] = CLUSTER.url

from readinggroups.settings import *  # noqa: E402, F403
from readinggroups.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SITE_NAME = "Reading Groups"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = str(Path(tempfile.gettempdir()) / "rg-tests-no-mails")  # not those of a demo that ran here
