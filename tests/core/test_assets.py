"""What `make assets` makes is committed as it is made, and small."""

from __future__ import annotations

import gzip
import re

import pytest

from scripts import assets


def test_the_stylesheet_is_fresh():
    assert (assets.STATIC / "quebu.css").read_text(encoding="utf-8") == assets.stylesheet(), "run `make assets`"


def test_parts_are_small_rooms():
    long = [part.name for part in assets.SOURCES.glob("*.css") if len(part.read_text("utf-8").splitlines()) > 250]
    assert long == []


def test_every_icon_of_the_list_is_drawn_and_no_other():
    drawn = re.findall(r'<symbol id="([\w-]+)"', (assets.STATIC / "icons.svg").read_text(encoding="utf-8"))
    assert drawn == list(assets.icon_names())


@pytest.mark.parametrize(("name", "kilobytes"), [("quebu.css", 14), ("quebu.js", 3), ("icons.svg", 5)])
def test_first_visits_stay_light(name, kilobytes):
    assert len(gzip.compress((assets.STATIC / name).read_bytes())) <= kilobytes * 1024
