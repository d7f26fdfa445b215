"""How a quotation differs from the text, in two lines that a person reads at a glance."""

from collections.abc import Iterator, Sequence

from bot.lookup.finding import Change, Edit
from bot.text import Kind, Span, Style, Text, block
from bot.wording.wording import Wording

SAME_LONGEST = 60
"""Characters of agreement between two changes that are shown in full."""
SAME_KEPT = 24
"""Characters of a longer agreement that stay at either side of its ellipsis."""
RUNS = 24
"""Runs of words that are shown; of a quotation that differs in more places, only the beginning."""
CHANGED_LONGEST = 120
"""Characters of one changed run that are shown in full."""


def told(wording: Wording, changes: Sequence[Change]) -> Text:
    """Return what they wrote with its slips struck out, and what the text has with its own words bold."""
    yours = _line(changes, [each.yours for each in changes], Style.STRIKE)
    theirs = _line(changes, [each.theirs for each in changes], Style.BOLD)
    return wording.text("difference-yours", words=yours) + wording.text("difference-theirs", words=theirs)


def _line(changes: Sequence[Change], sides: Sequence[str], style: Style) -> Text:
    last = len(changes) - 1
    spans = [
        span
        for at, (each, side) in enumerate(zip(changes[:RUNS], sides, strict=False))
        for span in _spans(each, side, style, first=at == 0, last=at == last)
    ]
    more = ("…",) if len(changes) > RUNS else ()
    return Text((block(Kind.PARAGRAPH, *(each for each in spans if each.text), *more),))


def _spans(change: Change, side: str, style: Style, *, first: bool, last: bool) -> Iterator[Span]:
    """Yield one side of a change; the blanks around changed words are not set apart with them."""
    if change.edit is Edit.SAME:
        yield Span(_shortened(side, first=first, last=last))
        return
    words = side.strip()
    before, _, after = side.partition(words) if words else (side, "", "")
    shown = words if len(words) <= CHANGED_LONGEST else _shortened(words, first=False, last=False)
    yield Span(before)
    yield Span(shown, frozenset({style, Style.UNDERLINE} if change.reason else {style}))
    yield Span(after)


def _shortened(same: str, *, first: bool, last: bool) -> str:
    """Return an agreement with its middle left out; at an end of the line only what is beside the change stays."""
    if len(same) <= SAME_LONGEST:
        return same
    head = "" if first else _cut(same[:SAME_KEPT], keep_start=True) + " "
    tail = "" if last else " " + _cut(same[-SAME_KEPT:], keep_start=False)
    return f"{head}…{tail}"


def _cut(side: str, *, keep_start: bool) -> str:
    """Return the whole words of an end that was cut somewhere inside a word."""
    found = side.rpartition(" ")[0] if keep_start else side.partition(" ")[2]
    return found or side
