"""A delivery: the one posting of an occurrence, as the ledger keeps it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.calendar.occurrence import Occurrence
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Format, Subscription
from bot.chat import Herald, Place


class State(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    """Waits for its turn, also between two of its parts."""
    SENDING = "sending"
    """A part of it was given to the platform and nothing was heard yet."""
    SENT = "sent"
    UNKNOWN = "unknown"
    """The platform may or may not have taken a part; it is not posted again."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Left out on purpose: too late, or its subscription was paused or ended."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is posted where. `day` is None for an extra that someone asked for outside the calendar.

    Times are aware UTC. `passages` are keys, `lap` is that of the subscription. `next_part` counts the messages that
    certainly arrived. `attempt` counts tries, `began` is the first try of the part in hand. Nothing is posted before
    `not_before`, nor begun after `deadline`. `error` is the last one, as a message of the catalogue or the platform's
    own words.
    """

    id: int
    subscription: int
    place: Place
    day: date | None
    due: datetime
    deadline: datetime
    not_before: datetime
    zone: str
    passages: tuple[str, ...] = ()
    format: Format = Format.PASSAGE
    silent: bool = False
    herald: Herald = field(default_factory=Herald)
    lap: int = 0
    language: str = ""
    state: State = State.QUEUED
    next_part: int = 0
    attempt: int = 0
    began: datetime | None = None
    ended: datetime | None = None
    message_ids: tuple[str, ...] = ()
    error: str = ""
    appreciated: int = 0
    """People who reacted to it kindly, as far as the platform tells."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a due occurrence: its row in the ledger, and where its subscription stands after it.

    `cursor` counts only when the row is new: a local date that was planned before costs no second passage.
    """

    subscription: Subscription
    day: date
    due: datetime
    deadline: datetime
    next: Occurrence | None
    state: State = State.QUEUED
    passages: tuple[str, ...] = ()
    cursor: Cursor = field(default_factory=Cursor)
    error: str = ""
