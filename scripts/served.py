"""The sample site on a free port, with a database and files of its own: for photographs, measurements and tests.

::

    with served(folder) as site:    # as in production, over plain HTTP
        print(site.address)

The folder is prepared once; a second call finds the database there and only serves it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTUP_SECONDS = 90
PRODUCTION = "cms_site.settings.production"
READY = "prepared"
SECRET = "only-for-measurements-and-photographs-of-the-sample-never-for-a-real-site"  # noqa: S105


@dataclass(frozen=True)
class Site:
    """A running site: where it listens, and the environment that ``manage.py`` needs to speak with its database."""

    address: str
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments: str) -> str:
        """Run a command on the database of the site; returns what it printed. RuntimeError if it fails."""
        return manage(self.environment, *arguments)

    def module(self, *arguments: str) -> str:
        """The same for a module of this repository."""
        return run(self.environment, "-m", *arguments)


def manage(environment: dict[str, str], *arguments: str) -> str:
    return run(environment, "manage.py", *arguments)


def run(environment: dict[str, str], *arguments: str) -> str:
    """What Python printed. RuntimeError if it fails."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}:\n{done.stdout[-1000:]}{done.stderr[-3000:]}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, settings: str, port: int) -> dict[str, str]:
    """Nothing of what this machine is told about another site gets through."""
    ours = ("QUEBU_", "DATABASE_URL", "SECURE_", "DJANGO_ALLOW_ASYNC", "CSRF_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "QUEBU_VAR": str(folder),
        "QUEBU_PLAIN_HTTP": "1",
        "QUEBU_BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(folder: Path, given: dict[str, str]) -> None:
    """Fill the folder: database and sample, which are used again if they are there, and the style sheets as they are now."""
    if not (folder / READY).exists():
        folder.mkdir(parents=True, exist_ok=True)
        manage(given, "migrate", "--no-input", "-v0")
        manage(given, "load_sample_data", "--accounts")
    manage(given, "collectstatic", "--no-input", "-v0")
    (folder / READY).touch()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/account/login/", timeout=30) as response:  # noqa: S310 (our own server)
            return bool(response.status == 200)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"the site answers {error.code}") from error
    except OSError:
        return False


@contextmanager
def served(folder: Path, settings: str = PRODUCTION, threads: int = 4) -> Iterator[Site]:
    """Serve the sample from ``folder`` until the block ends. RuntimeError if the site cannot be prepared or started."""
    port = free_port()
    given = environment(folder, settings, port)
    prepare(folder, given)
    site = Site(f"http://127.0.0.1:{port}", given, folder / "web.log")
    command = [sys.executable, "-m", "gunicorn", "cms_site.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", str(threads), "--log-level", "warning"]
    with site.log.open("w") as log:
        # In a session of its own: Ctrl-C reaches only who started it, and that ends it in order.
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log, start_new_session=True)
        try:
            deadline = time.monotonic() + STARTUP_SECONDS
            while not answers(site.address):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the site did not start:\n{site.log.read_text()[-3000:]}")
                time.sleep(0.2)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
