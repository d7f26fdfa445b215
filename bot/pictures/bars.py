"""A bar chart: how much of something there is, period by period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil, floor, log10

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 70, 24, 64, 52
"""Pixels around the bars."""
PAPER, INK, FAINT, BAR = "#ffffff", "#2a2a2a", "#d9d9d9", "#2f6690"
TITLE, LABEL = 26, 20
"""Pixels of letters."""
GAP = 0.25
"""The share of a bar's place that is left free."""
LINES = 3
"""Lines of the scale, at least."""
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
UNKNOWN = "\uffff"
"""A character that no font has."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands below it, and how high it is (from 0); None where nothing is known."""

    label: str
    value: float | None


def chart(bars: Sequence[Bar], title: str) -> bytes:
    """Return the bars as a PNG of some kilobytes; of the labels so many stand there as have room."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    highest = max((each.value or 0.0 for each in bars), default=0.0)
    fonts = ImageFont.load_default(TITLE), ImageFont.load_default(LABEL)
    drawing = _Drawing(ImageDraw.Draw(image), bars, _scale(highest), *fonts)
    drawing.write(title)
    drawing.lines()
    drawing.bars_and_labels()
    file = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def covers(text: str) -> bool:
    """Return whether the font that charts are written in has every character of the text."""
    font = ImageFont.load_default(LABEL)
    missing = bytes(font.getmask(UNKNOWN))
    return all(each.isspace() or bytes(font.getmask(each)) != missing for each in set(text))


def _scale(highest: float) -> list[float]:
    """Return the heights of the scale's lines, round numbers from 0 to above the highest value."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / LINES
    unit = 10.0 ** floor(log10(rough))
    step = next(each * unit for each in (5, 2, 1) if each * unit <= rough)
    return [step * each for each in range(ceil(highest / step) + 1)]


@dataclass(frozen=True, slots=True)
class _Drawing:
    draw: ImageDraw.ImageDraw
    bars: Sequence[Bar]
    scale: Sequence[float]
    title: Font
    label: Font

    def write(self, title: str) -> None:
        self.draw.text((LEFT, TOP / 2), title, INK, self.title, anchor="lm")

    def lines(self) -> None:
        for each in self.scale:
            height = self._height(each)
            self.draw.line((LEFT, height, WIDTH - RIGHT, height), INK if not each else FAINT, 1)
            self.draw.text((LEFT - 8, height), f"{each:g}", INK, self.label, anchor="rm")

    def bars_and_labels(self) -> None:
        place = (WIDTH - LEFT - RIGHT) / max(len(self.bars), 1)
        for at, each in enumerate(self.bars):
            left = LEFT + place * (at + GAP / 2)
            if each.value is not None:
                top = min(self._height(each.value), self._height(0) - 2)
                self.draw.rectangle((left, top, left + place * (1 - GAP), self._height(0)), BAR)
        for at, label in self._shown(place):
            middle = LEFT + place * (at + 0.5)
            self.draw.text((middle, HEIGHT - BOTTOM + 10), label, INK, self.label, anchor="mt")

    def _shown(self, place: float) -> Iterator[tuple[int, str]]:
        """Yield the labels that have room beside one another, evenly apart, with their bars."""
        widest = max((self.draw.textlength(each.label, self.label) for each in self.bars), default=0.0)
        step = max(1, ceil((widest + LABEL) / place))
        yield from ((at, self.bars[at].label) for at in range(0, len(self.bars), step))

    def _height(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.scale[-1]


def _palette() -> Image.Image:
    """Return an image that has our colours, and the shades at the edges of letters."""
    shades = [Image.blend(Image.new("RGB", (1, 1), INK), Image.new("RGB", (1, 1), PAPER), at / 15) for at in range(16)]
    colours = [each.getpixel((0, 0)) for each in shades] + [ImageColor.getrgb(each) for each in (FAINT, BAR)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for each in colours if isinstance(each, tuple) for part in each])
    return image
