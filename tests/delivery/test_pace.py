"""The pace: never more in any window than a platform allows, and nothing waits for what it need not."""

import asyncio

from bot.chat import Place
from bot.delivery.pace import DISCORD, TELEGRAM, Limits, Pace
from tests.delivery.platform import Time


def private(chat: int) -> Place:
    return Place("telegram", str(chat), private=True)


async def posted(pace: Pace, time: Time, places: list[Place]) -> list[float]:
    """Post once to each place, one after the other, and return when."""
    times = []
    for place in places:
        async with pace.turn(place):
            pass
        times.append(time())
        pace.posted(place)
    return times


def most(times: list[float], seconds: float) -> int:
    """The most posts in any window of so many seconds."""
    return max(sum(start <= each < start + seconds for each in times) for start in times)


async def test_no_second_of_a_broadcast_holds_more_than_the_rate_from_cold() -> None:
    time = Time()
    times = await posted(Pace(TELEGRAM, time, time.sleep), time, [private(chat) for chat in range(200)])
    assert most(times, 1.0) <= 26
    assert times[-1] <= 200 / 24


async def test_a_stall_is_not_made_up_for_by_a_burst() -> None:
    time = Time()
    pace = Pace(TELEGRAM, time, time.sleep)
    await posted(pace, time, [private(chat) for chat in range(10)])
    time.seconds += 5
    times = await posted(pace, time, [private(chat) for chat in range(100, 200)])
    assert most(times, 1.0) <= 26


async def test_posts_do_not_bunch_up_behind_what_is_written_down_before_them() -> None:
    time, times = Time(), list[float]()
    pace = Pace(TELEGRAM, time, time.sleep)

    async def one(number: int) -> None:
        async with pace.turn(private(number)):
            await time.sleep(0.5 if number == 50 else 0.002)
        times.append(time())

    await asyncio.gather(*(one(number) for number in range(150)))
    assert most(times, 1.0) <= 27


async def test_one_chat_gets_one_a_second_and_a_group_twenty_a_minute() -> None:
    time = Time()
    times = await posted(Pace(TELEGRAM, time, time.sleep), time, [private(1)] * 5)
    assert most(times, 1.0) == 1
    group = await posted(Pace(TELEGRAM, time, time.sleep), time, [Place("telegram", "-1")] * 45)
    assert most(group, 60.0) <= 20
    assert most(group, 1.0) == 1


async def test_the_topics_of_a_group_share_its_limit_but_a_threads_channel_is_its_own() -> None:
    time = Time()
    telegram, discord = Pace(TELEGRAM, time, time.sleep), Pace(DISCORD, time, time.sleep)
    telegram.posted(Place("telegram", "-1", "5"))
    assert telegram.delay(Place("telegram", "-1", "6")) > 0
    for _ in range(5):
        discord.posted(Place("discord", "1", "5"))
    assert discord.delay(Place("discord", "1", "5")) > 0
    assert discord.delay(Place("discord", "1", "6")) == 0


async def test_a_busy_chat_holds_up_no_other() -> None:
    time = Time()
    pace = Pace(TELEGRAM, time, time.sleep)
    pace.hold(private(1), 30)
    assert pace.delay(private(1)) == 30
    assert await posted(pace, time, [private(2)]) == [0.0]


async def test_a_halt_stops_everyone_and_is_followed_by_half_the_pace() -> None:
    time = Time()
    pace = Pace(TELEGRAM, time, time.sleep)
    pace.halt(10)
    times = await posted(pace, time, [private(chat) for chat in range(100)])
    assert times[0] >= 10
    assert most(times, 1.0) <= 13


async def test_whoever_waits_longest_goes_first() -> None:
    time, order = Time(), list[int]()
    pace = Pace(Limits(10, ()), time, time.sleep)

    async def one(number: int) -> None:
        async with pace.turn(private(number)):
            order.append(number)

    await asyncio.gather(*(one(number) for number in range(20)))
    assert order == list(range(20))


async def test_chats_that_are_free_again_are_forgotten() -> None:
    time = Time()
    pace = Pace(Limits(1000, TELEGRAM.chat), time, time.sleep)
    for chat in range(10_000):
        pace.posted(private(chat))
        time.seconds += 0.001
    assert len(pace._posted) <= 4097
