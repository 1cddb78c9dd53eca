"""Photographs of every page of the demonstration, for each persona, into ``var/shots/``, with a contact sheet.

``python scripts/shots.py --persona member --page my-learning --width 390 --look dark`` takes a few only; each may be repeated.
What they look like is for people to judge; the exit code is 1 where a page did not answer.
"""

from __future__ import annotations

import argparse
import html
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chromium import CHROMIUM, FLAGS
from served import ROOT, Site, served
from shot_pages import PAGES, PERSONAS, Page

WIDTHS = {390: 844, 768: 1024, 1280: 800}
LOOKS = ("light", "dark", "large")
#: Longer pages are cut: what comes further down looks the same.
MAX_HEIGHT = 6000
#: Pictures further down load only now that the window is as high as the page; two seconds at most.
PICTURES = """Promise.race([new Promise(done => setTimeout(done, 2000)), Promise.all(Array.from(document.images, each =>
  each.complete || new Promise(done => { each.onload = each.onerror = done; })))]).then(() => null)"""


def wanted(arguments: argparse.Namespace) -> Iterator[tuple[str, Page, int, str]]:
    """Every photograph to take: persona, page, width, look."""
    for persona in arguments.persona or PERSONAS:
        for page in PAGES:
            if persona not in page.personas or (arguments.page and page.name not in arguments.page):
                continue
            for width in arguments.width or WIDTHS:
                for look in arguments.look or LOOKS:
                    if not (page.in_admin and look == "large"):
                        yield persona, page, width, look


def addresses(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    """Page → path, and persona → session, asked of the sample itself."""
    os.environ.update({name: value for name, value in site.environment.items() if isinstance(value, str)})
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import NoReverseMatch, reverse
    from wagtail.models import Page as WagtailPage

    from lecturers.models import Lecturer
    from lms.catalogue.models import Activity
    from lms.people.models import Member

    help_page = WagtailPage.objects.filter(slug="my-learning").first()
    found: dict[str, Any] = {
        "lesson": Activity.objects.filter(code="L015").values_list("pk", flat=True).first()
        or Activity.objects.values_list("pk", flat=True).first(),
        "lecturer": Lecturer.objects.values_list("pk", flat=True).first() or 1,
        "member": Member.objects.get(code="S010").pk,
        "help_page": help_page.pk if help_page else 1,
    }

    def path_of(page: Page) -> str:
        if page.url.startswith("page:"):
            kind = page.url.removeprefix("page:").lower()
            first = WagtailPage.objects.live().filter(content_type__model=kind, locale__language_code="zh-hans").first()
            return first.url if first else ""
        if page.url.startswith("/"):
            return page.url
        try:
            return reverse(page.url, args=[found[name] for name in page.args])
        except NoReverseMatch:
            return ""

    sessions: dict[str, str] = {}
    for persona, account in PERSONAS.items():
        if account:
            client = Client()
            client.force_login(get_user_model().objects.get(username=account), "lms.accounts.backends.MemberBackend")
            sessions[persona] = client.cookies["sessionid"].value
    return {page.name: path_of(page) for page in PAGES}, sessions


def photograph(browser: Any, site: Site, shots: list[tuple[str, Page, int, str]], folder: Path) -> list[str]:
    """Take them; returns what went wrong. One window for each persona, width and look."""
    paths, sessions = addresses(site)
    wrong: list[str] = []
    for persona, width, look in dict.fromkeys((persona, width, look) for persona, _, width, look in shots):
        context = browser.new_context(
            base_url=site.address, locale="zh-CN", viewport={"width": width, "height": WIDTHS.get(width, 900)},
            color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce", has_touch=width < 1000,
        )  # fmt: skip
        cookies = {"sessionid": sessions.get(persona, ""), "quebu_text": "huge" if look == "large" else ""}
        context.add_cookies([{"name": name, "value": value, "url": site.address} for name, value in cookies.items() if value])
        tab = context.new_page()
        for page in [page for who, page, wide, how in shots if (who, wide, how) == (persona, width, look)]:
            target = folder / persona / f"{page.name}-{width}-{look}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            if not paths[page.name]:
                wrong.append(f"{page.name}: no such address in the sample")
                continue
            try:
                answer = tab.goto(paths[page.name] + quote(page.query, safe="?&="), wait_until="load")
                if answer is None or answer.status >= 500 or (answer.status >= 400 and page.name != "not-found"):
                    wrong.append(f"{persona} {page.name}: {answer.status if answer else 'no answer'}")
                if page.opened:
                    tab.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
                high = min(tab.evaluate("document.documentElement.scrollHeight"), MAX_HEIGHT)
                wide = tab.evaluate("document.documentElement.scrollWidth")
                if wide > width and not page.in_admin:
                    wrong.append(f"{persona} {page.name} {width} {look}: {wide} wide")
                # A window as high as the page: bars that stay at the foot of the window stand at the foot of the picture.
                tab.set_viewport_size({"width": width, "height": max(high, WIDTHS.get(width, 900))})
                tab.evaluate(PICTURES)
                tab.screenshot(path=target)
                tab.set_viewport_size({"width": width, "height": WIDTHS.get(width, 900)})
            except Exception as failure:  # noqa: BLE001 (one page that fails must not cost the others)
                wrong.append(f"{persona} {page.name} {width} {look}: {str(failure).splitlines()[0]}")
        context.close()
        print(f"{persona} {width} {look}", flush=True)
    return list(dict.fromkeys(wrong))


def contact_sheet(folder: Path) -> None:
    """``index.html``: every photograph that lies there, small, by persona and page."""
    lines = ["<!doctype html><meta charset=utf-8><title>Quebu</title><style>body{font:14px sans-serif;margin:1rem}"
             "figure{display:inline-block;margin:4px;vertical-align:top}img{width:200px;height:260px;object-fit:cover;"
             "object-position:top;border:1px solid #ccc}figcaption{width:200px;font-size:12px}</style>"]  # fmt: skip
    for persona in PERSONAS:
        shots = sorted((folder / persona).glob("*.png"))
        if shots:
            lines.append(f"<h2>{persona}</h2>")
        for shot in shots:
            source = html.escape(f"{persona}/{shot.name}")
            picture = f'<a href="{source}"><img loading=lazy src="{source}"></a>'
            lines.append(f"<figure>{picture}<figcaption>{shot.stem}</figcaption></figure>")
    (folder / "index.html").write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--persona", action="append", choices=list(PERSONAS))
    reader.add_argument("--page", action="append", choices=[page.name for page in PAGES])
    reader.add_argument("--width", action="append", type=int)
    reader.add_argument("--look", action="append", choices=LOOKS)
    reader.add_argument("--fresh", action="store_true", help="load the sample again")
    arguments = reader.parse_args()
    data, folder = ROOT / "var" / "shots-site", ROOT / "var" / "shots"
    if arguments.fresh and (data / "prepared").exists():
        for path in data.glob("site.sqlite3*"):
            path.unlink()
        (data / "prepared").unlink()
    shots = list(wanted(arguments))
    from playwright.sync_api import sync_playwright

    with served(data, "scripts.shot_settings") as site, sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        wrong = photograph(browser, site, shots, folder)
        browser.close()
    contact_sheet(folder)
    print(f"{len(shots)} photographs: {folder / 'index.html'}")
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
