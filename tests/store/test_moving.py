"""Moving to PostgreSQL: everything arrives, nothing is doubled, and whatever is in the way changes nothing."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.calendar.quiet import Quiet
from bot.chat import Place
from bot.cli.main import app
from bot.store import moving
from bot.store.delivery import State
from bot.store.moving import Unmovable, move
from bot.store.store import Store, beside
from bot.store.trouble import DatabaseTrouble
from tests.store.conftest import a_postgresql
from tests.store.samples import NOW, chosen, queued, subscribed, wanted


@pytest.fixture
def target() -> Iterator[str]:
    with a_postgresql() as found:
        yield found


def silent(table: str, done: int, total: int) -> None:
    assert done <= total


async def filled(url: str) -> None:
    async with Store.open(url) as store:
        sent = await queued(store)
        await store.ledger.begin(sent, "telegram", NOW)
        await store.ledger.sent(sent, "11", NOW)
        night = Quiet(wanted(at="22:00").at, wanted(at="07:00").at)
        await subscribed(store, wanted(Place("discord", "5", "7", title="Łódź"), at="08:00", quiet=night, silent=True))
        await store.places.remember(Place("telegram", "9", private=True), zone="Europe/Berlin")
        await store.note("tz", "2026a")


async def test_everything_arrives_as_it_was_and_goes_on_there(tmp_path: Path, target: str) -> None:
    source = beside(tmp_path)
    await filled(source)
    async with Store.open(source) as store:
        before = [await store.subscriptions.find(number) for number in (1, 2)]
        ledger = await store.ledger.latest(1, 10)
    assert await move(source, target, silent) == {"place": 3, "subscription": 2, "delivery": 1, "fact": 1}
    async with Store.open(target) as store:
        assert [await store.subscriptions.find(number) for number in (1, 2)] == before
        assert await store.ledger.latest(1, 10) == ledger
        assert (await store.places.habits(Place("telegram", "9", private=True))).zone == "Europe/Berlin"
        assert await store.fact("tz") == "2026a"
        assert (await subscribed(store, wanted(Place("telegram", "10")))).id == 3
        assert await store.planning.plan(NOW.replace(hour=8), 10, chosen) == 2
        assert (await store.ledger.counts())[State.SENT] == 1


async def test_the_old_state_is_opened_no_more_and_says_where_it_went(tmp_path: Path, target: str) -> None:
    await filled(beside(tmp_path))
    await move(beside(tmp_path), target, silent)
    with pytest.raises(DatabaseTrouble, match="was moved to another one: set COMMONPLACE_DATABASE"):
        async with Store.open(beside(tmp_path)):
            pass


async def test_a_target_that_is_not_empty_is_refused_and_left_alone(tmp_path: Path, target: str) -> None:
    await filled(beside(tmp_path))
    async with Store.open(target) as store:
        there = await subscribed(store)
    with pytest.raises(Unmovable, match="not empty"):
        await move(beside(tmp_path), target, silent)
    async with Store.open(target) as store, Store.open(beside(tmp_path)):
        assert await store.subscriptions.after(0, 10) == [there]


async def test_a_bot_that_still_runs_is_in_the_way(tmp_path: Path, target: str) -> None:
    await filled(beside(tmp_path))
    async with Store.open(beside(tmp_path)) as store, store.seats.take("listen-telegram"):
        with pytest.raises(Unmovable, match="still runs"):
            await move(beside(tmp_path), target, silent)


async def test_half_a_move_leaves_nothing(tmp_path: Path, target: str) -> None:
    await filled(beside(tmp_path))

    def stopped(table: str, done: int, total: int) -> None:
        if table == "delivery":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await move(beside(tmp_path), target, stopped)
    async with Store.open(target) as store, Store.open(beside(tmp_path)) as old:
        assert await store.subscriptions.after(0, 10) == []
        assert len(await old.subscriptions.after(0, 10)) == 2
    assert (await move(beside(tmp_path), target, silent))["subscription"] == 2


async def test_rows_that_do_not_arrive_are_noticed(tmp_path: Path, target: str, monkeypatch) -> None:
    await filled(beside(tmp_path))
    portions = moving._portions
    monkeypatch.setattr(moving, "_portions", lambda *given: (rows[:-1] for rows in portions(*given)))
    with pytest.raises(Unmovable, match=r"Of 3 rows in place 2 arrived: nothing was moved"):
        await move(beside(tmp_path), target, silent)


def test_the_command_says_what_it_carried_and_what_to_do_next(tmp_path: Path, target: str, monkeypatch) -> None:
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path))
    asyncio.run(filled(beside(tmp_path)))
    first = CliRunner().invoke(app, ["move", target])
    assert first.exit_code == 0
    assert "subscription: 2 rows" in first.output
    assert "COMMONPLACE_DATABASE" in first.output


def test_a_move_to_sqlite_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path))
    done = CliRunner().invoke(app, ["move", f"sqlite:///{tmp_path / 'other.sqlite'}"])
    assert done.exit_code == 1
    assert "from SQLite to PostgreSQL" in done.output
