"""Two processes with one token: one listens, the other says so once, keeps quiet, and takes over."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot import listening
from bot.listening import alone
from bot.store.store import Store, beside
from bot.store.trouble import Cause, DatabaseTrouble


class Ears:
    """Something that listens until it is told to end."""

    def __init__(self) -> None:
        self.listening = 0
        self.begun, self.end = asyncio.Event(), asyncio.Event()

    async def listen(self) -> None:
        self.listening += 1
        self.begun.set()
        try:
            await self.end.wait()
        finally:
            self.listening -= 1


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "LOOK", 0.02)


async def test_the_second_of_two_listens_when_the_first_ends_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = Ears(), Ears()
    async with Store.open(beside(tmp_path)) as store, Store.open(beside(tmp_path)) as other:
        one = asyncio.create_task(alone(store, "telegram", "listen-telegram", first.listen))
        await first.begun.wait()
        with caplog.at_level(logging.WARNING):
            two = asyncio.create_task(alone(other, "telegram", "listen-telegram", second.listen))
            await asyncio.sleep(0.2)
        assert (first.listening, second.listening) == (1, 0)
        assert [each.getMessage() for each in caplog.records] == [listening.TAKEN % "telegram"]
        first.end.set()
        await one
        await asyncio.wait_for(second.begun.wait(), 5)
        two.cancel()
        await asyncio.gather(two, return_exceptions=True)
        assert second.listening == 0


class Lost:
    """Seats of a database that goes away for a while and comes back, perhaps with the seat taken."""

    def __init__(self, seats, away: asyncio.Event) -> None:
        self._seats, self._away = seats, away

    def take(self, name: str):
        if self._away.is_set():
            raise DatabaseTrouble("state", Cause.UNREACHABLE)
        return self._seats.take(name)


async def test_while_the_database_is_away_whoever_listens_goes_on(tmp_path: Path) -> None:
    ears, away = Ears(), asyncio.Event()
    async with Store.open(beside(tmp_path)) as store:
        store.seats = Lost(store.seats, away)
        task = asyncio.create_task(alone(store, "telegram", "listen-telegram", ears.listen))
        await ears.begun.wait()
        away.set()
        await asyncio.sleep(0.1)
        assert ears.listening == 1
        away.clear()
        ears.end.set()
        await asyncio.wait_for(task, 5)
