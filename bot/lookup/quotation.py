"""A quotation looked up: contenders weighed, the best one compared with what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.library.citation import cite
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.lookup.claims import Claim, claimed, supported
from bot.lookup.comparison import Comparison, compare
from bot.lookup.confidence import FOUND, Confidence, rows
from bot.lookup.finding import Change, Edit, Finding, Hit, Verdict
from bot.lookup.index import Index
from bot.lookup.normalise import tokens
from bot.lookup.readings import CORE, EMBEDDED, LONGEST, WHOLE, Reading, core, pieces, quoted
from bot.lookup.search import Allowed, Contender, contenders, glimpses
from bot.lookup.words import Word, stretch_of, words

WEIGHED = 8
"""Contenders that are looked at letter by letter."""

GLIMPSED = 3
"""Passages that are looked at closely for a long message."""

PREFERRED = 0.7
"""How much better the odds for another part of the message must be than for the whole without a named source."""

HOPELESS = 6.0
"""Odds so far below what is needed that the words need not be compared."""

ENOUGH = 6
"""Words of a passage, asked as they stand there, that are always found."""

AS_GOOD = 3.0
"""How much worse the odds of a passage may be that is of the source named, to go before the best."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A contender with the odds that it is what was asked."""

    contender: Contender
    odds: float


def weighed(index: Index, confidence: Confidence, asked: Sequence[str], allowed: Allowed, most: int) -> list[Weighed]:
    """Return the contenders for canonical tokens, likeliest first, each passage once."""
    found = contenders(index, asked, allowed, most=max(most, WEIGHED)) if asked else []
    if not found:
        return []
    joined, entries = " ".join(asked), index.entries
    odds = confidence.odds(rows(found, joined, index.running, entries))
    ranked = sorted(map(Weighed, found, odds), key=lambda each: -each.odds)
    return _once(ranked)[:most]


