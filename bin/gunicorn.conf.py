"""How the site is served, on one's own machine and, with the same file, on a real one."""

import os
import subprocess
import sys

import environ

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "4"))  # each has a database connection: settings.DATABASES
max_requests = 2000
max_requests_jitter = 200
keepalive = 5
graceful_timeout = 20
preload_app = False
loglevel = "warning"
control_socket_disable = True
_cluster = _worker = None


def on_starting(server):
    """With a database of one's own, count as one of its users, so that nobody else stops it."""
    global _cluster
    if os.environ.get("LOCAL_DATABASE"):
        from readinggroups.local import HOME
        from readinggroups.localpg import Cluster

        _cluster = Cluster(HOME).start()


def when_ready(server):
    """`make run` brings the worker along; a real site runs it as a service. An empty site asks for its first host."""
    global _worker
    is_demo = environ.Env().bool("DEMO", False)  # a reload would not renew settings that were imported here
    if not is_demo:
        subprocess.run([sys.executable, "manage.py", "first_host", "--verbosity", "0"], check=False)
    if os.environ.get("WITH_WORKER"):
        _worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            start_new_session=True,  # Ctrl-C reaches the server, which ends the worker
            preexec_fn=_end_with_parent,
        )
    if is_demo:
        address = os.environ.get("SITE_URL", "").rstrip("/")
        print(
            f"\nThe site is at {address}   (Ctrl-C stops it)\n\n"
            f"Sign in at {address}/accounts/login/ with the password “reading together”:\n"
            "  organizer@example.org    an organizer: writes texts and guides at /admin/\n"
            "  ruth@example.org         a facilitator of the Thursday Night Readers\n"
            "  nadia@example.org        a member of the same group\n"
            "  admin@example.org        the host: sees to accounts at /admin/\n\n"
            f"Mails are not sent; they are shown at {address}/demo/mail/\n",
            flush=True,
        )


def _end_with_parent():
    """Pages come first; and on Linux, a server that is killed takes its worker along."""
    os.nice(10)
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def on_exit(server):
    if _worker:
        _worker.terminate()
        try:
            _worker.wait(10)
        except subprocess.TimeoutExpired:
            _worker.kill()
    if _cluster:
        _cluster.stop()
        print("\nStopped.", flush=True)
