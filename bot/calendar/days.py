"""Which local dates are due: weekdays, every n days, days of the month, from a start to an end."""

from dataclasses import dataclass
from datetime import date

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)
WEEKENDS = (5, 6)


@dataclass(frozen=True, slots=True)
class Days:
    """A rule over local dates; all of its parts must hold.

    `weekdays` count from Monday as 0. `every` n days counts from `start`, which it needs when it is more than 1.
    `month_days` are 1-31, empty for any; a month without that day is passed over. `start` and `end` are inclusive.
    """

    weekdays: tuple[int, ...] = EVERY_DAY
    every: int = 1
    month_days: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None

    def hold(self, day: date) -> bool:
        """Return whether `day` is due."""
        if (self.start and day < self.start) or (self.end and day > self.end):
            return False
        if self.month_days and day.day not in self.month_days:
            return False
        return day.weekday() in self.weekdays and self._in_step(day)

    def _in_step(self, day: date) -> bool:
        return self.every <= 1 or not self.start or (day - self.start).days % self.every == 0
