"""Comparison: a quotation beside its passage, run by run, and how faithful it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.lookup.align import Pair, aligned
from bot.lookup.finding import Change, Edit, Reason, Verdict
from bot.lookup.meaning import Hunk, Known, reasons
from bot.lookup.words import Word, words

QUOTES = "\"'“”‘’«»„‟‹›「」『』 \t\n\r"
GAPS = ("...", "…", "[", "]", "(…)")
CORE = 5
"""So many words in a row that stand in the passage are a quotation of their own, whatever is said around them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation differs from its passage. `span` is [start, end) in the passage's text, in code points."""

    verdict: Verdict
    changes: tuple[Change, ...]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Pairs of one kind that stand together; `before` counts the quotation's words before them."""

    edit: Edit
    pairs: tuple[Pair, ...]
    before: int = 0
    edge: bool = False
    reason: Reason | None = None


def compare(asked: str, text: str, known: Known, *, near: int | None = None) -> Comparison:
    """Return how `asked` differs from the stretch of `text` that it lies on.

    `near` is the number of the word of the text at which the quotation ends, more or less, where that is known.
    """
    yours, every = words(asked), words(text)
    first, last = _stretch(len(yours), len(every), near)
    theirs = every[first:last]
    pairs = aligned([each.token for each in yours], [each.token for each in theirs])
    sides = _Sides(asked, text, yours, theirs)
    runs = _judged(list(_runs(pairs, sides)), sides, known)
    place = _verbatim(asked, text, sides, runs)
    span = place or _span(sides, runs)
    return Comparison(_verdict(place, runs, sides), tuple(_changes(runs, sides, span)), span)


