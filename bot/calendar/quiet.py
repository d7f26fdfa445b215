"""Quiet hours: the part of each local day in which nothing may be posted."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import localtime

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `start` until just before `end`, by the wall clock; over midnight where the end is the earlier one."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Return whether a time of day lies within."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the instant itself outside the quiet hours, within them the instant at which they end."""
        shown = localtime.local(moment, zone)
        return self._next(moment, zone, self.end) if self.hold(shown.time()) else moment

    def before(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the first instant from `moment` on at which the quiet hours begin."""
        return self._next(moment, zone, self.start)

    def _next(self, moment: datetime, zone: ZoneInfo, at: time) -> datetime:
        day = localtime.today(moment, zone)
        found = (localtime.instant(day + step * DAY, at, zone) for step in range(4))
        return next(each for each in found if each and each >= moment)
