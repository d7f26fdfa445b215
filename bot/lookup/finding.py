"""What a lookup answers: passages, a verdict on the quotation, and how the two differ."""

from dataclasses import dataclass
from enum import StrEnum

from bot.library.passage import Passage


class Verdict(StrEnum):
    """How faithful a quotation is to the passage found for it."""

    EXACT = "exact"
    """Word for word, mark for mark."""
    TYPOGRAPHIC = "typographic"
    """The same words; case, punctuation, spelling convention, diacritics or script differ."""
    CLOSE = "close"
    """Small slips that leave the meaning."""
    ALTERED = "altered"
    """The meaning changed: a negation, number, name or opposite word."""
    MISATTRIBUTED = "misattributed"
    """Right words, another source than the one named."""
    NONE = "none"
    """Not in this library; says nothing about whether it was ever said."""


class Edit(StrEnum):
    """One step from their words to the text's."""

    SAME = "same"
    REPLACED = "replaced"
    ADDED = "added"
    """They wrote it; the text does not have it."""
    OMITTED = "omitted"
    """The text has it; they did not write it."""


class Reason(StrEnum):
    """What it is about a change that alters the meaning."""

    NEGATION_ADDED = "negation-added"
    """They deny what the text does not."""
    NEGATION_DROPPED = "negation-dropped"
    """The text denies what they do not."""
    NUMBER = "number"
    OPPOSITE = "opposite"
    """A word gave way to one that means the contrary."""
    NAME = "name"
    """A person or a place gave way to another word."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words on both sides; `yours` is empty where omitted, `theirs` (the text's) where added.

    Joined in order, the `yours` give what was asked and the `theirs` give the span of the passage, character for
    character. `reason` tells what about it changes the meaning; None where nothing does.
    """

    edit: Edit
    yours: str
    theirs: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` is comparable between queries, 0-100. `span` is [start, end) in code points.

    `following` is the next passage where the quotation runs on into it; `form` is the popular form that was matched
    instead of the text; `marked` are the spans of matched words, for keyword results.
    """

    passage: Passage
    citation: str
    score: float
    span: tuple[int, int] = (0, 0)
    following: Passage | None = None
    form: str = ""
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a quotation: hits best first, also where the verdict is none; the difference to the first."""

    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    difference: tuple[Change, ...] = ()
    claimed: str = ""
    """The source that was named, where the verdict is misattributed."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a keyword search: one page of hits, and how many there are in all.

    `suggestion` is a spelling that would have found something; `broader` a looser query that does. `unread` is what
    of the query did not count.
    """

    hits: tuple[Hit, ...]
    passages: int
    works: int
    suggestion: str = ""
    broader: str = ""
    unread: tuple[str, ...] = ()
