"""Concordance: the words of a search in all their contexts, in reading order, one below the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from bot.library.citation import cite_list, runs
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.lookup.find import matched
from bot.lookup.grammar import Query, read
from bot.lookup.marking import marked
from bot.lookup.matches import Matches
from bot.lookup.searched import Searched
from bot.text import GRAPHEME, RIGHT_TO_LEFT, columns

BESIDE = 80
"""Columns of context that are kept to either side of a word."""
ISOLATED = "\u2068{}\u2069"
"""Keeps the direction of what stands in it to itself (Unicode UAX 9, FSI and PDI)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page begins: a passage by its place among those found, and an occurrence in it."""

    passage: int = 0
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence: what stands before and after it, cut at words, and the passage that it is in."""

    before: str
    word: str
    after: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Lines:
    """Contexts of one work that follow one another, and where they stand, in one citation."""

    contexts: tuple[Context, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """A page of contexts, how many passages and works there are in all, and where other pages begin."""

    lines: tuple[Lines, ...]
    passages: int
    works: int
    before: Turn | None = None
    after: Turn | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts of all works, one after the other."""
        return tuple(context for each in self.lines for context in each.contexts)


def concordance(
    library: Searched, text: str, pack: str = "", *, limit: int = 20, turn: Turn | None = None
) -> Concordance:
    """Return a page of `limit` contexts of a query's words, from `turn` on; filters alone have none."""
    query, shelf = replace(read(text), cited=True), library.shelf
    matches = matched(library, query if query.wanted else Query(), pack)
    turn = turn or Turn()
    found = list(islice(_from(shelf, matches, query, turn), limit + 1))
    after = found[limit][0] if len(found) > limit else None
    lines = tuple(_lines(shelf, [context for _turn, context in found[:limit]]))
    before = _before(shelf, matches, query, turn, limit)
    return Concordance(lines, len(matches), matches.works_found() if len(matches) else 0, before, after)


def aligned(contexts: Sequence[Context], *, left: int, right: int) -> list[str]:
    """Return a line for each context, the words one below the other.

    `left` are the columns before a word, `right` those from it to the end. Where words are written from right to
    left, what stands before is at the right.
    """
    return [_line(each, left, right) for each in contexts]


def _from(shelf: Shelf, matches: Matches, query: Query, turn: Turn, step: int = 16) -> Iterator[tuple[Turn, Context]]:
    """Yield the contexts from a turn on, each with its own; passages are read a few at a time."""
    for first in range(turn.passage, len(matches), step):
        for place, each in enumerate(_read(shelf, matches, first, first + step), first):
            for number, context in enumerate(_contexts(each, query)):
                if (place, number) >= (turn.passage, turn.occurrence):
                    yield Turn(place, number), context


def _before(shelf: Shelf, matches: Matches, query: Query, turn: Turn, limit: int) -> Turn | None:
    """Return where the page before the one from `turn` on begins."""
    first = max(0, turn.passage - limit)
    earlier = (
        [
            each
            for each, _context in _from(shelf, matches, query, Turn(first), step=limit + 1)
            if (each.passage, each.occurrence) < (turn.passage, turn.occurrence)
        ]
        if turn != Turn()
        else []
    )
    return earlier[-limit:][0] if earlier else None


def _read(shelf: Shelf, matches: Matches, first: int, last: int) -> list[Passage]:
    numbers = [each.number for each in matches.page(first, last)]
    passages = shelf.read(numbers)
    return [passages[each] for each in numbers]


def _contexts(passage: Passage, query: Query) -> Iterator[Context]:
    text = "".join(" " if each.isspace() else each for each in passage.text)
    for start, end in marked(text, query):
        yield Context(_before_cut(text[:start], BESIDE), text[start:end], _after_cut(text[end:], BESIDE), passage)


def _lines(shelf: Shelf, contexts: Iterable[Context]) -> Iterator[Lines]:
    for (pack, name), group in groupby(contexts, lambda each: (each.passage.pack, each.passage.work)):
        some = tuple(group)
        work = shelf.work(pack, name)
        passages = dict.fromkeys(each.passage for each in some)
        yield Lines(some, cite_list(work, runs(passages)) if work else name)


def _line(context: Context, left: int, right: int) -> str:
    word = _after_cut(context.word, right)
    room = right - columns(word)
    sides = _before_cut(context.before, left), _after_cut(context.after, room)
    if RIGHT_TO_LEFT.search(word):
        sides = _after_cut(context.after, left), _before_cut(context.before, room)
    pad = " " * (left - columns(sides[0]))
    return f"{pad}{_isolated(sides[0])}{_isolated(word)}{_isolated(sides[1])}".rstrip()


def _isolated(side: str) -> str:
    return ISOLATED.format(side) if RIGHT_TO_LEFT.search(side) else side


def _before_cut(text: str, most: int) -> str:
    """Return the end of a text in whole words, in at most so many columns."""
    near = GRAPHEME.findall(text[-4 * max(most, 1) :])
    kept = "".join(reversed(_fitting(reversed(near), most)))
    begun = len(kept) == len(text) or not kept or text[-len(kept) - 1].isspace()
    return (kept if begun else kept.partition(" ")[2] or kept).lstrip()


def _after_cut(text: str, most: int) -> str:
    """Return the beginning of a text in whole words, in at most so many columns."""
    kept = "".join(_fitting(GRAPHEME.findall(text[: 4 * max(most, 1)]), most))
    ended = len(kept) == len(text) or text[len(kept)].isspace()
    return (kept if ended else kept.rpartition(" ")[0] or kept).rstrip()


def _fitting(graphemes: Iterable[str], most: int) -> list[str]:
    kept, used = [], 0
    for each in graphemes:
        used += columns(each)
        if used > most:
            break
        kept.append(each)
    return kept
