"""What is asked, as tokens; and those tokens as one segment knows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.lookup import slips
from bot.lookup.index import Part
from bot.lookup.normalise import unspaced
from bot.lookup.segment import Segment
from bot.lookup.stem import stem
from bot.lookup.synonyms import synonyms

Numbers = NDArray[np.int32]

OTHER_FORM = 0.8
"""What another form of the same word weighs, as a share of the word asked."""

SAME_MEANING = 0.5
"""What a word of the same meaning weighs, as a share of the word asked."""

SYNONYM = 2.0
"""What reading a word as one of the same meaning costs a candidate, in the units of weights."""

COMMON = 4.5
"""What a word weighs at least to be mended: a commoner one stands everywhere, and its slips with it."""

SLIP = 2.2
"""What one keystroke amiss costs, in the units of weights (natural logarithms)."""

LONG = 5
"""Letters of a word in which more than one slip is mended."""

ALIKE = 24
"""Words alike that are compared letter by letter."""

HEAVIEST = 9.0
"""What a word weighs at most that the library does not have: it may only be misspelt."""

WHOLE = 1.0
"""What a last word weighs more, at most, when it is met whole and not only as a beginning."""

PREFIX_MOST = 4000
"""Word forms that an unfinished last word may stand for; beyond that it says too little."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word form that a token may stand for, how much that would weigh, and how much less than the form itself."""

    form: int
    weight: float
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Open:
    """The word forms [first, last) that an unfinished word may begin, what each weighs, how often all occur."""

    first: int
    last: int
    weight: float
    occurring: int


@dataclass(frozen=True, slots=True)
class Term:
    """One token of the question, as a segment knows it.

    `weight` is its information, ln(all tokens / its occurrences). `stem` is -1 where the segment does not have it.
    `readings` are the word forms it may stand for; `form` is the one that is the very word, -1 where there is none.
    `open` are those that it may be the beginning of.
    """

    token: str
    stem: int
    weight: float
    readings: tuple[Reading, ...]
    form: int = -1
    open: Open | None = None


def terms(part: Part, tokens: Sequence[str], running: int, *, unfinished: bool, hasty: bool = False) -> list[Term]:
    """Return the tokens as a part of the index knows them; one it does not have is read as a slip of those it has.

    `running` is how many tokens the library has; `unfinished` says that the last one may be a beginning;
    in haste no slips are mended.
    """
    known: dict[str, Term] = {}
    for token in tokens:
        if token not in known:
            known[token] = _term(part, token, running, hasty=hasty)
    found = [known[token] for token in tokens]
    if unfinished and found:
        found[-1] = _opened(part, found[-1], running)
    return found


def mended(part: Part, known: Sequence[Term], running: int) -> list[Term]:
    """Return the terms as slips of other words, too, and as words of the same meaning."""
    return [_mended(part, term, running) if term.weight > COMMON else term for term in known]


def _mended(part: Part, term: Term, running: int) -> Term:
    return _with_synonyms(part, _with_slips(part, term, running) if term.stem >= 0 else term)


def _term(part: Part, token: str, running: int, *, hasty: bool) -> Term:
    root = stem(token)
    number = part.roots.number(root)
    occurring = part.occurrences(number) + sum(each.occurrences(each.roots.number(root)) for each in part.others)
    weight = log((running + 1) / (occurring + 1))
    if number < 0:
        term = Term(token, number, weight if occurring else min(weight, HEAVIEST), ())
        return term if hasty or unspaced(token) else _with_slips(part, term, running)
    form = part.words.number(token)
    return Term(token, number, weight, _family(part, number, form, weight), form)


def _with_slips(part: Part, term: Term, running: int) -> Term:
    known = {each.form for each in term.readings}
    more = tuple(
        _reading(part.segment, form, running, distance) for form, distance in _slips(part, term) if form not in known
    )
    return replace(term, readings=term.readings + more) if more else term


def _with_synonyms(part: Part, term: Term) -> Term:
    known = {each.form for each in term.readings}
    roots = (part.roots.number(root) for root in synonyms(stem(term.token)))
    more = tuple(
        Reading(form, term.weight * SAME_MEANING, SYNONYM)
        for root in roots
        if root >= 0
        for form in _forms(part.segment, root)
        if form not in known
    )
    return replace(term, readings=term.readings + more) if more else term


def _forms(segment: Segment, root: int) -> list[int]:
    found: list[int] = segment.family[segment.family_starts[root] : segment.family_starts[root + 1]].tolist()
    return found


def _family(part: Part, root: int, same: int, weight: float) -> tuple[Reading, ...]:
    """Return the forms of the same stem, the very word in full weight."""
    forms = _forms(part.segment, root)
    return tuple(Reading(form, weight if form == same else weight * OTHER_FORM) for form in forms)


def _slips(part: Part, term: Term) -> list[tuple[int, int]]:
    """Return the words that the token may be a slip of, each with how many keystrokes are amiss."""
    segment, token = part.segment, term.token
    close = _within(part, token, slips.near(token, segment.slip_hashes, segment.slip_owners), 2)
    if term.stem < 0 and len(token) >= LONG and not any(distance == 1 for _form, distance in close):
        return _within(part, token, slips.alike(token, segment.signatures, ALIKE), (len(token) + 1) // 3)
    return close


def _within(part: Part, token: str, forms: NDArray[Any], most: int) -> list[tuple[int, int]]:
    """Return the forms at most that many keystrokes away, with how many: one in short words."""
    words = part.words
    most = most if len(token) >= LONG else 1
    found = ((form, OSA.distance(token, words[form], score_cutoff=most)) for form in forms.tolist())
    return [(form, distance) for form, distance in found if distance <= most]


def _reading(segment: Segment, form: int, running: int, distance: int) -> Reading:
    cost = SLIP * distance
    return Reading(form, log((running + 1) / (int(segment.counts[form]) + 1)) - cost, cost)


def _opened(part: Part, term: Term, running: int) -> Term:
    """Return the term as the beginning of a word too, which says less than a whole one."""
    segment = part.segment
    first, last = part.words.starting(term.token)
    if not 1 <= last - first <= PREFIX_MOST:
        return term
    occurring = int(segment.counts[first:last].sum())
    weight = log((running + 1) / (occurring + 1))
    whole = tuple(replace(each, weight=min(each.weight, weight + WHOLE)) for each in term.readings)
    return replace(term, weight=min(term.weight, weight), readings=whole, open=Open(first, last, weight, occurring))
