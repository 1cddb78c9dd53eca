"""Lighthouse over home, my learning and a lesson of the sample, on a phone: the middle of five runs.

Needs Node 18 or later; Lighthouse itself is installed into ``var/lighthouse`` on first use. The site runs with production
settings over plain HTTP on this machine; a member is signed in by the cookie. Arguments: names of pages, if not all; ``--once``
for one run each. Exit code 1 where a page does not reach 95.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chromium import CHROMIUM, FLAGS
from served import ROOT, Site, served

VERSION = "12.8.2"
FOLDER = ROOT / "var" / "lighthouse"
REQUIRED = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
RUNS = 5


def installed() -> Path:
    """The program, installed where it is missing. RuntimeError without Node or without a way to the packages."""
    program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    about = FOLDER / "node_modules" / "lighthouse" / "package.json"
    if not about.exists() or json.loads(about.read_text())["version"] != VERSION:
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"lighthouse@{VERSION}"]
        try:
            subprocess.run(command, cwd=FOLDER, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as failure:
            raise RuntimeError(f"lighthouse {VERSION} could not be installed with npm: {failure}") from failure
    return program


def paths(site: Site) -> tuple[str, dict[str, str]]:
    """The session of a member, and the three pages."""
    lines = site.module("bench.cpu", "paths").splitlines()
    session, _, *rest = next(line for line in lines if line.startswith("VALUE ")).split()[1:]
    return session, dict(zip(("home", "my-learning", "lesson"), rest, strict=True))


def ask(program: Path, url: str, session: str, target: Path) -> dict[str, float]:
    """One run: category → points of a hundred. The whole report is left in ``target``."""
    headers = target.with_suffix(".headers")
    headers.write_text(json.dumps({"Cookie": f"sessionid={session}"}))
    command = [
        "node", str(program), url, "--quiet", "--output=json", f"--output-path={target}", f"--extra-headers={headers}",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, timeout=180)
    report = json.loads(target.read_text())
    return {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}


def lacking(target: Path) -> list[str]:
    """What took points away in the last run, for whoever mends it."""
    report = json.loads(target.read_text())
    named = {each["id"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"] if each["weight"] > 0}
    audits = report["audits"]
    return [f"{name} {audits[name].get('displayValue', '')}" for name in sorted(named) if (audits[name]["score"] or 1) < 0.9]


def main() -> int:
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
    runs_each = 1 if "--once" in sys.argv else RUNS
    try:
        program = installed()
    except RuntimeError as failure:
        print(failure, file=sys.stderr)
        return 1
    low = False
    with served(ROOT / "var" / "lighthouse-site") as site:
        session, pages = paths(site)
        print(f"| page | {' | '.join(CATEGORIES)} | first contentful paint |\n|---|---|---|---|---|")
        for name, path in pages.items():
            if wanted and name not in wanted:
                continue
            target = FOLDER / f"{name}.json"
            runs, paints = [], []
            for _ in range(runs_each):
                runs.append(ask(program, site.address + path, session, target))
                paints.append(json.loads(target.read_text())["audits"]["first-contentful-paint"]["numericValue"])
            points = {category: median(run[category] for run in runs) for category in CATEGORIES}
            low = low or min(points.values()) < REQUIRED
            print(f"| {name} | {' | '.join(f'{value:.0f}' for value in points.values())} | {median(paints):.0f} ms |", flush=True)
            for line in lacking(target):
                print(f"  {name}: {line}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
