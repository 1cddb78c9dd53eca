"""All rows on SQLite and PostgreSQL, each in processes of its own. Exit code 1 if anything required was not reached.

``python -m bench postgresql 3 5`` runs one engine and some rows only, ``python -m bench pages`` the front end only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from bench.databases import ROOT, Place, postgres, postgresql, sqlite
from bench.measure import MEMBERS, Result

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def child(url: str, *command: str) -> list[str]:
    """Run a Python module on the database ``url``; returns the lines it printed. RuntimeError if it fails."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms_site.settings.production", "SECRET_KEY": "only-for-benchmarks", **os.environ,
        "DATABASE_URL": url, "BENCH_MEMBERS": str(MEMBERS),
    }
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return done.stdout.splitlines()


def value(lines: list[str]) -> str:
    return next(line.removeprefix("VALUE ") for line in lines if line.startswith("VALUE "))


def results(lines: list[str]) -> list[Result]:
    return [Result(**json.loads(line.removeprefix("RESULT "))) for line in lines if line.startswith("RESULT ")]


def two_steps(url: str, module: str) -> list[Result]:
    """A row whose baseline runs in a process of its own."""
    return results(child(url, "-m", module, "work", value(child(url, "-m", module, "baseline"))))


def measure(place: Place) -> list[Result]:
    """All rows on one engine."""
    said(f"{place.engine}: migrate")
    child(place.url, "manage.py", "migrate", "-v0")
    twin = place.twin()
    said(f"{place.engine}: generate {MEMBERS}")
    child(place.url, "-m", "bench.generate", str(MEMBERS))
    child(twin, "-m", "bench.generate", "0")
    found: list[Result] = []
    rows = (
        lambda: two_steps(place.url, "bench.plans"),
        lambda: results(child(place.url, "-m", "bench.one_record")),
        lambda: results(child(place.url, "-m", "bench.batch_records")),
        lambda: results(child(place.url, "-m", "bench.completion")),
        lambda: results(child(twin, "-m", "bench.preview")) + two_steps(twin, "bench.roster"),
        lambda: results(child(twin, "-m", "bench.search")),
    )
    wanted = {int(word) for word in sys.argv[1:] if word.isdigit()}
    for number, row in enumerate(rows, start=1):
        if wanted and number not in wanted:
            continue
        said(f"{place.engine}: row {number}")
        try:
            found += row()
        except RuntimeError as failure:
            found.append(Result(str(number), "失败", "", "", False, [str(failure)]))
    return found


def said(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def show(engine: str, found: list[Result]) -> None:
    print(f"\n## {engine}，{MEMBERS} 名学员\n" if engine in ENGINES else f"\n## {engine}\n")
    print("| 项目 | 量什么 | 实测 | 要求 | |\n|---|---|---|---|---|")
    for each in found:
        mark = {True: "✓", False: "✗", None: ""}[each.ok]
        print(f"| {each.row} | {each.what} | {each.measured} | {each.required} | {mark} {'；'.join(each.notes)} |")
    sys.stdout.flush()


def main() -> int:
    from bench import pages

    if "pages" in sys.argv[1:]:
        return pages.main()
    wanted = [name for name in ENGINES if name in sys.argv[1:]] or list(ENGINES)
    failed = False
    for name in wanted:
        try:
            with ENGINES[name]() as place:
                found = measure(place)
        except postgres.Missing as missing:
            print(f"\n## {name}：{missing}")
            failed = True
            continue
        show(name, found)
        failed = failed or any(each.ok is False for each in found)
    if not sys.argv[1:]:
        failed = bool(pages.main()) or failed
    return 1 if failed else 0
