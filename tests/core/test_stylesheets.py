"""All our stylesheets serve old browsers (Chrome 87, Safari 14), take colours from the tokens and ask nothing of other hosts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted(path for top in ("lms", "courses", "lecturers", "cms_site") for path in ROOT.glob(f"{top}/**/static/**/*.css"))
#: Shown inside the Wagtail admin only, which has colours of its own and runs in today's browsers only.
ADMIN = {
    "admin.css", "first_run.css", "groups.css", "matrix.css", "question_form.css", "reports.css", "requests.css", "screens.css",
    "sheets.css", "start.css",
}  # fmt: skip
#: Slips on paper, a page of their own.
PAPER = {"print.css", "slips.css"}
MEMBERS = [path for path in SHEETS if path.name not in ADMIN]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def css(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def ids(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_the_sheets_are_found():
    assert {"quebu.css", "design.css"} <= {path.name for path in MEMBERS}


@pytest.mark.parametrize("path", MEMBERS, ids=ids(MEMBERS))
@pytest.mark.parametrize(
    "too_new",
    [r":has\(", r":is\(", r":where\(", r"color-mix", r"@container", r"@layer", r"@property", r"@scope", r"aspect-ratio\s*:",
     r"[{;]\s*inset\b", r"\d[sdl]v[hw]", r"&", r"\boklch", r"\blch\(", r"subgrid", r"[<>]=\s*\d", r"margin-trim"],
)  # fmt: skip
def test_nothing_too_new(path, too_new):
    assert re.findall(too_new, css(path)) == []


@pytest.mark.parametrize("path", MEMBERS, ids=ids(MEMBERS))
def test_no_gap_in_flex_boxes(path):
    """Safari 14.0 knows gap only in grids: a selector with a gap is a grid."""
    rules = RULE.findall(css(path))
    grids = {selector.strip() for selector, body in rules if re.search(r"display:\s*(inline-)?grid|grid-template", body)}
    gaps = {selector.strip() for selector, body in rules if re.search(r"(?<![\w-])((row|column)-)?gap\s*:", body)}
    assert gaps - grids == set()


@pytest.mark.parametrize("path", SHEETS, ids=ids(SHEETS))
def test_nothing_from_outside(path):
    assert re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import", css(path)) == []


@pytest.mark.parametrize("path", MEMBERS, ids=ids(MEMBERS))
def test_red_is_for_what_is_overdue_and_for_errors(path):
    """A level, a gap or "not assessed" is never red: the token stands only under names that say alarm, error or overdue."""
    wrong = [
        selector.strip()
        for selector, body in RULE.findall(css(path))
        if re.search(r"var\(--alarm", body) and not all(re.search(r"alarm|error|overdue", part) for part in selector.split(","))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in MEMBERS if path.name not in PAPER], ids=str)
def test_colours_come_from_the_tokens(path):
    """A colour written elsewhere would not follow the dark, the site's own colour or the print. On paper it is a grey."""
    wrong = []
    for selector, body in RULE.findall(css(path)):
        for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]*#[0-9a-fA-F]{3,8}[^;]*)", body):
            greys = re.fullmatch(r"[^#]*#(?:([0-9a-f])\1\1|([0-9a-f]{2})\2\2)[^#]*", value)
            if not name.startswith("--") and not greys:
                wrong.append((selector.strip(), name, value))
    assert wrong == []


@pytest.mark.parametrize("path", MEMBERS, ids=ids(MEMBERS))
def test_text_is_sized_in_rem(path):
    """Text in pixels would not grow in the large-text mode. Points are for paper; samples of sizes show each as it is."""
    rules = [(selector, body) for selector, body in RULE.findall(css(path)) if ".text-sample" not in selector]
    assert [selector for selector, body in rules if re.search(r"font-size:\s*[\d.]+px", body)] == []
