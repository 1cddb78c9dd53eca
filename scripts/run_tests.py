"""What ``make lint`` checks, then the whole suite on SQLite and on PostgreSQL. Exit code 0 only if all passed.

Further arguments go to pytest: ``python scripts/run_tests.py tests/people -x``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import needs
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = ["-n", os.environ.get("QUEBU_TEST_WORKERS", "3"), "--dist", "loadscope", "--no-loadscope-reorder"]
#: pytest's own code for "no tests were selected": nothing to do on the second engine is not a failure.
NOTHING_SELECTED = 5


def run(title: str, command: list[str], **environment: str) -> tuple[int, str]:
    """Run ``command``, passing its output on; returns its exit code and its last line (pytest's summary)."""
    print(f"\n== {title} ({time.strftime('%H:%M:%S')})", flush=True)
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


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
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--create-db", "--tb=short", *WORKERS, *arguments]
    results = []
    with tempfile.TemporaryDirectory(prefix="quebu-test-") as var:
        results.append(run("style", [str(BIN / "ruff"), "check", "--no-cache", "--output-format=concise", "."]))
        results.append(run("layers", [str(BIN / "lint-imports"), "--no-cache"]))
        results.append(run("types", [str(BIN / "mypy"), f"--cache-dir={var}/mypy"]))
        results.append(run("suite on SQLite", pytest, DATABASE_URL=f"sqlite:///{var}/quebu.sqlite3", QUEBU_VAR=var))
        with postgres.temporary_server(binaries) as url:
            second = [*pytest, "-m", "not browser and not nodb and not words"]
            code, summary = run("suite on PostgreSQL", second, DATABASE_URL=url, QUEBU_VAR=var)
            results.append((0 if code == NOTHING_SELECTED else code, summary))
    failed = [summary for code, summary in results if code]
    if failed and results[-1][0] == 0:
        print(failed[-1])  # so that the last line does not say "passed" while something above it failed
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
