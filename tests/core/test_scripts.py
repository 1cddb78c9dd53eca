"""Our scripts run in old browsers (Chrome 87, Safari 14), under a strict policy, and ask nothing of other hosts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Only inside the Wagtail admin, which runs in today's browsers only.
ADMIN = {"lms_wagtail_chinese", "lms_reporting", "lms_requirements"}
SCRIPTS = [
    path
    for top in ("lms", "courses", "lecturers", "cms_site")
    for path in sorted(ROOT.glob(f"{top}/**/static/**/*.js"))
    if path.parent.name not in ADMIN and "vendor" not in path.parts
]


def code(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)


def test_the_scripts_are_found():
    assert "quebu.js" in {path.name for path in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "too_new",
    [r"\?\?=|\|\|=|&&=", r"\.at\(", r"structuredClone", r"Object\.hasOwn", r"\.findLast", r"\.toSorted", r"this\.#",
     r"\bstatic \{", r"\.replaceChildren", r"AbortSignal\.timeout", r"crypto\.randomUUID", r"^\s*(import|export)\b"],
)  # fmt: skip
def test_nothing_too_new(path, too_new):
    assert re.findall(too_new, code(path), re.M) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_nothing_that_the_policy_forbids(path):
    written = r"\beval\(|new Function|document\.write|\.cssText|setAttribute\(\s*['\"](?:style|on\w+)['\"]"
    assert re.findall(written + r"|https?://(?!www\.w3\.org)", code(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_new_window(path):
    """WeChat's and DingTalk's browsers have one window."""
    assert re.findall(r"window\.open|_blank", code(path)) == []
