"""Opening the state: migrations, two processes at once, and plain sentences for every trouble."""

import asyncio
import sqlite3
from datetime import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.calendar import occurrence
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Rotation
from bot.calendar.window import Window
from bot.chat import Place
from bot.library.source import Source
from bot.store import schema, tables
from bot.store.database import Database, address
from bot.store.store import Store, beside
from bot.store.trouble import Cause, DatabaseTrouble, _cause
from tests.store.samples import NOW, chosen, subscribed, wanted


async def test_two_processes_may_open_an_empty_database_at_once(url: str) -> None:
    async def opened() -> str:
        async with Store.open(url) as store:
            return await store.fact("anything")

    assert await asyncio.gather(*(opened() for _ in range(4))) == [""] * 4


async def test_the_migrations_make_exactly_the_tables_that_the_code_knows(url: str) -> None:
    async with Store.open(url) as store, store.database.reading() as connection:
        found = await connection.run_sync(_described)
    assert found == {
        table.name: (
            {column.name: bool(column.nullable) for column in table.columns},
            {each.name for each in table.indexes if not each._ddl_if or url.startswith(each._ddl_if.dialect)},
        )
        for table in tables.metadata.sorted_tables
    }


def _described(connection: sa.Connection) -> dict[str, object]:
    inspector = sa.inspect(connection)
    return {
        name: (
            {each["name"]: each["nullable"] for each in inspector.get_columns(name)},
            {each["name"] for each in inspector.get_indexes(name) if not each.get("duplicates_constraint")},
        )
        for name in inspector.get_table_names()
        if name != "alembic_version" and not name.startswith("pgqueuer")
    }


OLD = (
    "INSERT INTO place VALUES (1, 'telegram', '-100', '', false, 'Readers', 'Europe/Berlin', '')",
    (
        "INSERT INTO subscription VALUES (1, 1, '07:30', 'Europe/Berlin', '0,1,2,3,4', 1, '', NULL, NULL, '', '', '', "
        "'sequence', 'passage', false, 'active', '', '', NULL, 0, 0, 4, 'key4', '2026-03-02', 1772433000000)"
    ),
    (
        "INSERT INTO delivery VALUES (900, 1, '2026-02-27', 'telegram', 1772173800000, 1772195400000, 'sent', 'key4', "
        "1, 1, 1772173800000, 'telegram', 1772173800000, 1772173801000, '[\"7\"]', '')"
    ),
)
"""The state of the first version: one order, one post."""


async def test_the_state_of_the_first_version_is_carried_along(url: str) -> None:
    database = Database(url)
    async with database.writing() as connection:
        await connection.run_sync(lambda each: schema._migrate(each, "0001"))
        for statement in OLD:
            await connection.execute(sa.text(statement))
    await database.close()
    async with Store.open(url) as store:
        standing = await store.subscriptions.find(1)
        assert standing
        assert (standing.cursor.key, standing.next_due, standing.quiet) == ("key4", NOW, None)
        assert [each.message_ids for each in await store.ledger.latest(1)] == [("7",)]
        assert await store.planning.plan(NOW, 10, chosen) == 1
        assert {each.passages for each in await store.ledger.latest(1, 2)} == {("key4",), ("key5",)}


BEFORE_WINDOWS = (
    OLD[0],
    (
        "INSERT INTO subscription VALUES (1, 1, '07:30', 'Europe/Berlin', '0,1,2,3,4', 1, '', NULL, NULL, 'p', '', '', "
        "'shuffle', 'passage', false, 'active', '', '', NULL, 1, 0, 4, 'key4', '2026-03-02', 1772433000000, "
        "'22:00-07:00', 3)"
    ),
    OLD[2],
)
"""The state of the fourth version."""


async def test_the_state_of_the_version_before_windows_is_carried_along(url: str) -> None:
    database = Database(url)
    async with database.writing() as connection:
        await connection.run_sync(lambda each: schema._migrate(each, "0004"))
        for statement in BEFORE_WINDOWS:
            await connection.execute(sa.text(statement))
    await database.close()
    async with Store.open(url) as store:
        standing = await store.subscriptions.find(1)
        assert standing
        assert (standing.window, standing.words, standing.weights, standing.source) == (None, 0, (), Source("p"))
        assert (standing.portion, standing.quiet, standing.next_due) == (3, Quiet(time(22), time(7)), NOW)
        assert [each.message_ids for each in await store.ledger.latest(1)] == [("7",)]
        assert await store.planning.plan(NOW, 10, chosen) == 1


async def test_everything_that_an_order_says_is_kept(store: Store) -> None:
    said = {
        "quiet": Quiet(time(22), time(7, 15)),
        "window": Window(60),
        "words": 200,
        "portion": 3,
        "source": Source("p", "w", "t", shortest=20, longest=80),
        "weights": (("p/w", 3), ("p/v", 1)),
        "rotation": Rotation.SHUFFLE,
    }
    added = await subscribed(store, wanted(**said))
    found = await store.subscriptions.find(added.id)
    assert found
    assert {name: getattr(found, name) for name in said} == said | {"window": Window(60).of(added.id)}


