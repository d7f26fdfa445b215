"""Replies in a terminal: blocks as lines that wrap with their bar or bullet, styles as the terminal has them."""

from collections.abc import Iterable, Mapping

import regex
from rich.console import Console
from rich.text import Text as Line

from bot.chat import Button, Reply
from bot.text import Block, Kind, Span, Style

STYLES: Mapping[Style, str] = {
    Style.BOLD: "bold",
    Style.ITALIC: "italic",
    Style.UNDERLINE: "underline green",
    Style.STRIKE: "strike red",
    Style.CODE: "cyan",
    Style.SPOILER: "reverse",
}
KINDS: Mapping[Kind, str] = {Kind.HEADING: "bold underline", Kind.CITATION: "italic", Kind.NOTE: "dim"}
LEADS: Mapping[Kind, tuple[str, str]] = {
    Kind.QUOTE: ("│ ", "│ "),
    Kind.CITATION: ("  — ", "    "),
    Kind.ITEM: ("• ", "  "),
}
"""What stands before the first line of a block, and before its further ones."""
PLAIN: Mapping[Style, str] = {Style.STRIKE: "[-{}-]", Style.UNDERLINE: "{{+{}+}}"}
"""How struck and underlined words are told where the terminal shows no styles."""
CONTROLS = regex.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Characters that would steer the terminal instead of standing in it."""
WIDEST = 100
"""Columns beyond which lines are hard to read."""


def show(console: Console, reply: Reply) -> None:
    """Print a reply with its buttons; in place of a picture, what it has instead."""
    for each in reply.unpictured.text.blocks:
        _print(console, each)
    buttons = numbered(reply)
    if buttons:
        _put(console, _labels(buttons), ("", ""))


def numbered(reply: Reply) -> dict[str, Button]:
    """Return the reply's buttons by the number that presses them.

    A label that is a number is pressed by itself; the others are numbered on from the highest of those. What copies
    or shares has no place in a terminal.
    """
    buttons = [each for row in reply.buttons for each in row if each.asks or each.url]
    taken = {each.label: each for each in buttons if each.label.isdecimal()}
    start = max(map(int, taken), default=0) + 1
    others = (each for each in buttons if not each.label.isdecimal())
    return {**taken, **{str(number): each for number, each in enumerate(others, start)}}


def _print(console: Console, block: Block) -> None:
    plain = not console.is_terminal
    line = Line.assemble(*(_styled(each, plain=plain) for each in block.spans), style=KINDS.get(block.kind, ""))
    _put(console, line, LEADS.get(block.kind, ("", "")))


def _put(console: Console, line: Line, leads: tuple[str, str]) -> None:
    for at, row in enumerate(_wrapped(console, line, len(leads[0]))):
        row.rstrip()
        console.print(Line.assemble((leads[bool(at)], "dim"), row), soft_wrap=True, highlight=False)


def _wrapped(console: Console, line: Line, margin: int) -> Iterable[Line]:
    if not console.is_terminal:
        return line.split("\n", allow_blank=True)
    return line.wrap(console, max(min(console.width, WIDEST) - margin, 10))


def _styled(span: Span, *, plain: bool) -> tuple[str, str]:
    text = CONTROLS.sub("", span.text)
    if plain:
        text = next((mark.format(text) for style, mark in PLAIN.items() if style in span.styles), text)
    styles = [STYLES[each] for each in Style if each in span.styles]
    return text, " ".join([*styles, f"link {span.link}"] if span.link else styles)


def _labels(buttons: Mapping[str, Button]) -> Line:
    line = Line()
    for number, each in buttons.items():
        label = "" if each.label == number else " " + CONTROLS.sub("", each.label)
        line.append(f"[{number}]", "bold cyan").append(f"{label}  " if not each.url else f"{label} {each.url}  ")
    return line
