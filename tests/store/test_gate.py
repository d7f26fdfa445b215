"""A gate on PostgreSQL: all who take turns at it keep one pace together."""

import asyncio

from bot.store.store import Store


async def test_turns_come_one_after_the_other_whoever_takes_them(fleet: Store) -> None:
    mine, other = fleet.gate("post", 10.0), fleet.gate("post", 10.0)
    waits = [(await each.take()).wait for each in (mine, other, mine)]
    assert waits[0] < 1
    assert [round(wait / 10) for wait in waits] == [0, 1, 2]
    assert (await fleet.gate("identify", 10.0).take()).wait < 1


async def test_many_turns_are_taken_at_once(fleet: Store) -> None:
    gate = fleet.gate("post", 0.8)
    await gate.take(3)
    taken = await gate.take(20)
    assert 1.4 < taken.wait <= 2.4
    assert taken.gap == 0.8
    assert 17.4 < (await gate.take()).wait <= 18.4


async def test_two_who_open_a_gate_at_once_open_one(fleet: Store) -> None:
    waits = await asyncio.gather(*(fleet.gate("post", 10.0).take() for _ in range(6)))
    assert sorted(round(each.wait / 10) for each in waits) == list(range(6))


async def test_a_halt_holds_for_everyone_and_is_followed_by_half_the_pace(fleet: Store) -> None:
    gate, other = fleet.gate("post", 1.0), fleet.gate("post", 1.0)
    await gate.halt(30, slowed=60)
    first, second = await other.take(), await other.take()
    assert 29 < first.wait <= 30
    assert second.gap == 2.0
    assert 31 < second.wait <= 32


async def test_a_gate_with_a_burst_lets_so_many_through_at_once_after_a_rest(fleet: Store) -> None:
    gate = fleet.gate("identifies of a day", 180.0, burst=3)
    waits = [(await gate.take()).wait for _ in range(5)]
    assert [round(wait) for wait in waits] == [0, 0, 0, 0, 180]