def _once(ranked: Sequence[Weighed]) -> list[Weighed]:
    kept: dict[int, Weighed] = {}
    for each in ranked:
        kept.setdefault(each.contender.number, each)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stretch of the message that was taken for the quotation, and the contenders for it."""

    reading: Reading
    ranked: list[Weighed]

    @property
    def odds(self) -> float:
        """The odds of the best contender."""
        return self.ranked[0].odds if self.ranked else -100.0


@dataclass(frozen=True, slots=True)
class Answerer:
    """What a quotation is answered from."""

    shelf: Shelf
    index: Index
    confidence: Confidence

    def finding(self, text: str, allowed: Allowed, limit: int) -> Finding:
        """Return what the library has for `text`."""
        claim = claimed(text)
        chosen = self._chosen(text, claim, allowed, limit)
        passages = self._passages(chosen.ranked)
        ranked = [each for each in chosen.ranked if each.contender.number in passages]
        if not ranked:
            return Finding(Verdict.NONE)
        certain = ranked[0].odds >= self.confidence.least(self.index.entries)
        hits = [self._hit(each, passages) for each in ranked]
        if ranked[0].odds < self.confidence.least(self.index.entries) - HOPELESS:
            return Finding(Verdict.NONE, tuple(hits))
        apart = claim if claim and certain and chosen.reading != Reading(0, len(text)) else None
        place, supports = self._supported(apart, hits, ranked) if apart else (0, True)
        hits.insert(0, hits.pop(place))
        comparison = self._compared(text, chosen.reading, ranked[place].contender, hits[0])
        if not supports:
            whole = self._compared(text, Reading(0, len(text)), ranked[place].contender, hits[0])
            comparison = whole if whole.verdict is Verdict.ALTERED else comparison
        hits[0] = replace(hits[0], span=_within(comparison.span, hits[0].passage))
        if not certain and not _word_for_word(comparison):
            return Finding(Verdict.NONE, tuple(hits))
        hits[0] = replace(hits[0], score=max(hits[0].score, FOUND))
        return _judged(comparison, hits, claim.name if claim and not supports else "")

    def _chosen(self, text: str, claim: Claim | None, allowed: Allowed, limit: int) -> Chosen:
        """Return the reading of the message for which something stands best, the whole of it if that is as good."""
        there = words(text[:LONGEST])
        if len(there) > WHOLE:
            return self._in_pieces(text, there, allowed, limit)
        least = self.confidence.least(self.index.entries)
        best = self._read(text, Reading(0, len(text)), allowed, limit)
        if claim:
            apart = self._read(text, Reading(claim.start, claim.end), allowed, limit)
            best = best if best.odds > apart.odds + PREFERRED else apart
        for reading in quoted(text) if best.odds < least else ():
            best = max(best, self._read(text, reading, allowed, limit), key=lambda each: each.odds)
        if best.odds >= least or len(there) < EMBEDDED:
            return best
        within = self._in_pieces(text, there, allowed, limit)
        return within if within.odds > best.odds else best

    def _read(self, text: str, reading: Reading, allowed: Allowed, limit: int) -> Chosen:
        asked = tokens(text[reading.start : reading.end])
        return Chosen(reading, weighed(self.index, self.confidence, asked, allowed, limit))

    def _in_pieces(self, text: str, there: Sequence[Word], allowed: Allowed, limit: int) -> Chosen:
        """Return the stretch of a long message that stands best in one passage."""
        asked = [each.token for each in there]
        tried = [Chosen(Reading(0, 0), [])]
        for glimpse in glimpses(self.index, asked, list(pieces(len(there))), allowed, most=GLIMPSED):
            first, last = core(asked, glimpse)
            if last - first >= CORE:
                reading = Reading(there[first].start, there[last - 1].end)
                tried.append(self._read(text, reading, allowed, limit))
        return max(tried, key=lambda each: each.odds)

    def _supported(self, claim: Claim, hits: Sequence[Hit], ranked: Sequence[Weighed]) -> tuple[int, bool]:
        """Return the place of the hit to put first, and whether it is of the source that was named."""
        for place, (hit, each) in enumerate(zip(hits, ranked, strict=True)):
            if each.odds > ranked[0].odds - AS_GOOD and supported(claim.name, self._sources(hit)):
                return place, True
        return 0, False

    def _sources(self, hit: Hit) -> list[str]:
        passage = hit.passage
        work = self.shelf.work(passage.pack, passage.work)
        of_work = [work.author, work.title, work.short, work.translator, *work.names] if work else []
        return [*of_work, hit.citation, passage.title, *passage.section, passage.text]

    def nearest(self, text: str, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the passages nearest to `text`, without judging it."""
        ranked = weighed(self.index, self.confidence, tokens(text)[-WHOLE:], allowed, limit)
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

    def _compared(self, text: str, reading: Reading, contender: Contender, hit: Hit) -> Comparison:
        there = f"{hit.passage.text} {hit.following.text}" if hit.following else hit.form or hit.passage.text
        near = contender.end - int(contender.part.segment.starts[contender.entry])
        found = compare(text[reading.start : reading.end], there, self.index.knows, near=near)
        around = text[: reading.start], text[reading.end :]
        before, after = (() if not each else (Change(Edit.ADDED, each, ""),) for each in around)
        return replace(found, changes=(*before, *found.changes, *after))


def _word_for_word(comparison: Comparison) -> bool:
    """Return whether enough words stand in the passage as they were asked, so that chance is out of the question."""
    same = [change for change in comparison.changes if change.edit is Edit.SAME]
    faithful = comparison.verdict in (Verdict.EXACT, Verdict.TYPOGRAPHIC)
    return faithful and len(same) == 1 and len(words(same[0].yours)) >= ENOUGH


def _judged(comparison: Comparison, hits: Sequence[Hit], claim: str) -> Finding:
    if hits[0].form:
        return Finding(Verdict.CLOSE, tuple(hits))
    if claim and comparison.verdict is not Verdict.ALTERED:
        return Finding(Verdict.MISATTRIBUTED, tuple(hits), comparison.changes, claim)
    return Finding(comparison.verdict, tuple(hits), comparison.changes)


def place(contender: Contender, passage: Passage) -> tuple[int, int]:
    """Return about where in the passage the question lies: [start, end) in code points."""
    end = contender.end - int(contender.part.segment.starts[contender.entry])
    return (0, len(passage.text)) if contender.form else stretch_of(passage.text, end - len(contender.terms), end)


def _within(span: tuple[int, int], passage: Passage) -> tuple[int, int]:
    """Return the part of a span that lies in the passage, where it runs on into the next."""
    return min(span[0], len(passage.text)), min(span[1], len(passage.text))
