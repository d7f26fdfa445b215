"""A subscription: a place's standing order of what to post, and when by its own clock."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar.days import Days
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Cursor, Rotation
from bot.calendar.weights import Weights
from bot.calendar.window import Window
from bot.chat import Herald, Place
from bot.library.source import Source


class Standing(StrEnum):
    """Whether a subscription is in force."""

    ACTIVE = "active"
    PAUSED = "paused"
    """Keeps its settings and waits: an admin asked for it, or must first mend something."""
    ENDED = "ended"


class Format(StrEnum):
    """What a post holds."""

    PASSAGE = "passage"
    PROMPTED = "prompted"
    """The passage, then one of its open questions."""
    PROMPT_FIRST = "prompt_first"


@dataclass(frozen=True, slots=True)
class Draw:
    """What subscriptions that choose from the same passages have in common. `measured`: posts are told in words."""

    source: Source
    rotation: Rotation
    weights: Weights = ()
    measured: bool = False

    @property
    def detailed(self) -> bool:
        """Whether choosing looks at the works and the words of passages."""
        return bool(self.weights) or self.measured


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one place is owed.

    `at` is wall-clock time in the IANA `zone`; what falls into the `quiet` hours waits for their end. `id` is 0 until
    it is stored. `reason` names, as a message of the catalogue, why it is paused or ended. Days before `paused_until`
    are not due. `next_day` is the local date that `next_due` (aware UTC) stands for; both are None when nothing is due
    any more. `seed` decides a shuffle's order.
    """

    place: Place
    at: time
    zone: str
    days: Days = field(default_factory=Days)
    source: Source = field(default_factory=Source)
    rotation: Rotation = Rotation.SEQUENCE
    format: Format = Format.PASSAGE
    silent: bool = False
    quiet: Quiet | None = None
    portion: int = 1
    """Passages in one post; by date it is always one."""
    words: int = 0
    """About how many words one post holds, in place of a portion; 0 where it is told in passages."""
    weights: Weights = ()
    window: Window | None = None
    """Where it is given, `at` is when it begins."""
    herald: Herald = field(default_factory=Herald)
    id: int = 0
    standing: Standing = Standing.ACTIVE
    reason: str = ""
    detail: str = ""
    paused_until: date | None = None
    seed: int = 0
    cursor: Cursor = field(default_factory=Cursor)
    next_day: date | None = None
    next_due: datetime | None = None

    @property
    def draw(self) -> Draw:
        """What it chooses from, and in which order."""
        return Draw(self.source, self.rotation, self.weights, measured=bool(self.words))

    @property
    def clock(self) -> ZoneInfo:
        """The zone's rules."""
        return ZoneInfo(self.zone)

    def due_on(self, day: date) -> bool:
        """Return whether a local date is due by the rule of its days and its pause."""
        return self.days.hold(day) and not (self.paused_until and day < self.paused_until)
