"""The front end: what pages weigh, when they are seen, and what a request costs, beside a plain Wagtail page in the same run.

``python -m bench pages`` serves the sample with production settings (compressed static files) on a port of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.databases import ROOT
from bench.measure import Result
from bench.weigh import Weight, weigh

sys.path.insert(0, str(ROOT / "scripts"))

from chromium import CHROMIUM, FLAGS
from served import Site, served

FIRST, AGAIN = 150_000, 30_000
TIMES = 5
NAMES = ("普通 Wagtail 页面", "首页", "我的学习", "课程页")


def in_the_browser(site: Site, session: str, paths: list[str]) -> dict[str, list[Weight]]:
    from playwright.sync_api import sync_playwright

    found: dict[str, list[Weight]] = {path: [] for path in paths}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(TIMES):
            for path in paths:
                found[path].append(weigh(browser, site.address, path, session))
        browser.close()
    return found


def rows(found: dict[str, list[Weight]]) -> list[Result]:
    plain = median(one.paint for one in next(iter(found.values())))
    told = []
    for name, weights in zip(NAMES, found.values(), strict=True):
        first, again = max(one.first for one in weights), max(one.again for one in weights)
        paint = median(one.paint for one in weights)
        seen = f"首次 {first / 1000:.1f} kB（{weights[0].requests} 个请求），再次 {again / 1000:.1f} kB，首次绘制 {paint:.0f} ms"
        ok = None if name == NAMES[0] else first <= FIRST and again <= AGAIN
        told.append(Result(name, "字节、请求、首次绘制", seen, "≤ 150 kB，再次 ≤ 30 kB" if ok is not None else "", ok))
        told[-1].notes = [] if ok is None else [f"首次绘制 {paint / plain:.2f} × 普通页面"]
    return told


def main() -> int:
    from bench.run import results, show, value

    kept = os.environ.get("BENCH_SITE")
    with tempfile.TemporaryDirectory(prefix="quebu-bench-") as name:
        with served(Path(kept or name), "bench.settings") as site:
            session, *paths = value(site.module("bench.cpu", "paths").splitlines()).split()
            found: list[Any] = rows(in_the_browser(site, session, paths))
        for module in ("bench.cpu", "bench.lesson_page", "bench.heartbeat"):
            found += results(site.module(module).splitlines())
    show("front end", found)
    return 1 if any(each.ok is False for each in found) else 0
