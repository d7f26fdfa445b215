"""Marking: where in a passage the words of a search stand."""

from collections.abc import Iterator, Sequence

from bot.lookup.grammar import Clause, Query
from bot.lookup.stem import stem
from bot.lookup.words import Word, words

Span = tuple[int, int]


def marked(text: str, query: Query) -> tuple[Span, ...]:
    """Return the spans of all wanted words and phrases, in order and apart: [start, end) in code points."""
    there = words(text)
    spans = sorted({span for clause in query.wanted for span in _places(there, clause)})
    return tuple(_apart(spans))


def _places(there: Sequence[Word], clause: Clause) -> Iterator[Span]:
    size = len(clause.tokens)
    for place in range(len(there) - size + 1):
        some = there[place : place + size]
        if all(_same(word.token, step, clause) for step, word in enumerate(some)):
            yield some[0].start, some[-1].end


def _same(token: str, step: int, clause: Clause) -> bool:
    wanted = clause.tokens[step]
    if clause.open and step == len(clause.tokens) - 1:
        return token.startswith(wanted)
    return token == wanted or (len(clause.tokens) == 1 and stem(token) == stem(wanted))


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans with those that overlap made one."""
    held: Span | None = None
    for start, end in spans:
        if held and start < held[1]:
            held = held[0], max(held[1], end)
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held
