"""Roles: what a process does, and that SQLite is for one that does everything."""

import asyncio
from collections.abc import Iterator

import pytest

from bot import roles
from bot.app import serve
from bot.roles import ALL, Role, WrongRoles
from bot.settings import WrongSetting, read
from tests.store.conftest import a_postgresql


def test_roles_are_a_list_of_words() -> None:
    assert roles.read("plan, send") == {Role.PLAN, Role.SEND}
    assert roles.read("listen,plan,send") == ALL


@pytest.mark.parametrize("written", ["", "cook", "plan,cook"])
def test_an_unknown_role_is_named_with_those_there_are(written: str) -> None:
    with pytest.raises(WrongRoles, match="listen, plan, send"):
        roles.read(written)


async def test_sqlite_is_refused_for_processes_that_share_the_work(tmp_path) -> None:
    with pytest.raises(WrongSetting, match=r"--roles: SQLite .* PostgreSQL"):
        await serve(read(data=tmp_path), lambda core: (), asyncio.Event(), roles=frozenset({Role.PLAN}))
    assert not list(tmp_path.iterdir())


@pytest.fixture
def url() -> Iterator[str]:
    with a_postgresql() as found:
        yield found


async def test_a_planner_needs_no_platform(tmp_path, url: str) -> None:
    stop = asyncio.Event()
    stop.set()
    settings = read(data=tmp_path, database=url)
    async with asyncio.timeout(60):
        await serve(settings, lambda core: (), stop, roles=frozenset({Role.PLAN}))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"discord_shards": "0-x"}, "range such as 0-3"),
        ({"discord_shards": "0-3"}, "COMMONPLACE_DISCORD_SHARD_COUNT"),
        ({"discord_shards": "4-8", "discord_shard_count": 8}, "COMMONPLACE_DISCORD_SHARD_COUNT"),
    ],
)
def test_shards_that_cannot_be_are_refused_with_the_mend(given, told) -> None:
    with pytest.raises(WrongSetting, match=told):
        read(**given)


def test_a_range_of_shards_is_read() -> None:
    settings = read(discord_shards="4-7", discord_shard_count=8)
    assert list(settings.shards) == [4, 5, 6, 7]
    assert not read().shards
