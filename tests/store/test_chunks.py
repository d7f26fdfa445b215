"""Chunks on PostgreSQL: every delivery is in one that somebody carries, or goes into a new one."""

from datetime import timedelta

import pytest

from bot.chat import Place
from bot.store.delivery import State
from bot.store.engine import CHUNK
from bot.store.store import Store
from tests.store.samples import LATE, NOW, again, chosen, subscribed, wanted

SOON = timedelta(seconds=30)


async def planned(store: Store, count: int, platform: str = "telegram") -> None:
    for number in range(count):
        await subscribed(store, wanted(Place(platform, str(number), private=True)))
    await store.planning.plan(NOW, 1000, chosen)


async def jobs(store: Store) -> dict[int, str]:
    """The platforms of the jobs that wait in the engine, by their numbers."""
    async with store.database.raw() as connection:
        return {
            each["id"]: each["entrypoint"] for each in await connection.fetch("SELECT id, entrypoint FROM pgqueuer")
        }


async def held(store: Store) -> dict[int, list[int]]:
    return {job: [each.id for each in (await store.chunks.held(job, NOW))[0]] for job in await jobs(store)}


async def test_what_is_planned_is_in_chunks_of_one_platform_at_once(fleet: Store) -> None:
    for platform in ("telegram", "discord"):
        for number in range(3):
            await subscribed(fleet, wanted(Place(platform, str(number), private=True)))
    await fleet.planning.plan(NOW, 1000, chosen)
    assert sorted((await jobs(fleet)).values()) == ["discord", "telegram"]
    assert sorted(map(len, (await held(fleet)).values())) == [3, 3]


async def test_a_chunk_holds_no_more_than_it_may(fleet: Store) -> None:
    await planned(fleet, CHUNK + 50)
    assert sorted(map(len, (await held(fleet)).values())) == [50, CHUNK]


async def test_nothing_is_carried_that_was_not_written(fleet: Store) -> None:
    await planned(fleet, 2)

    def breaks(each):
        raise ZeroDivisionError

    await subscribed(fleet, wanted(Place("telegram", "9")))
    with pytest.raises(ZeroDivisionError):
        await fleet.planning.plan(NOW, 10, breaks)
    assert len(await jobs(fleet)) == 1


async def test_what_an_ended_chunk_leaves_goes_into_a_new_one_when_its_time_comes(fleet: Store) -> None:
    await planned(fleet, 1)
    (first,) = await jobs(fleet)
    (delivery,) = (await fleet.chunks.held(first, NOW))[0]
    await fleet.ledger.put_off(delivery, NOW + SOON, "slow down")
    assert (await fleet.chunks.held(first, NOW))[0] == []
    await fleet.chunks.loosen(first)
    assert await fleet.chunks.gather(NOW) == 0
    assert await fleet.chunks.gather(NOW + SOON) == 1
    second = max(await jobs(fleet))
    assert [each.id for each in (await fleet.chunks.held(second, NOW + SOON))[0]] == [delivery.id]


async def test_what_comes_too_late_in_a_chunk_is_skipped(fleet: Store) -> None:
    await planned(fleet, 2)
    (chunk,) = await jobs(fleet)
    (one, _), _ = await fleet.chunks.held(chunk, NOW)
    assert await fleet.chunks.held(chunk, NOW + LATE + SOON) == ([], 2)
    assert (await again(fleet, one)).state is State.SKIPPED


async def test_a_chunk_that_nothing_carries_any_more_lets_go_of_what_it_holds(fleet: Store) -> None:
    await planned(fleet, 3)
    later = NOW + timedelta(minutes=2)
    assert await fleet.chunks.free(later) == 0
    async with fleet.database.raw() as connection:
        await connection.execute("DELETE FROM pgqueuer")
    assert await fleet.chunks.free(later) == 3
    assert await fleet.chunks.gather(later) == 3


async def test_who_takes_over_a_platform_takes_over_what_its_dead_sender_had_in_hand(fleet: Store) -> None:
    await planned(fleet, 3)
    async with fleet.database.raw() as connection:
        await connection.execute("UPDATE pgqueuer SET status = 'picked'")
    await fleet.chunks.take_over("discord")
    assert await fleet.chunks.gather(NOW) == 0
    await fleet.chunks.take_over("telegram")
    assert await fleet.chunks.gather(NOW) == 3
