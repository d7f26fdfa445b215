"""The cooldown: how soon one person may ask again in one place."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.chat import Person, Place

REMEMBERED = 10_000
"""Askers remembered at a time; beyond that the longest silent are forgotten."""


class Pace(Enum):
    """What the cooldown says to a request."""

    FINE = "fine"
    TOO_FAST = "too fast"
    """Asked too soon, and to be told so."""
    TOLD = "told"
    """Asked too soon again, already told: nothing more is said."""


@dataclass(slots=True)
class Cooldown:
    """Lets one person in one place ask once in `seconds`; 0 lets everything pass."""

    seconds: float
    _last: OrderedDict[tuple[Place, Person], tuple[datetime, bool]] = field(default_factory=OrderedDict)

    def pace(self, place: Place, person: Person, now: datetime, *, share: float = 1.0) -> Pace:
        """Return whether this asker may be answered at `now`; `share` of the seconds must have passed."""
        asker = (place, person)
        last, told = self._last.get(asker, (None, False))
        if last is not None and timedelta(0) <= now - last < timedelta(seconds=self.seconds * share):
            self._last[asker] = (last, True)
            return Pace.TOLD if told else Pace.TOO_FAST
        self._remember(asker, now)
        return Pace.FINE

    def _remember(self, asker: tuple[Place, Person], now: datetime) -> None:
        self._last[asker] = (now, False)
        self._last.move_to_end(asker)
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
