"""An occurrence: one local date of a subscription, and the instant at which it is due.

Everything is reckoned from local date to local date, never from one instant to the next: a day has one occurrence
whatever its clocks do, and a changed time or zone cannot make a second one of the same date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.calendar import localtime
from bot.calendar.subscription import Subscription

DAY = timedelta(days=1)
HORIZON = 5 * 366
"""Days to look ahead before a rule counts as never due again (29 February comes within them)."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A due local `day` and the instant `at` (aware UTC)."""

    day: date
    at: datetime

    def local(self, zone: ZoneInfo) -> datetime:
        """The instant by the wall clock of `zone`."""
        return localtime.local(self.at, zone)


def since(subscription: Subscription, day: date) -> Iterator[Occurrence]:
    """Yield the occurrences from a local date on, that date included, until none is within the horizon."""
    zone, idle = subscription.clock, 0
    while idle < HORIZON and not (subscription.days.end and day > subscription.days.end):
        at = localtime.instant(day, subscription.at, zone) if subscription.due_on(day) else None
        idle = 0 if at else idle + 1
        if at:
            yield Occurrence(day, at)
        day += DAY


def following(subscription: Subscription, day: date) -> Occurrence | None:
    """Return the first occurrence strictly after a local date."""
    return next(since(subscription, day + DAY), None)


def first(subscription: Subscription, now: datetime) -> Occurrence | None:
    """Return the first occurrence of a new subscription: today if its minute is not over yet."""
    today = localtime.today(now, subscription.clock)
    return next((each for each in since(subscription, today) if each.at + localtime.MINUTE > now), None)


def owed(subscription: Subscription, now: datetime, last: date | None) -> Occurrence | None:
    """Return the next occurrence after a change of time, zone or days.

    `last` is the latest local date that was already planned; today is owed while it has not been, even if its time
    is past.
    """
    today = localtime.today(now, subscription.clock)
    return next(since(subscription, max(today, last + DAY) if last else today), None)


def within(subscription: Subscription, start: date, days: int) -> Iterator[Occurrence]:
    """Yield the occurrences of `days` local dates, `start` being the first of them."""
    end = start + days * DAY
    return takewhile(lambda each: each.day < end, since(subscription, start))