async def test_a_windows_minute_is_its_own_from_the_first_and_for_ever(store: Store) -> None:
    added = [await subscribed(store, wanted(Place("telegram", str(each)), window=Window(60))) for each in range(60)]
    assert all(each.window and each.next_due == NOW + each.window.wait for each in added)
    minutes = {each.window.minute for each in added if each.window}
    assert len(minutes) >= 50
    for each in added[:3]:
        assert occurrence.instant(each, NOW.date()) == each.next_due
        assert await store.subscriptions.find(each.id) == each


async def test_a_database_of_a_newer_program_is_refused_with_its_mend(url: str) -> None:
    async with Store.open(url) as store, store.database.writing() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTrouble, match=r"newer version.*update this program.*9999") as trouble:
        async with Store.open(url):
            pass
    assert trouble.value.cause is Cause.NEWER


async def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    await subscribed(store)

    def breaks(each):
        chosen(each)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.planning.plan(NOW, 10, breaks)
    assert await store.ledger.counts() == {}
    assert await store.planning.plan(NOW, 10, chosen) == 1


async def test_writers_at_once_all_get_their_turn(store: Store) -> None:
    await asyncio.gather(*(subscribed(store, wanted(at=f"07:{minute:02}")) for minute in range(30, 50)))
    assert len(await store.subscriptions.after(0, 100)) == 20


async def test_planners_at_once_plan_each_date_once(store: Store) -> None:
    for minute in range(30):
        await subscribed(store, wanted(at=f"07:{minute:02}"), now=NOW.replace(hour=5))
    made = await asyncio.gather(*(store.planning.plan(NOW, 10, chosen) for _ in range(6)))
    made += [await store.planning.plan(NOW, 100, chosen)]
    assert sum(made) == 30
    assert sum((await store.ledger.counts()).values()) == 30


async def test_a_seat_is_held_by_one_and_free_again_after(url: str) -> None:
    async with Store.open(url) as store, Store.open(url) as other:
        async with store.seats.take("telegram") as mine, other.seats.take("telegram") as theirs:
            assert mine
            assert await mine.held()
            assert theirs is None
            async with other.seats.take("discord") as elsewhere:
                assert elsewhere
        async with other.seats.take("telegram") as free:
            assert free


def test_every_spelling_of_a_url_finds_its_driver() -> None:
    assert address("postgres://host/name").drivername == "postgresql+asyncpg"
    assert address("postgresql://host/name?sslmode=require").query == {"ssl": "require"}
    assert address("sqlite:///x.sqlite").drivername == "sqlite+aiosqlite"


def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseTrouble):
        address("mysql://host/name")


async def _fails(url: str, cause: Cause) -> str:
    with pytest.raises(DatabaseTrouble) as trouble:
        async with Store.open(url) as store:
            await store.note("a", "b")
    assert trouble.value.cause is cause
    return str(trouble.value)


async def test_a_server_that_is_away_is_named_without_its_password() -> None:
    told = await _fails("postgresql://reader:secret@127.0.0.1:9/none", Cause.UNREACHABLE)
    assert "127.0.0.1:9" in told
    assert "secret" not in told


async def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_text("some notes of mine, long enough to be looked at " * 40)
    assert "state.sqlite" in await _fails(beside(tmp_path), Cause.BROKEN)
    assert path.read_text().startswith("some notes")


async def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").mkdir()
    await _fails(beside(tmp_path), Cause.UNREACHABLE)


async def test_a_database_that_another_program_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY", 0.05)
    async with Store.open(beside(tmp_path)) as store:
        other = sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseTrouble, match="locked by another program"):
            await store.note("a", "b")
        other.execute("ROLLBACK")
        other.close()
        await store.note("a", "b")


async def test_a_database_without_room_is_told_and_goes_on_when_there_is_some(tmp_path: Path) -> None:
    async with Store.open(beside(tmp_path)) as store:
        async with store.database.writing() as connection:
            pages = await connection.scalar(sa.text("PRAGMA page_count"))
            await connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(DatabaseTrouble, match="no room left"):
            await store.note("a", "b" * 100_000)
        async with store.database.writing() as connection:
            await connection.execute(sa.text("PRAGMA max_page_count = 1000000"))
        await store.note("a", "b" * 100_000)


async def test_a_read_only_database_is_told(tmp_path: Path) -> None:
    async with Store.open(beside(tmp_path)) as store:
        async with store.database.engine.connect() as connection:
            await connection.execute(sa.text("PRAGMA query_only = ON"))
        with pytest.raises(DatabaseTrouble, match="only be read"):
            await store.note("a", "b")


def test_the_servers_codes_have_their_causes() -> None:
    class ReportedError(Exception):
        sqlstate = "53100"

    assert _cause(ReportedError()) is Cause.FULL
    ReportedError.sqlstate = "08006"
    assert _cause(ReportedError()) is Cause.UNREACHABLE
    ReportedError.sqlstate = "23505"
    assert _cause(ReportedError()) is None


def test_migrations_are_numbered_without_a_gap() -> None:
    found = schema.revisions()
    assert found == [f"{number:04}" for number in range(1, len(found) + 1)]