def _stretch(asked: int, there: int, near: int | None) -> tuple[int, int]:
    """Return the words of the passage that come into question: all, unless the passage is long and the end known."""
    if near is None or there <= 400:
        return 0, there
    return max(0, near - 3 * asked - 40), min(there, near + asked + 20)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two texts and their words; the passage's are those of the stretch that was aligned."""

    asked: str
    text: str
    yours: Sequence[Word]
    theirs: Sequence[Word]

    def tokens(self, run: _Run) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the tokens of either side."""
        mine = tuple(self.yours[each.yours].token for each in run.pairs if each.yours >= 0)
        return mine, tuple(self.theirs[each.theirs].token for each in run.pairs if each.theirs >= 0)

    def same(self, pair: Pair) -> bool:
        """Return whether the pair is one word; an unfinished last word counts as the one it begins."""
        if pair.yours < 0 or pair.theirs < 0:
            return False
        mine, other = self.yours[pair.yours].token, self.theirs[pair.theirs].token
        last = pair.yours == len(self.yours) - 1
        return mine == other or (last and other.startswith(mine) and self.yours[-1].end == len(self.asked.rstrip()))


def _runs(pairs: Sequence[Pair], sides: _Sides) -> Iterator[_Run]:
    """Yield the runs of equal and of different words; different ones that only part words otherwise are equal."""
    runs = [(same, tuple(group)) for same, group in groupby(pairs, key=sides.same)]
    common = [place for place, (same, _pairs) in enumerate(runs) if same]
    before = 0
    for place, (same, group) in enumerate(runs):
        run = _Run(Edit.SAME, group, before)
        before += sum(each.yours >= 0 for each in group)
        mine, other = sides.tokens(run)
        if same or (mine and "".join(mine) == "".join(other)):
            yield run
            continue
        edge = not common or place < common[0] or place > common[-1]
        edit = Edit.ADDED if not other else Edit.OMITTED if not mine else Edit.REPLACED
        yield replace(run, edit=edit, edge=edge)


def _judged(runs: Sequence[_Run], sides: _Sides, known: Known) -> list[_Run]:
    """Return the runs, marked with why they change the meaning; what is said around a quotation does not count."""
    judged = [each for each in runs if not (each.edit is Edit.SAME or _around(each) or _gap(each, sides))]
    marks = dict(zip(map(id, judged), reasons([_hunk(each, sides) for each in judged], known), strict=True))
    return [replace(each, reason=marks.get(id(each))) for each in runs]


def _around(run: _Run) -> bool:
    """Return whether the run is said before or after the quotation, not in it."""
    return run.edge and run.edit is Edit.ADDED and len(run.pairs) > 2


def _hunk(run: _Run, sides: _Sides) -> Hunk:
    mine, other = sides.tokens(run)
    places = [each.theirs for each in run.pairs if each.theirs >= 0]
    names = frozenset(sides.theirs[place].token for place in places if _is_name(sides, place))
    return Hunk(mine, other, names, run.edge)


def _is_name(sides: _Sides, place: int) -> bool:
    """Return whether the passage writes the word as a name: a capital, and not only because a sentence begins."""
    word = sides.theirs[place]
    written = sides.text[word.start : word.end]
    before = sides.text[: word.start].rstrip()
    begins = not before or before[-1] in ".!?:;\"“”'‘—-" or place == 0
    return written[:1].isupper() and len(written) > 2 and written[1:].islower() and not begins


def _verbatim(asked: str, text: str, sides: _Sides, runs: Sequence[_Run]) -> tuple[int, int] | None:
    """Return where the quotation stands mark for mark, quotation marks around it aside."""
    wanted = asked.strip(QUOTES)
    start = _span(sides, runs)[0]
    place = text.find(wanted, max(0, start - 8)) if wanted else -1
    place = text.find(wanted) if wanted and place < 0 else place
    return (place, place + len(wanted)) if place >= 0 else None


def _span(sides: _Sides, runs: Sequence[_Run]) -> tuple[int, int]:
    places = [each.theirs for run in runs for each in run.pairs if each.theirs >= 0]
    return (sides.theirs[places[0]].start, sides.theirs[places[-1]].end) if places else (0, 0)


def _verdict(place: tuple[int, int] | None, runs: Sequence[_Run], sides: _Sides) -> Verdict:
    if place:
        return Verdict.EXACT
    if any(each.reason for each in runs):
        return Verdict.ALTERED
    inner = [each for each in runs if not _said_around(each, runs)]
    if all(each.edit is Edit.SAME or _gap(each, sides) for each in inner):
        return _core(inner, sides)
    return Verdict.CLOSE


def _said_around(run: _Run, runs: Sequence[_Run]) -> bool:
    """Return whether the run is said around a quotation that is long enough to stand alone."""
    core = sum(len(each.pairs) for each in runs if each.edit is Edit.SAME)
    return run.edge and run.edit is Edit.ADDED and core >= CORE


def _gap(run: _Run, sides: _Sides) -> bool:
    """Return whether words were left out where the quotation says so, by dots or brackets."""
    if run.edit is not Edit.OMITTED or not 0 < run.before < len(sides.yours):
        return False
    between = sides.asked[sides.yours[run.before - 1].end : sides.yours[run.before].start]
    return any(mark in between for mark in GAPS)


def _core(runs: Sequence[_Run], sides: _Sides) -> Verdict:
    """Return exact where the words in the passage stand there mark for mark, else typographic."""
    inner = [each for run in runs for each in run.pairs if run.edit is Edit.SAME]
    if not inner:
        return Verdict.CLOSE
    first, last = inner[0], inner[-1]
    mine = sides.asked[sides.yours[first.yours].start : sides.yours[last.yours].end]
    other = sides.text[sides.theirs[first.theirs].start : sides.theirs[last.theirs].end]
    return Verdict.EXACT if mine == other else Verdict.TYPOGRAPHIC


def _changes(runs: Sequence[_Run], sides: _Sides, span: tuple[int, int]) -> Iterator[Change]:
    """Yield the runs as the characters of either side; joined they give the question and the span whole."""
    mine = other = 0
    for place, run in enumerate(runs):
        last = place == len(runs) - 1
        mine_end = _end(run.pairs, sides.yours, len(sides.asked), mine, mine=True) if not last else len(sides.asked)
        span_end = _end(run.pairs, sides.theirs, span[1], span[0] + other, mine=False) if not last else span[1]
        span_end = max(min(span_end, span[1]), span[0] + other)
        yield Change(run.edit, sides.asked[mine:mine_end], sides.text[span[0] + other : span_end], run.reason)
        mine, other = mine_end, span_end - span[0]


def _end(pairs: Sequence[Pair], side: Sequence[Word], end: int, default: int, *, mine: bool) -> int:
    """Return where the run ends on one side: where the word after its last one begins."""
    places = [each.yours if mine else each.theirs for each in pairs]
    last = max(places, default=-1)
    if last < 0:
        return default
    return side[last + 1].start if last + 1 < len(side) else end
