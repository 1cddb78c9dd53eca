"""What ``make lint`` checks, then the whole suite on SQLite and on PostgreSQL at the same time. Exit code 0 only if all passed.

Both run at once because browsers wait and databases wait: two cores are never idle. What PostgreSQL's half says is shown at
its end. Each half starts from a database that was migrated once and is copied by its processes (tests/support/template.py).
Further arguments go to pytest: ``python scripts/run_tests.py tests/people -x``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import needs
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: Processes for SQLite, which also has the browsers; PostgreSQL gets one less.
WORKERS = int(os.environ.get("QUEBU_TEST_WORKERS", "2"))
TEMPLATE = "quebu_template"
#: pytest's own code for "no tests were selected": nothing to do on the second engine is not a failure.
NOTHING_SELECTED = 5


def say(title: str) -> None:
    print(f"\n== {title} ({time.strftime('%H:%M:%S')})", flush=True)


def run(title: str, command: list[str], **environment: str) -> tuple[int, str]:
    """Run ``command``, passing its output on; returns its exit code and its last line (pytest's summary)."""
    say(title)
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


@contextmanager
def beside(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` while the block runs, its output into ``log``. It is stopped if the block fails."""
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield process
        except BaseException:
            process.terminate()
            raise


def migrate(*urls: str) -> None:
    """Migrate the databases that the processes of the two halves copy."""
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms_site.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    running = [subprocess.Popen(command, cwd=ROOT, env={**given, "DATABASE_URL": url}) for url in urls]
    codes = [process.wait() for process in running]
    if any(codes):
        raise postgres.Missing("The databases could not be migrated.")


def suites(pytest: list[str], binaries: Path, var: str) -> list[tuple[int, str]]:
    """Both halves: exit code and summary of each."""
    folders = [Path(var) / name for name in ("sqlite", "postgresql")]
    for folder in folders:
        folder.mkdir()
    file, log = folders[0] / "template.sqlite3", folders[1] / "log"
    with postgres.temporary_server(binaries) as url:
        subprocess.run([binaries / "createdb", "--maintenance-db", url, TEMPLATE], check=True)
        say("databases")
        given = {"QUEBU_VAR": str(folders[1]), "DATABASE_URL": url, "QUEBU_TEST_TEMPLATE": TEMPLATE}
        migrate(f"sqlite:///{file}", f"{url.rpartition('/')[0]}/{TEMPLATE}")
        command = [*pytest, "-n", str(max(1, WORKERS - 1)), "-m", "not browser and not nodb and not words and not one_engine"]
        with beside(command, log, **given) as second:
            given = {"QUEBU_VAR": str(folders[0]), "DATABASE_URL": f"sqlite:///{folders[0]}/quebu.sqlite3"}
            first = run("suite on SQLite", [*pytest, "-n", str(WORKERS)], **given, QUEBU_TEST_TEMPLATE=str(file))
            code = second.wait()
    said = log.read_text(errors="replace")
    say("suite on PostgreSQL, ended")
    print(said, flush=True)
    return [first, (0 if code == NOTHING_SELECTED else code, (said.strip().splitlines() or [""])[-1])]


def asked_to_stop(number: int, frame: object) -> None:
    """SIGTERM unwinds like Ctrl-C does, so that the server is stopped and its folder removed."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, asked_to_stop)
    try:
        needs.ensure()
        binaries = postgres.find_binaries()
        if binaries is None:
            raise postgres.Missing("The Debian package postgresql is missing.")
    except postgres.Missing as error:
        print(error, file=sys.stderr)
        return 1
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--create-db", "--tb=short", *arguments]
    pytest += ["--dist", "loadscope", "--no-loadscope-reorder"]
    results = []
    with tempfile.TemporaryDirectory(prefix="quebu-test-") as var:
        results.append(run("style", [str(BIN / "ruff"), "check", "--no-cache", "--output-format=concise", "."]))
        results.append(run("layers", [str(BIN / "lint-imports"), "--no-cache"]))
        results.append(run("types", [str(BIN / "mypy"), f"--cache-dir={var}/mypy"]))
        results += suites(pytest, binaries, var)
    failed = [summary for code, summary in results if code]
    if failed and results[-1][0] == 0:
        print(failed[-1])  # so that the last line does not say "passed" while something above it failed
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
