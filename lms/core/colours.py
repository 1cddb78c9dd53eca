"""Colours that can be read: contrast as WCAG 2.2 counts it, and a palette made from one brand colour.

A colour is ``#rrggbb``. Contrast is a number from 1 (the same) to 21 (black on white); text needs 4.5.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

#: The colour of the product, as it stands in the style sheet.
BRAND = "#0b5563"
#: What stands for a red brand outside the head of a page, where red says "overdue" or "error".
CALM = "#36454f"
#: What text needs against what lies behind it (WCAG 2.2, 1.4.3).
READABLE = 4.5

WHITE = "#ffffff"
#: The darkest ground of a light page and the lightest of a dark one: whoever can be read on these can be read on the others.
LIGHT_GROUND = "#f2f0ea"
DARK_GROUND = "#222c30"
#: Text on a light fill in the dark.
INK = "#0b1416"

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Palette:
    """The four colours of a brand, for one kind of page (light or dark)."""

    brand: str  # links, buttons, what is selected
    strong: str  # the same, pressed or under the pointer
    wash: str  # the ground behind something selected
    on_brand: str  # text on ``brand`` and ``strong``


def is_colour(text: str) -> bool:
    """Whether ``text`` is ``#rrggbb`` in small letters."""
    return _HEX.fullmatch(text) is not None


def normal(text: str) -> str:
    """``text`` as ``#rrggbb``; ``#abc``, capitals and a missing # are understood. ValueError for what is no colour."""
    digits = text.strip().lower().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not is_colour(f"#{digits}"):
        raise ValueError(text)
    return f"#{digits}"


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def is_red(colour: str) -> bool:
    """Whether people would take ``colour`` for the red of what is overdue."""
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return saturation > 0.25 and not 20 < hue * 360 < 340


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21; the order does not matter."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    red, green, blue = (one * (1 - share) + two * share for one, two in pairs)
    return _hex((red, green, blue))


def _at_lightness(colour: str, lightness: float, vivid: float = 1.0) -> str:
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness, saturation * vivid))


def _moved(colour: str, step: float, enough: Callable[[str], bool]) -> str:
    """``colour`` made lighter (or darker, with a negative step) in its own hue until it is enough."""
    lightness = colorsys.rgb_to_hls(*_channels(colour))[1]
    end = 1.0 if step > 0 else 0.0
    while not enough(colour) and lightness != end:
        lightness = min(max(lightness + step, 0), 1)
        colour = _at_lightness(colour, lightness)
    return colour


def darkened(colour: str, ground: str = WHITE, wanted: float = READABLE) -> str:
    """The nearest darker tone of ``colour`` that can be read on ``ground`` and under text of that colour."""
    return _moved(colour, -0.005, lambda tone: contrast(tone, ground) >= wanted)


def lightened(colour: str, ground: str, wanted: float = READABLE) -> str:
    """The nearest lighter tone of ``colour`` that can be read on the dark ``ground``."""
    return _moved(colour, 0.005, lambda tone: contrast(tone, ground) >= wanted)


@lru_cache(maxsize=16)
def light_palette(brand: str) -> Palette:
    """For light pages. Every text of it has a contrast of 4.5 or more on white, on the page's ground and on the wash."""
    wash = mixed(WHITE, brand, 0.08)
    tone = darkened(darkened(brand, wash), LIGHT_GROUND)
    return Palette(brand=tone, strong=mixed(tone, "#000000", 0.25), wash=wash, on_brand=WHITE)


@lru_cache(maxsize=16)
def dark_palette(brand: str) -> Palette:
    """For dark pages: the same hue, lighter and a little calmer, with dark text on it."""
    lightness = colorsys.rgb_to_hls(*_channels(brand))[1]
    calm = _at_lightness(brand, lightness, vivid=0.8)
    wash = mixed(DARK_GROUND, darkened(calm, WHITE, 7), 0.35)
    tone = lightened(lightened(lightened(calm, DARK_GROUND, 6), wash), INK)
    return Palette(brand=tone, strong=mixed(tone, WHITE, 0.35), wash=wash, on_brand=INK)
