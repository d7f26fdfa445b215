"""A window: a stretch of the day in which a passage may come, over which the chats that accept it are spread evenly."""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

SHORTEST, LONGEST = 2, 720
"""Minutes that a window may last."""
GOLDEN = (math.sqrt(5) - 1) / 2
"""Multiples of it, their whole part left out, lie more evenly in [0, 1) than those of any other number."""


@dataclass(frozen=True, slots=True)
class Window:
    """`length` in minutes from a subscription's time on, and its own `minute` in it, from 0 to below the length.

    The minute is kept with the subscription: nothing that is reckoned anew can move it.
    """

    length: int
    minute: int = 0

    @property
    def wait(self) -> timedelta:
        """How long after the window's beginning the subscription's own minute comes."""
        return timedelta(minutes=self.minute)

    def of(self, number: int) -> "Window":
        """Return the window with the minute of the subscription of that number."""
        return replace(self, minute=int(number * GOLDEN % 1 * self.length))

    def end(self, start: time) -> time:
        """Return the wall-clock time at which a window that begins at `start` ends."""
        return shifted(start, self.length)

    def own(self, start: time) -> time:
        """Return the wall-clock time of the subscription's own minute on a day without a change of clocks."""
        return shifted(start, self.minute)


def between(start: time, end: time) -> int:
    """Return the minutes from one time of day to the next time at which the clock shows the other."""
    return (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % (24 * 60)


def shifted(at: time, minutes: int) -> time:
    """Return the time of day some minutes later, over midnight too."""
    # Any day will do: only its clock is read.
    return (datetime.combine(date(2000, 1, 1), at) + timedelta(minutes=minutes)).time()
