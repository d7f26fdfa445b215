"""A quotation looked up: contenders weighed, the best one compared with what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.library.citation import cite
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.lookup.comparison import Comparison, compare
from bot.lookup.confidence import Confidence, features
from bot.lookup.finding import Finding, Hit, Verdict
from bot.lookup.index import Index
from bot.lookup.normalise import tokens
from bot.lookup.search import Allowed, Contender, contenders
from bot.lookup.words import stretch_of

WEIGHED = 8
"""Contenders that are looked at letter by letter."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A contender with the odds that it is what was asked."""

    contender: Contender
    odds: float


def weighed(index: Index, confidence: Confidence, asked: Sequence[str], allowed: Allowed, most: int) -> list[Weighed]:
    """Return the contenders for canonical tokens, likeliest first, each passage once."""
    found = contenders(index, asked, allowed, most=max(most, WEIGHED))
    if not found:
        return []
    joined, entries = " ".join(asked), index.entries
    odds = confidence.odds([features(each, joined, index.running, entries) for each in found])
    ranked = sorted(map(Weighed, found, odds), key=lambda each: -each.odds)
    return _once(ranked)[:most]


def _once(ranked: Sequence[Weighed]) -> list[Weighed]:
    kept: dict[int, Weighed] = {}
    for each in ranked:
        kept.setdefault(each.contender.number, each)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Answerer:
    """What a quotation is answered from."""

    shelf: Shelf
    index: Index
    confidence: Confidence

    def finding(self, text: str, allowed: Allowed, limit: int) -> Finding:
        """Return what the library has for `text`."""
        asked = tokens(text)
        ranked = weighed(self.index, self.confidence, asked, allowed, limit)
        passages = self._passages(ranked)
        ranked = [each for each in ranked if each.contender.number in passages]
        if not ranked:
            return Finding(Verdict.NONE)
        hits = [self._hit(each, passages) for each in ranked]
        comparison = self._compared(text, ranked[0].contender, hits[0])
        hits[0] = replace(hits[0], span=_within(comparison.span, hits[0].passage))
        if ranked[0].odds < self.confidence.least(self.index.entries):
            return Finding(Verdict.NONE, tuple(hits))
        if hits[0].form:
            return Finding(Verdict.CLOSE, tuple(hits))
        return Finding(comparison.verdict, tuple(hits), comparison.changes)

    def nearest(self, text: str, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the passages nearest to `text`, without judging it."""
        ranked = weighed(self.index, self.confidence, tokens(text), allowed, limit)
        passages = self._passages(ranked)
        return tuple(self._hit(each, passages) for each in ranked if each.contender.number in passages)

    def _passages(self, ranked: Sequence[Weighed]) -> dict[int, Passage]:
        wanted = [each.contender.number for each in ranked]
        return self.shelf.read(wanted + [each.contender.number + 1 for each in ranked if each.contender.runs_on])

    def _hit(self, each: Weighed, passages: Mapping[int, Passage]) -> Hit:
        contender = each.contender
        passage = passages[contender.number]
        following = passages.get(contender.number + 1) if contender.runs_on else None
        work = self.shelf.numbered()[int(contender.part.segment.works[contender.entry])]
        score = self.confidence.score(each.odds, self.index.entries)
        form = passage.forms[contender.form - 1] if contender.form else ""
        return Hit(passage, cite(work, passage, following), round(score, 2), place(contender, passage), following, form)

    def _compared(self, text: str, contender: Contender, hit: Hit) -> Comparison:
        there = f"{hit.passage.text} {hit.following.text}" if hit.following else hit.form or hit.passage.text
        segment = contender.part.segment
        return compare(text, there, self.index.knows, near=contender.end - int(segment.starts[contender.entry]))


def place(contender: Contender, passage: Passage) -> tuple[int, int]:
    """Return about where in the passage the question lies: [start, end) in code points."""
    end = contender.end - int(contender.part.segment.starts[contender.entry])
    return (0, len(passage.text)) if contender.form else stretch_of(passage.text, end - len(contender.terms), end)


def _within(span: tuple[int, int], passage: Passage) -> tuple[int, int]:
    """Return the part of a span that lies in the passage, where it runs on into the next."""
    return min(span[0], len(passage.text)), min(span[1], len(passage.text))
