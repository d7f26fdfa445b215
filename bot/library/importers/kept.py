"""Kept places: when a work is imported again, each passage that it had before keeps the place that it had."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SAME_WORK = 0.2
"""The part of the passages that must be met again; with fewer it is another work under the same name."""

ALIKE = 0.6
"""The part of its words that a passage must share with the one that was in its place to be the same one, edited."""

WIDEST = 60
"""Passages between two that stayed, among which edited ones are looked for."""

PART = re.compile(r"(?<=\d)[a-z]+$")
"""What tells the parts of a paragraph that was cut; without it the place still means them all."""

WORD = re.compile(r"[\u2e80-\u9fff]|\w+")
Placed = tuple[str, str]
"""The locator and the text of a passage."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The places of the passages of a work, in order, and how many of them were there before, are new, or have gone."""

    places: tuple[str, ...]
    same: int = 0
    new: int = 0
    gone: int = 0

    def told(self) -> str:
        """Return a sentence for the report."""
        return f"{self.same:,} passages keep the places they had; {self.new:,} are new, {self.gone:,} have gone"


def places(before: Sequence[Placed], now: Sequence[Placed], retired: Collection[str] = ()) -> Kept:
    """Return the places of the passages `now`, given those `before` and those `retired` earlier.

    A new passage goes by its own place where nobody ever had it, else by that of the passage above it and a number:
    `¶7.1` stands behind `¶7`. The place of one that has gone is given to no other.
    """
    pairs = dict(_matched([text for _, text in before], [text for _, text in now]))
    if len(pairs) < SAME_WORK * max(len(now), 1):
        return Kept(tuple(place for place, _ in now))
    found = tuple(_named(before, now, pairs, retired))
    return Kept(found, len(pairs), len(now) - len(pairs), len(before) - len(pairs))


def _named(
    before: Sequence[Placed], now: Sequence[Placed], pairs: dict[int, int], retired: Collection[str]
) -> Iterator[str]:
    had = {*retired, *(place for place, _ in before)}
    taken = had | {PART.sub("", place) for place in had}
    above = re.sub(r"\d+[a-z]*$", "0", now[0][0]) if now else ""
    for at, (place, _) in enumerate(now):
        if at in pairs:
            above = before[pairs[at]][0]
        else:
            tries = (f"{above}.{number}" for number in range(1, len(now) + len(taken) + 2))
            above = place if place not in taken else next(each for each in tries if each not in taken)
            taken.add(above)
        yield above


def _matched(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (index now, index before) of passages that are the same, in the same order."""
    anchors = [(-1, -1), *_anchors(before, now), (len(now), len(before))]
    for (at, was), (after, later) in pairwise(anchors):
        if at >= 0:
            yield at, was
        yield from _between(before, now, range(at + 1, after), range(was + 1, later))


def _anchors(before: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest run in order of texts that stand in both, once in each."""
    once = _single(before) & _single(now)
    place = {_plain(text): at for at, text in enumerate(before)}
    common = [(at, place[plain]) for at, text in enumerate(now) if (plain := _plain(text)) in once]
    return _rising(common)


def _single(texts: Sequence[str]) -> set[str]:
    return {text for text, count in Counter(map(_plain, texts)).items() if count == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    above: list[int] = []
    for at, (_, second) in enumerate(pairs):
        depth = bisect_left(ends, second)
        ends[depth : depth + 1] = [second]
        last[depth : depth + 1] = [at]
        above.append(last[depth - 1] if depth else -1)
    found: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = above[at]
    return found[::-1]


def _between(before: Sequence[str], now: Sequence[str], new: range, old: range) -> Iterator[tuple[int, int]]:
    """Yield pairs among passages that stand between two that stayed: the most alike first, never crossing."""
    if not new or not old or max(len(new), len(old)) > WIDEST:
        return
    scores = [(_alike(now[at], before[was]), at, was) for at in new for was in old]
    score, at, was = max(scores, key=lambda each: (each[0], -each[1], -each[2]))
    if score >= ALIKE:
        yield from _between(before, now, range(new.start, at), range(old.start, was))
        yield at, was
        yield from _between(before, now, range(at + 1, new.stop), range(was + 1, old.stop))


def _alike(one: str, two: str) -> float:
    """Return the part of their words that two texts share, from 0 to 1."""
    words = [Counter(WORD.findall(each.casefold())) for each in (one, two)]
    shared = sum((words[0] & words[1]).values())
    return 2 * shared / max(1, sum(each.total() for each in words))


def _plain(text: str) -> str:
    return " ".join(text.split())
