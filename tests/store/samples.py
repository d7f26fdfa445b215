"""Subscriptions and plans for tests."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.calendar import occurrence
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Subscription
from bot.chat import Place
from bot.store.delivery import Delivery, Plan
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"""07:30 in Berlin on a Monday."""
LATE = timedelta(hours=6)
GROUP = Place("telegram", "-100", title="Readers")


def wanted(place: Place = GROUP, at: str = "07:30", zone: str = "Europe/Berlin", **fields: object) -> Subscription:
    return replace(Subscription(place, time.fromisoformat(at), zone), **fields)  # type: ignore[arg-type]


async def subscribed(store: Store, given: Subscription | None = None, now: datetime = NOW) -> Subscription:
    given = given or wanted()
    return await store.subscriptions.add(given, occurrence.first(given, now))


def chosen(each: Subscription) -> Plan:
    """The plan that posts the passage of the cursor's number."""
    assert each.next_day
    assert each.next_due
    position = each.cursor.position + 1
    return Plan(
        each,
        each.next_day,
        each.next_due,
        each.next_due + LATE,
        occurrence.following(each, each.next_day),
        passages=(f"key{position}",),
        cursor=Cursor(0, position, f"key{position}"),
    )


async def queued(store: Store, given: Subscription | None = None, now: datetime = NOW) -> Delivery:
    """A delivery that is ready now."""
    added = await subscribed(store, given, now)
    await store.planning.plan(now, 10, chosen)
    return next(
        each for each in await store.ledger.ready(added.place.platform, now, 100) if each.subscription == added.id
    )


async def again(store: Store, delivery: Delivery) -> Delivery:
    """The delivery as the ledger has it now."""
    return next(each for each in await store.ledger.latest(delivery.subscription, 100) if each.id == delivery.id)
