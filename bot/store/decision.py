"""A decision: what becomes of all due subscriptions that agree in everything but id and place.

Rows stay as the drivers give them, and one of each kind is made into a value: made one by one they would cost more
than everything else that planning does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.calendar.subscription import Subscription
from bot.store import rows
from bot.store.delivery import Plan, State
from bot.store.subscriptions import PLACE
from bot.store.tables import Instant, milliseconds
from bot.store.tables import subscription as subscriptions

Choose = Callable[[Subscription], Plan | None]
"""Decides about a due subscription; None leaves it for the next round.

It is asked once for all that agree in everything but id and place, with one of them.
"""

DATES = ("next_day", "start_on", "end_on", "paused_until")
OWN = ("id", "place")
RULE = tuple(each.name for each in subscriptions.c if each.name not in OWN)
STANDS = tuple(RULE.index(each) for each in ("lap", "position", "last_key"))
KEPT = 4096
"""Decisions kept at hand in one round of planning; more would take more memory than they save time."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is written, as the columns hold it: dates as `day` makes them, instants in milliseconds.

    `entry` is the ledger's day, due, deadline, not_before, state, passages, error; `onward` the next day and instant.
    The cursor goes from `stands` to `cursor` only where the date is new: it cost no passage elsewhere. `posts` tells
    whether a sender is to have it.
    """

    entry: Row
    onward: Row
    stands: Row
    cursor: Row
    posts: bool


Known = dict[Row, Decision]
"""The decisions of one round of planning."""
Decided = tuple[int, str, Decision]
"""The id and platform of a subscription, and what becomes of it."""


def decided(due: Iterable[Row], choose: Choose, known: Known, day: Callable[[date], Any]) -> Iterator[Decided]:
    """Yield what becomes of due subscriptions, given as rows of id, platform and `RULE`."""
    for number, platform, *columns in due:
        rule = tuple(columns)
        decision = known.get(rule)
        if not decision:
            plan = choose(rows.subscription(_row(number, platform, rule)))
            if not plan:
                continue
            if len(known) >= KEPT:
                known.clear()
            decision = known[rule] = _decision(plan, rule, day)
        yield number, platform, decision


def _row(number: int, platform: str, rule: Row) -> Mapping[str, Any]:
    """Return a row as the other queries give it, but for the place, which planning does not look at."""
    row = dict(zip(RULE, rule, strict=True))
    for each in DATES:
        row[each] = date.fromisoformat(row[each]) if isinstance(row[each], str) else row[each]
    row["next_due"] = Instant().process_result_value(row["next_due"], None)
    place = {each.name: "" for each in PLACE} | {"platform": platform}
    return {"id": number, **place, **row}


def _decision(plan: Plan, rule: Row, day: Callable[[date], Any]) -> Decision:
    due, following, cursor = milliseconds(plan.due), plan.next, plan.cursor
    return Decision(
        (day(plan.day), due, milliseconds(plan.deadline), due, plan.state, " ".join(plan.passages), plan.error),
        (day(following.day), milliseconds(following.at)) if following else (None, None),
        tuple(rule[at] for at in STANDS),
        (cursor.lap, cursor.position, cursor.key),
        posts=plan.state is State.QUEUED,
    )
