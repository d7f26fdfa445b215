"""A bar chart as a picture: small, with every bar where it belongs."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.chat.reply import PICTURE_BYTES
from bot.pictures.bars import BAR, HEIGHT, WIDTH, Bar, chart, covers

BARS = st.lists(st.builds(Bar, st.integers(-3000, 3000).map(str), st.none() | st.floats(0, 10_000)), max_size=40)


def drawn(*values):
    png = chart([Bar(str(1800 + at), value) for at, value in enumerate(values)], "peace: times in 10,000 words")
    return Image.open(BytesIO(png)).convert("RGB")


def coloured(image):
    """How many pixels of a bar stand in each column."""
    wanted = ImageColor.getrgb(BAR)
    return [sum(image.getpixel((x, y)) == wanted for y in range(HEIGHT)) for x in range(WIDTH)]


def test_bars_are_as_high_as_their_values():
    heights = [each for each in coloured(drawn(10, 20, None, 0, 20)) if each]
    tallest, half, least = max(heights), heights[0], min(heights)
    assert half == pytest.approx(tallest / 2, abs=2)
    assert least <= 4
    assert {*heights} == {tallest, half, least}


def test_what_is_not_known_has_no_bar_and_nothing_has_a_line():
    assert not any(coloured(drawn(None, None)))
    assert any(coloured(drawn(0, 0)))


@settings(deadline=None, max_examples=30)
@given(BARS, st.text(max_size=60))
def test_any_chart_is_a_small_png(bars, title):
    png = chart(bars, title)
    assert png.startswith(b"\x89PNG")
    assert len(png) < PICTURE_BYTES / 4
    assert Image.open(BytesIO(png)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("text", "known"), [("peace -1850,.:", True), ("Frieden", True), ("мир", False), ("和平", False)]
)
def test_the_font_knows_what_it_has(text, known):
    assert covers(text) is known
