"""Planning many at once: each date once, whatever was planned before, and without holding up the event loop."""

import asyncio
import time
from dataclasses import replace
from datetime import date

from bot.calendar import occurrence
from bot.calendar.rotation import Cursor
from bot.chat import Place
from bot.store.delivery import State
from bot.store.store import Store
from tests.store.samples import NOW, chosen, subscribed, wanted


async def test_a_date_that_was_planned_before_costs_no_passage_among_others_that_are_new(store: Store) -> None:
    old, new = [await subscribed(store, wanted(Place("telegram", name))) for name in ("old", "new")]
    await store.planning.plan(NOW, 1, chosen)
    again = occurrence.first(old, NOW)
    await store.subscriptions.change(replace(old, cursor=Cursor(0, 4, "key4")), again)
    assert await store.planning.plan(NOW, 10, chosen) == 2
    kept, moved = [await store.subscriptions.find(each.id) for each in (old, new)]
    assert kept
    assert moved
    assert (kept.cursor.key, kept.next_day) == ("key4", date(2026, 3, 3))
    assert (moved.cursor.key, moved.next_day) == ("key0", date(2026, 3, 3))
    assert (await store.ledger.counts())[State.QUEUED] == 2


async def test_what_was_decided_in_one_batch_is_known_in_the_next(store: Store) -> None:
    for number in range(6):
        await subscribed(store, wanted(Place("telegram", str(number))))
    asked, known = [], {}

    def choose(each):
        asked.append(each.id)
        return chosen(each)

    while await store.planning.plan(NOW, 2, choose, known):
        pass
    assert len(asked) == 1
    assert (await store.ledger.counts())[State.QUEUED] == 6


async def test_two_planners_in_one_process_share_what_is_due(store: Store) -> None:
    for number in range(40):
        await subscribed(store, wanted(Place("telegram", str(number))))
    made = await asyncio.gather(*(store.planning.plan(NOW, 7, chosen) for _ in range(8)))
    made.append(await store.planning.plan(NOW, 100, chosen))
    assert sum(made) == 40
    assert len(await store.ledger.ready("telegram", NOW, 100)) == 40


async def test_the_loop_has_its_turn_while_a_batch_is_planned(store: Store) -> None:
    for number in range(400):
        await subscribed(store, wanted(Place("telegram", str(number)), at="07:30", silent=bool(number % 2)))
    longest, last = 0.0, time.thread_time()

    async def beat() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            longest, last = max(longest, now - last), now

    beating = asyncio.create_task(beat())
    await asyncio.sleep(0)
    assert await store.planning.plan(NOW, 400, chosen) == 400
    beating.cancel()
    assert longest < 0.010, "seconds that the loop's thread worked in one go"
