"""Mistakes that were made once, somewhere, and are cheap to refuse."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("lms", "courses", "lecturers", "cms_site")
MAX_LINES = 300


def product_files() -> list[Path]:
    return sorted(path for top in TOPS for path in ROOT.glob(f"{top}/**/*.py") if "migrations" not in path.parts)


def bare_query_asserts(source: str) -> Iterator[int]:
    """Lines where ``assertNumQueries`` is called as a statement: it then checks nothing at all."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            # With a callable as second argument the assertion runs it itself, which is fine.
            if name in {"assertNumQueries", "django_assert_num_queries"} and len(node.value.args) < 2:
                yield node.lineno


def test_rooms_are_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in product_files()
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def test_folders_with_code_are_packages():
    """A folder without ``__init__.py`` works in the checkout and is missing in the wheel."""
    assert (
        sorted({str(path.parent.relative_to(ROOT)) for path in product_files() if not (path.parent / "__init__.py").exists()})
        == []
    )


def test_query_asserts_stand_in_a_with():
    wrong = [f"{path.name}:{line}" for path in ROOT.glob("tests/**/*.py") for line in bare_query_asserts(path.read_text("utf-8"))]
    assert wrong == []


def test_a_bare_query_assert_is_seen():
    assert list(bare_query_asserts("self.assertNumQueries(3)\nlist(rows)")) == [1]
    assert list(bare_query_asserts("with self.assertNumQueries(3):\n    list(rows)")) == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the repository")
def test_no_file_names_a_registry():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    pattern = re.compile(r"https?://[^\s\"']*(pypi|registry|/simple\b)|^--(extra-)?index-url|^--find-links", re.M)
    wrong = [
        name
        for name in names
        if name.endswith((".txt", ".in", ".toml", ".json", ".cfg", ".md", ".yml", ".yaml", "Makefile", ".sh"))
        and (ROOT / name).is_file()
        and pattern.search((ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert wrong == []


def test_pinned_requirements_have_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==.*$", text, re.M)
        assert pins
        assert [pin for pin in pins if not pin.endswith("\\")] == []
