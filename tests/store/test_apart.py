"""Work in a thread: whoever is cancelled meanwhile waits for its end, so that nothing is closed under its hands."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.store.apart import apart
from bot.store.store import Store, beside

TIMES = 200
"""Far more than the process survived when a seat's file was closed while a thread still opened it."""


def waiting(begun: threading.Event, going: threading.Event) -> None:
    begun.set()
    going.wait(10)


async def test_a_cancellation_counts_once_the_work_is_done() -> None:
    begun, going = threading.Event(), threading.Event()
    working = asyncio.create_task(apart(lambda: waiting(begun, going)))
    assert await asyncio.to_thread(begun.wait, 10)
    for _ in range(3):
        working.cancel()
        await asyncio.sleep(0)
    assert not working.done()
    going.set()
    with pytest.raises(asyncio.CancelledError):
        await working


async def test_what_the_work_returns_and_raises_comes_back() -> None:
    assert await apart(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await apart(lambda: 1 / 0)


async def test_a_process_that_stops_while_it_takes_a_seat_lives_and_leaves_the_seat_free(tmp_path: Path) -> None:
    async with Store.open(beside(tmp_path)) as store:

        async def sit() -> None:
            async with store.seats.take("telegram"):
                await asyncio.Event().wait()

        for turn in range(TIMES):
            sitting = asyncio.create_task(sit())
            for _ in range(turn % 5 + 1):
                await asyncio.sleep(0)
            sitting.cancel()
            await asyncio.gather(sitting, return_exceptions=True)
        async with store.seats.take("telegram") as seat:
            assert seat
