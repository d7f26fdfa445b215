"""Re-reading: a bot that runs takes up what changes in the packs' folders."""

import asyncio

import pytest

from bot.lookup.desk import Desk
from bot.rereading import Rereading, going_on

HEAD = 'title = "A Shelf"\nlicence = "CC BY 4.0"\nsource = "written for these tests"\n'
FIRST = "The lamp was lit at four in the afternoon."
SECOND = "Whoever keeps a light keeps it for people without names."


@pytest.fixture
def room(tmp_path):
    return tmp_path / "packs"


@pytest.fixture
def told():
    return []


@pytest.fixture
def rereading(tmp_path, room, told):
    return Rereading(tmp_path / "library.sqlite", room, told=told.append)


def write(room, name, text, head=HEAD):
    folder = room / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(head)
    (folder / "a.md").write_text(text)


async def found(desk, text):
    finding = await desk.ask(lambda lookup: lookup.quote(text))
    return [each.passage.text for each in finding.hits if each.passage.text == text]


async def test_a_pack_that_is_new_changed_or_gone_is_taken_up_while_the_desk_is_open(tmp_path, room, rereading):
    async with Desk.open(tmp_path / "library.sqlite", []) as desk:
        assert await found(desk, FIRST) == []
        write(room, "shelf", FIRST)
        rereading.look()
        assert await found(desk, FIRST) == [FIRST]
        write(room, "shelf", f"{SECOND} ")
        rereading.look()
        assert await found(desk, SECOND) == [SECOND]
        assert await found(desk, FIRST) == []
        (room / "shelf" / "pack.toml").unlink()
        rereading.look()
        assert await found(desk, SECOND) == []


async def test_a_pack_that_was_spoilt_keeps_what_there_was_and_is_told_once(tmp_path, room, rereading, told):
    async with Desk.open(tmp_path / "library.sqlite", []) as desk:
        write(room, "shelf", FIRST)
        rereading.look()
        write(room, "shelf", SECOND, head='title = "A Shelf"\n')
        rereading.look()
        rereading.look()
        assert await found(desk, FIRST) == [FIRST]
        assert [each.partition(":")[0] for each in told] == ["shelf", "shelf"]
        write(room, "shelf", SECOND)
        rereading.look()
        assert await found(desk, SECOND) == [SECOND]


async def test_it_looks_again_and_again_until_it_is_left(room, rereading):
    looks = asyncio.Event()
    look = rereading.look
    loop = asyncio.get_running_loop()

    def looked():
        look()
        loop.call_soon_threadsafe(looks.set)

    rereading.look = looked
    task = asyncio.create_task(rereading.go_on(seconds=0))
    await asyncio.wait_for(looks.wait(), 5)
    task.cancel()
    async with going_on(rereading):
        pass
