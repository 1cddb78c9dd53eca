"""Make the committed static files of lms.core from their sources in lms/core/static_src.

``make assets`` joins the parts of the stylesheet into ``lms_core/quebu.css``; with ``--check`` it only says whether
that is fresh. Whoever has run ``npm ci`` gets ``lms_core/icons.svg`` anew as well. A site engineer needs none of this.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "lms/core/static_src"
STATIC = ROOT / "lms/core/static/lms_core"
MODULES = ROOT / "node_modules"
HEAD = "/* 缺补 Quebu. Joined from lms/core/static_src by `make assets`: change it there. */\n"


def squeezed(css: str) -> str:
    """Without comments and indents, one rule a line: small enough, and still readable in a browser's tools."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};])\s*", r"\1", css)
    css = re.sub(r";}", "}", css)
    css = re.sub(r"(?<=[{;])([-\w]+):\s+", r"\1:", css)
    return re.sub(r"}(?!})", "}\n", css).strip() + "\n"


def stylesheet() -> str:
    """The whole stylesheet: the parts in the order of their names."""
    return HEAD + "".join(squeezed(part.read_text(encoding="utf-8")) for part in sorted(SOURCES.glob("*.css")))


def icon_names() -> dict[str, str]:
    """Our names of icons and the names of the drawings in lucide."""
    lines = (SOURCES / "icons.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def icon_sheet() -> str:
    """All icons as symbols of one SVG file."""
    symbols = []
    for ours, theirs in icon_names().items():
        drawing = (MODULES / "lucide-static/icons" / f"{theirs}.svg").read_text(encoding="utf-8")
        inner = re.sub(r"\s+", " ", drawing.split(">", 2)[2].rsplit("</svg>", 1)[0])
        inner = inner.replace(" />", "/>").replace("> <", "><").strip()
        symbols.append(f'<symbol id="{ours}" viewBox="0 0 24 24">{inner}</symbol>')
    licence = "<!-- Icons by Lucide (ISC) and Feather (MIT): see icons.LICENSE -->"
    return '<svg xmlns="http://www.w3.org/2000/svg">' + licence + "\n" + "\n".join(symbols) + "\n</svg>\n"


def main() -> int:
    target, made = STATIC / "quebu.css", stylesheet()
    if "--check" in sys.argv:
        return 0 if target.read_text(encoding="utf-8") == made else 1
    target.write_text(made, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(made.encode()) / 1024:.1f} KiB")
    if (MODULES / "lucide-static").is_dir():
        (STATIC / "icons.svg").write_text(icon_sheet(), encoding="utf-8")
        shutil.copyfile(MODULES / "lucide-static/LICENSE", STATIC / "icons.LICENSE")
        print(f"{(STATIC / 'icons.svg').relative_to(ROOT)}: {len(icon_names())} icons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
