"""Docs and code agree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

import lms
from lms.core.conf import DEFAULTS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text from ``heading`` to the next heading of the same depth."""
    start = text.index(heading) + len(heading)
    end = text.find("\n" + heading.split(" ")[0] + " ", start)
    return text[start : end if end >= 0 else None]


def test_settings_table():
    rows = re.findall(
        r"^\| `(\w+)` \| `([^`]*)` \| \S", section(read("docs/reference/settings.md"), "## The dictionary `LMS`"), re.M
    )
    assert {name: ast.literal_eval(default) for name, default in rows} == DEFAULTS
    assert [name for name, _ in rows] == sorted(DEFAULTS)


def test_environment_variables():
    table = set(re.findall(r"^\| `(\w+)` \|", section(read("docs/reference/settings.md"), "## Environment variables"), re.M))
    sources = [*ROOT.glob("cms_site/settings/*.py"), *ROOT.glob("scripts/*.py"), *ROOT.glob("tests/support/*.py")]
    found = {
        name
        for path in sources
        for name in re.findall(r'environ(?:\.get\(|\[)\s*"(\w+)"(?!\]\s*=)', path.read_text(encoding="utf-8"))
    }
    assert found == table


def test_installed_apps():
    block = read("docs/reference/installed-apps.md").split("```python\n")[1].split("```")[0]
    listed = ast.literal_eval(block.split("=", 1)[1].strip())
    assert listed == [app for app in settings.INSTALLED_APPS if app != "cms_site"]


def test_check_ids():
    code = "\n".join(
        path.read_text(encoding="utf-8") for top in ("lms", "courses", "lecturers") for path in ROOT.glob(f"{top}/**/*.py")
    )
    ids = set(re.findall(r'"(lms_\w+\.[EWI]\d{3})"', code))
    assert ids == set(re.findall(r"^\| `(lms_\w+\.[EWI]\d{3})` \|", read("docs/reference/checks.md"), re.M))


def test_make_commands():
    targets = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.M))
    assert targets == set(re.findall(r"^\| `(\w+)` \|", section(read("README.md"), "## Commands").split("| `python")[0], re.M))


def test_decisions_are_numbered():
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in (DOCS / "decisions").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} ")
        assert "## Rejected" in text


def test_changelog_knows_the_version():
    text = read("CHANGELOG.md")
    assert "## [Unreleased]" in text or f"## [{lms.__version__}]" in text


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *DOCS.glob("**/*.md")], ids=str
)
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_column_of_every_sheet_is_documented():
    from lms.core.sheets.registry import sheets

    text = (DOCS / "reference" / "sheets.md").read_text(encoding="utf-8")
    for spec in sheets():
        part = text.split(f"\n## {spec.name}\n")[1].split("\n## ")[0]
        rows = dict(re.findall(r"^\| (?:\*\*)?`(\w+)`(?:\*\*)?(?: \(\w\))? \| (.*) \|$", part, re.MULTILINE))
        assert rows == {column.field: "、".join(column.headings) for column in spec.columns}, spec.name
