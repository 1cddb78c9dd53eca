"""Whatever colour somebody chooses, every text can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.colours import (
    BRAND,
    DARK_GROUND,
    LIGHT_GROUND,
    READABLE,
    WHITE,
    contrast,
    dark_palette,
    darkened,
    is_colour,
    is_red,
    light_palette,
    mixed,
    normal,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
#: The gold that marks the place on the band of a light page (``--on-band-mark``): not a text, so 3 is asked of it.
MARK, SEEN = "#f2c66d", 3


@given(colours)
def test_light_palette_can_be_read(colour):
    palette = light_palette(colour)
    for text, ground in [
        (palette.on_brand, palette.brand),
        (palette.on_brand, palette.strong),
        (palette.brand, WHITE),
        (palette.brand, LIGHT_GROUND),
        (palette.brand, palette.wash),
        (palette.strong, LIGHT_GROUND),
        (palette.strong, palette.wash),
    ]:
        assert contrast(text, ground) >= READABLE, (palette, text, ground)
    assert contrast(MARK, palette.strong) >= SEEN


@given(colours)
def test_dark_palette_can_be_read(colour):
    palette = dark_palette(colour)
    for text, ground in [
        (palette.on_brand, palette.brand),
        (palette.on_brand, palette.strong),
        (palette.brand, DARK_GROUND),
        (palette.brand, palette.wash),
        (palette.strong, DARK_GROUND),
        (palette.strong, palette.wash),
    ]:
        assert contrast(text, ground) >= READABLE, (palette, text, ground)


@given(colours)
def test_a_darker_tone_is_suggested_only_where_it_is_needed(colour):
    suggested = darkened(colour)
    assert contrast(suggested, WHITE) >= READABLE
    if contrast(colour, WHITE) >= READABLE:
        assert suggested == colour


@given(colours, colours)
def test_contrast(one, other):
    assert 1 <= contrast(one, other) <= 21.01
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one, one) == 1


def test_contrast_as_the_guidelines_count_it():
    assert round(contrast("#000000", WHITE), 2) == 21
    assert round(contrast("#767676", WHITE), 2) == 4.54


@pytest.mark.parametrize("written", ["#0B5563", "0b5563", " #0b5563 "])
def test_ways_of_writing(written):
    assert normal(written) == "#0b5563"


def test_three_digits():
    assert normal("#abc") == "#aabbcc"


@pytest.mark.parametrize("written", ["", "red", "#12345", "#12345g", "rgb(1,2,3)", "#123456;}"])
def test_what_is_no_colour(written):
    with pytest.raises(ValueError):
        normal(written)
    assert not is_colour(written)


def test_mixing():
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_the_product_colour_is_the_one_of_the_style_sheet():
    from pathlib import Path

    import lms.core

    folder = Path(lms.core.__file__).parent
    tokens = (folder / "static_src/10-tokens.css").read_text("utf-8")
    assert f"--brand: {BRAND};" in tokens
    assert f"--sunken: {LIGHT_GROUND};" in tokens
    assert f"--sunken: {DARK_GROUND};" in (folder / "static_src/11-dark.css").read_text("utf-8")
    assert f'fill="{BRAND}"' in (folder / "static/lms_core/quebu.svg").read_text("utf-8")


@pytest.mark.parametrize("colour", ["#b3261e", "#b01e23", "#c8102e", "#de2910", "#8a2b2b"])
def test_red_is_seen(colour):
    assert is_red(colour)


@pytest.mark.parametrize("colour", ["#0b5563", "#1f4e79", "#1e5c46", "#5b3a6e", "#6b4423", "#36454f", "#4a4344"])
def test_the_colours_that_we_offer_are_not_red(colour):
    assert not is_red(colour)
