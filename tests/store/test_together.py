"""Together: who asks at once is served in one go, and nobody waits for others to come."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.together import Together


class Work:
    """Doubles numbers, all that wait at once; holds each go until it is let through."""

    def __init__(self) -> None:
        self.goes: list[list[int]] = []
        self.through = asyncio.Event()

    async def __call__(self, given: Sequence[int]) -> Sequence[int]:
        self.goes.append(list(given))
        await self.through.wait()
        if 13 in given:
            raise ZeroDivisionError
        return [2 * each for each in given]


async def test_the_first_is_served_at_once_and_the_others_together_after_it() -> None:
    work = Work()
    together = Together(work)
    first = asyncio.create_task(together.ask(1))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(together.ask(number)) for number in (2, 3, 4)]
    await asyncio.sleep(0.01)
    work.through.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
    assert work.goes == [[1], [2, 3, 4]]


async def test_a_failure_is_told_to_all_that_were_served_together_and_to_no_other() -> None:
    work = Work()
    work.through.set()
    together = Together(work)
    with pytest.raises(ZeroDivisionError):
        await together.ask(13)
    assert await together.ask(5) == 10


async def test_one_that_is_cancelled_takes_nothing_from_the_others() -> None:
    work = Work()
    together = Together(work)
    leaving, staying = asyncio.create_task(together.ask(1)), asyncio.create_task(together.ask(2))
    await asyncio.sleep(0.01)
    leaving.cancel()
    work.through.set()
    assert await staying == 4
