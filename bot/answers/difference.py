"""How a quotation differs from the text: what about it alters the meaning, and two lines read at a glance."""

from collections.abc import Collection, Iterator, Sequence

from bot.lookup.finding import Change, Edit, Reason
from bot.text import Kind, Span, Style, Text, block, shortened
from bot.wording.wording import Wording

SAME_LONGEST = 60
"""Characters of agreement between two changes that are shown in full."""
SAME_KEPT = 24
"""Characters of a longer agreement that stay at either side of its ellipsis."""
MOST = 8
"""Changes that are shown; of more, those that alter the meaning before others."""
CHANGED_LONGEST = 80
"""Characters of one changed run that are shown in full."""
REASONS = 3
"""Reasons that are told in words."""
NAMED_LONGEST = 40
"""Characters of the words that a reason names."""
CUT = "…"
YOURS, THEIRS = frozenset({Style.STRIKE}), frozenset({Style.UNDERLINE})
"""Their words struck out, the text's own underlined; what alters the meaning is bold besides."""


def reasons(wording: Wording, changes: Sequence[Change]) -> Span:
    """Return in words what alters the meaning: a negation, a number, a name, an opposite."""
    sides = {_sides(each) for each in changes if each.reason}
    told = [_reason(wording, each, each.reason, sides) for each in changes if each.reason]
    return Span(wording.listed(list(dict.fromkeys(told))[:REASONS]))


def told(wording: Wording, changes: Sequence[Change]) -> Text:
    """Return what they wrote with its slips struck out, and what the text has with its own words underlined."""
    shown = _chosen(changes)
    yours = _line(changes, [each.yours for each in changes], shown, YOURS)
    theirs = _line(changes, [each.theirs for each in changes], shown, THEIRS)
    return wording.text("difference-yours", words=yours) + wording.text("difference-theirs", words=theirs)


def _sides(change: Change) -> tuple[str, str]:
    """Return the words of either side, short enough to be named."""
    yours, theirs = (shortened(each.strip(" \n,;:.!?—–-"), NAMED_LONGEST) for each in (change.yours, change.theirs))
    return yours, theirs


def _reason(wording: Wording, change: Change, reason: Reason, others: Collection[tuple[str, str]]) -> str:
    """Return why a change alters the meaning; words that `others` have the other way round have changed places."""
    yours, theirs = _sides(change)
    if yours and (theirs, yours) in others:
        first, second = sorted((yours, theirs))
        return wording.label("changed-places", first=first, second=second)
    denied = reason in (Reason.NEGATION_ADDED, Reason.NEGATION_DROPPED)
    attribute = ".replaced" if denied and yours and theirs else ""
    return wording.label(f"changed-{reason}{attribute}", yours=yours, theirs=theirs)


def _chosen(changes: Sequence[Change]) -> frozenset[int]:
    """Return the places of the runs that are shown: changes, the gravest first, and the agreement beside them."""
    differing = [at for at, each in enumerate(changes) if each.edit is not Edit.SAME]
    kept = sorted(differing, key=lambda at: not changes[at].reason)[:MOST]
    beside = {at + step for at in kept for step in (-1, 1) if 0 <= at + step < len(changes)}
    return frozenset([*kept, *(at for at in beside if changes[at].edit is Edit.SAME)])


def _line(changes: Sequence[Change], sides: Sequence[str], shown: frozenset[int], style: frozenset[Style]) -> Text:
    spans: list[Span] = []
    for at, (each, side) in enumerate(zip(changes, sides, strict=True)):
        if at in shown:
            left, right = at - 1 in shown, at + 1 in shown
            spans += _same(side, left=left, right=right) if each.edit is Edit.SAME else _changed(each, side, style)
        elif side.strip():
            spans.append(Span(f" {CUT} "))
    return Text((block(Kind.PARAGRAPH, *_tidied(spans)),))


def _tidied(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans that say something, of ellipses side by side only the first."""
    before = ""
    for each in spans:
        if each.text and not (each.text.strip() == CUT and before.endswith(CUT)):
            text = each.text.lstrip(f" {CUT}") if before.endswith(CUT) and each.text.startswith(CUT) else each.text
            yield Span(text, each.styles)
            before = each.text.rstrip()


def _changed(change: Change, side: str, style: frozenset[Style]) -> Iterator[Span]:
    """Yield one side of a change; the blanks around changed words are not set apart with them."""
    words = side.strip()
    before, _, after = side.partition(words) if words else (side, "", "")
    yield Span(before)
    yield Span(_cut(words), style | {Style.BOLD} if change.reason else style)
    yield Span(after)


def _cut(words: str) -> str:
    """Return changed words with their middle left out where they are many."""
    return words if len(words) <= CHANGED_LONGEST else _shortened(words, left=True, right=True)


def _same(side: str, *, left: bool, right: bool) -> Iterator[Span]:
    yield Span(side if len(side) <= SAME_LONGEST else _shortened(side, left=left, right=right))


def _shortened(same: str, *, left: bool, right: bool) -> str:
    """Return a run with its middle left out; what is `left` or `right` of it tells which of its ends stay."""
    head = _whole(same[:SAME_KEPT], keep_start=True) + " " if left else ""
    tail = " " + _whole(same[-SAME_KEPT:], keep_start=False) if right else ""
    return f"{head}{CUT}{tail}"


def _whole(side: str, *, keep_start: bool) -> str:
    """Return the whole words of an end that was cut somewhere inside a word."""
    found = side.rpartition(" ")[0] if keep_start else side.partition(" ")[2]
    return found or side
