"""Meaning: whether a difference in words changes what is said, and by what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.lookup.align import similar
from bot.lookup.finding import Reason
from bot.lookup.opposites import counts, negates, opposite
from bot.lookup.stem import stem

DETERMINERS = frozenset(("a", "an", "any", "some", "every", "each", "all", "the"))
"""At the edge of a quotation only these take the place of a negation; another word there may be none of the text's."""

Known = Callable[[str], bool]
"""Whether the library has the word; one that it has not may be a slip of another."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that stand against one another, with no common word between them.

    `names` are those of `theirs` that are names. `edge` hunks stand before the first or after the last common word.
    """

    yours: tuple[str, ...]
    theirs: tuple[str, ...]
    names: frozenset[str] = frozenset()
    edge: bool = False


def reasons(hunks: Sequence[Hunk], known: Known) -> list[Reason | None]:
    """Return, for each hunk, why it changes the meaning, None where it does not.

    A negation that stands elsewhere in the quotation than in the passage changes nothing.
    """
    turned = [_turns(each, known) for each in hunks]
    moved = sum(turned) == 0
    return [_reason(each, 0 if moved else turn) for each, turn in zip(hunks, turned, strict=True)]


def _reason(hunk: Hunk, turned: int) -> Reason | None:
    if turned:
        return Reason.NEGATION_ADDED if turned > 0 else Reason.NEGATION_DROPPED
    if _renumbered(hunk):
        return Reason.NUMBER
    if _opposed(hunk):
        return Reason.OPPOSITE
    return Reason.NAME if _renamed(hunk) else None


def _turns(hunk: Hunk, known: Known) -> int:
    """Return how many more negations the quotation has here than the passage."""
    if _slip(hunk, known):
        return 0
    yours = sum(map(negates, hunk.yours))
    beside = hunk.edge and DETERMINERS.isdisjoint(hunk.yours)
    theirs = 0 if beside else sum(map(negates, hunk.theirs))
    return yours - theirs


def _slip(hunk: Hunk, known: Known) -> bool:
    """Return whether it is one misspelt word."""
    if len(hunk.yours) != 1 or len(hunk.theirs) != 1:
        return False
    return not known(hunk.yours[0]) and similar(hunk.yours[0], hunk.theirs[0]) > 0


def _renumbered(hunk: Hunk) -> bool:
    """Return whether a number was changed, or put in as a word; figures put in are as often those of a note."""
    yours, theirs = ({each for each in side if counts(each)} for side in (hunk.yours, hunk.theirs))
    put_in = not hunk.edge and any(each.isalpha() for each in yours)
    return yours != theirs and bool(yours) and (bool(theirs) or put_in)


def _opposed(hunk: Hunk) -> bool:
    return any(
        opposite(mine, other) or opposite(stem(mine), stem(other)) for mine in hunk.yours for other in hunk.theirs
    )


def _renamed(hunk: Hunk) -> bool:
    """Return whether a name gave way to another word that is no misspelling of it."""
    if hunk.edge or not hunk.names or len(hunk.yours) != len(hunk.theirs):
        return False
    pairs = zip(hunk.yours, hunk.theirs, strict=True)
    return any(other in hunk.names and len(mine) > 2 and not similar(mine, other) for mine, other in pairs)
