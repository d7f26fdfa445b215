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


def instant(subscription: Subscription, day: date) -> datetime | None:
    """Return when a local date is due, aware UTC; None when its zone skips that date.

    What the quiet hours hold back over midnight comes on the morning after, and still is the passage of its date.
    """
    zone, window = subscription.clock, subscription.window
    moment = localtime.instant(day, subscription.at, zone)
    # Counted from its beginning, a window is as long as ever on a day whose clocks change, and nothing bunches up.
    moment = moment + window.wait if moment and window else moment
    return subscription.quiet.after(moment, zone) if moment and subscription.quiet else moment


def since(subscription: Subscription, day: date) -> Iterator[Occurrence]:
    """Yield the occurrences from a local date on, that date included, until none is within the horizon."""
    idle = 0
    while idle < HORIZON and not (subscription.days.end and day > subscription.days.end):
        at = instant(subscription, day) if subscription.due_on(day) else None
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


def changed(before: Subscription, after: Subscription, now: datetime, *, last: date | None) -> Occurrence | None:
    """Return the next occurrence after a change of time, zone or days: it neither doubles a date nor loses one.

    `last` is the latest local date that was already planned. What was due and is not planned stays owed, even if its
    new time is past; a date that was not due before the change is not, once its time is past.
    """
    today = localtime.today(now, after.clock)
    begin = min(today, before.next_day or today)
    owing = since(after, max(begin, last + DAY) if last else begin)
    was_due = before.next_day or date.max
    return next((each for each in owing if each.day >= was_due or each.at + localtime.MINUTE > now), None)


def within(subscription: Subscription, start: date, days: int) -> Iterator[Occurrence]:
    """Yield the occurrences of `days` local dates, `start` being the first of them."""
    end = start + days * DAY
    return takewhile(lambda each: each.day < end, since(subscription, start))
