"""The stylesheet of the member's places serves old browsers (Chrome 87, Safari 14) and asks nothing of other hosts."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders


@pytest.fixture(scope="module")
def css() -> str:
    with open(finders.find("lms_desk/desk.css"), encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)


@pytest.mark.parametrize(
    "too_new",
    [r":has\(", r":is\(", r":where\(", r"color-mix", r"@container", r"@layer", r"aspect-ratio",
     r"\binset\s*:", r"\d[sdl]v[hw]", r"&"],
)
def test_nothing_too_new(css, too_new):
    assert re.findall(too_new, css) == []


def test_no_gap_in_flex_boxes(css):
    """Safari 14.0 knows gap only in grids."""
    for body in re.findall(r"\{([^{}]*)\}", css):
        if re.search(r"\bgap:", body) or "column-gap" in body or "row-gap" in body:
            assert not re.search(r"display:\s*(inline-)?flex", body)


def test_nothing_from_outside(css):
    assert re.findall(r"url\(|@import", css) == []
