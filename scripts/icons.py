"""Draw the icons for home screens from ``lms_core/quebu.svg``: ``python scripts/icons.py``. Needs a browser.

The maskable one fills its square to the edge, because phones cut it into a circle or a drop of their own; what matters stands in
the middle four fifths.
"""

from __future__ import annotations

from pathlib import Path

from chromium import CHROMIUM, FLAGS
from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "lms/core/static/lms_core"
#: File, its size in pixels, the part of it that the drawing fills, the colour around it.
DRAWN = (
    ("icon-192.png", 192, 1.0, "transparent"),
    ("icon-512.png", 512, 1.0, "transparent"),
    ("icon-maskable-512.png", 512, 0.8, "#0b5563"),
)
PAGE = '<body style="margin:0;background:{ground};display:grid;place-items:center;height:100vh">{svg}</body>'


def main() -> None:
    svg = (STATIC / "quebu.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for file, size, share, ground in DRAWN:
            page = browser.new_page(viewport={"width": size, "height": size})
            sized = svg.replace("<svg ", f'<svg width="{size * share}" height="{size * share}" ', 1)
            page.set_content(PAGE.format(ground=ground, svg=sized))
            page.screenshot(path=STATIC / file, omit_background=True)
            print(f"{file}: {(STATIC / file).stat().st_size / 1024:.1f} KiB")
        browser.close()


if __name__ == "__main__":
    main()
