"""Every pair of colours that is used can be read: computed from the stylesheet, in light and in dark (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "lms/core/static_src"
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6}|var\(--[\w-]+\));")

GROUNDS = ("paper", "sheet", "sunken")
#: Text and what it stands on: 4.5 to 1.
TEXT = [
    *((text, ground) for text in ("ink", "ink-soft", "brand", "brand-strong", "gold", "good", "alarm") for ground in GROUNDS),
    ("on-brand", "brand"), ("on-brand", "brand-strong"), ("on-band", "band"),
    ("ink", "brand-wash"), ("brand", "brand-wash"), ("brand-strong", "brand-wash"), ("ink", "gold-wash"), ("gold", "gold-wash"),
    ("ink", "good-wash"), ("good", "good-wash"), ("ink", "alarm-wash"), ("alarm", "alarm-wash"),
    ("brand", "gold-wash"), ("brand", "good-wash"), ("ink-soft", "brand-wash"),
]  # fmt: skip
#: Edges, marks and the ring of the focus, and what they lie against: 3 to 1.
PARTS = [
    *((part, ground) for part in ("edge", "gold-mark", "focus", "brand", "good", "alarm") for ground in GROUNDS),
    ("on-band-mark", "band"),
]


def lists() -> dict[str, dict[str, str]]:
    """The colours of each list: light, dark by the system, dark by choice."""
    light = (SOURCES / "10-tokens.css").read_text("utf-8").split("}", 1)[0]
    dark = (SOURCES / "11-dark.css").read_text("utf-8")
    system, chosen = dark.split(":root.theme-dark")
    base = dict(COLOUR.findall(light))
    return {"light": base, "dark": dict(COLOUR.findall(system)), "theme-dark": dict(COLOUR.findall(chosen))}


def colour(colours: dict[str, str], name: str) -> str:
    value = colours[name]
    return colour(colours, value[6:-1]) if value.startswith("var(") else value


def luminance(hexed: str) -> float:
    parts = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_rule_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "theme-dark"])
def test_text_can_be_read(scheme):
    colours = lists()[scheme]
    found = {(text, ground): round(contrast(colour(colours, text), colour(colours, ground)), 2) for text, ground in TEXT}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "theme-dark"])
def test_parts_can_be_seen(scheme):
    colours = lists()[scheme]
    found = {(part, ground): round(contrast(colour(colours, part), colour(colours, ground)), 2) for part, ground in PARTS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


def test_dark_by_the_system_and_by_choice_are_the_same():
    found = lists()
    assert found["dark"] == found["theme-dark"]
    assert set(found["light"]) == set(found["dark"])
