"""The light markup of a catalogue's templates, read into blocks of spans.

A line is a block. `# ` begins a heading, `> ` a quotation, `- ` an item, `~ ` a note; *bold*, _italic_ and `code`
stand inside a line. Inserted values are put in after the markup was read, so that nothing in them is ever markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import regex

from bot.text import RIGHT_TO_LEFT, Block, Kind, Span, Style, Text

Inserted = str | Span | Text
"""A value as it is put in; a Text that has a line to itself brings its own blocks."""

KINDS = {"# ": Kind.HEADING, "> ": Kind.QUOTE, "- ": Kind.ITEM, "~ ": Kind.NOTE}
STYLES = {"*": Style.BOLD, "_": Style.ITALIC, "`": Style.CODE}
STYLED = regex.compile(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)")
MARK = regex.compile(r"([\ue000-\uf8ff])")
DIRECTIONS = regex.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
ISOLATE = "\u2068{}\u2069"
BREAK = regex.compile(r"\s")


def read(template: str, values: Mapping[str, Inserted]) -> Text:
    """Return the template as a text, with the values in place of their marks (private-use characters)."""
    lines = (line.strip() for line in template.splitlines())
    return Text(tuple(each for line in lines if line for each in _blocks(line, values)))


def inline(value: str) -> str:
    """Return a value fit to stand inside a line of ours: one line, and no say over the direction of what follows it.

    Words written from right to left are isolated (Unicode UAX 9, FSI and PDI), so that they do not reorder ours.
    """
    line = DIRECTIONS.sub("", " ".join(value.split()))
    return ISOLATE.format(line) if RIGHT_TO_LEFT.search(line) else line


def _blocks(line: str, values: Mapping[str, Inserted]) -> Iterator[Block]:
    alone = values.get(line)
    if isinstance(alone, Text):
        yield from alone.blocks
        return
    kind = KINDS.get(line[:2], Kind.PARAGRAPH)
    spans = tuple(_spans(line if kind is Kind.PARAGRAPH else line[2:], values))
    if any(each.text for each in spans):
        yield Block(kind, spans)


def _spans(line: str, values: Mapping[str, Inserted], styles: frozenset[Style] = frozenset()) -> Iterator[Span]:
    at = 0
    for found in STYLED.finditer(line):
        yield from _filled(line[at : found.start()], values, styles)
        style = STYLES[found[1]]
        read_inside = _filled if style is Style.CODE else _spans
        yield from read_inside(found[2], values, styles | {style})
        at = found.end()
    yield from _filled(line[at:], values, styles)


def _filled(piece: str, values: Mapping[str, Inserted], styles: frozenset[Style]) -> Iterator[Span]:
    for each in MARK.split(piece):
        if each in values:
            yield from _value(values[each], styles)
        elif each:
            yield Span(each, styles)


def _value(value: Inserted, styles: frozenset[Style]) -> Iterator[Span]:
    if isinstance(value, str):
        yield Span(inline(value), styles)
        return
    inserted = (value,) if isinstance(value, Span) else _isolated(value)
    for each in inserted:
        yield replace(each, styles=each.styles | styles)


def _isolated(text: Text) -> Iterator[Span]:
    """Yield the spans of a text that stands inside a line of ours, as `inline` does it, their blanks kept."""
    spans = [
        replace(each, text=DIRECTIONS.sub("", BREAK.sub(" ", each.text)))
        for block in text.blocks
        for each in block.spans
    ]
    if any(RIGHT_TO_LEFT.search(each.text) for each in spans):
        before, after = map(Span, ISOLATE.split("{}"))
        spans = [before, *spans, after]
    yield from spans
