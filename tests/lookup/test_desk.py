"""The desk: packs brought onto the shelf, questions answered off the event loop."""

import asyncio
import gc
import sys
import threading

import pytest

from bot.lookup.desk import TURN, Desk
from bot.lookup.finding import Verdict

PACK = 'name = "{name}"\ntitle = "T"\nlicence = "CC0"\nsource = "tests"\n[[work]]\nfile = "a.md"\ntitle = "A"\n'
TEXT = "The ferry waits for whoever is still running down the hill with a basket of bread.\n"


def written(folder, name, text=TEXT):
    pack = folder / name
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "pack.toml").write_text(PACK.format(name=name), encoding="utf-8")
    (pack / "a.md").write_text(text, encoding="utf-8")
    return pack


async def verdict(desk, text=""):
    text = text or TEXT.strip()
    return await desk.ask(lambda lookup: lookup.quote(text).verdict)


async def test_packs_are_shelved_changed_and_taken_away(tmp_path):
    index, pack = tmp_path / "library.sqlite", written(tmp_path / "packs", "ferry")
    async with Desk.open(index, [pack]) as desk:
        assert await verdict(desk) is Verdict.EXACT
    written(tmp_path / "packs", "ferry", "Nobody remembers who planted the walnut tree beside the old toll house.\n")
    async with Desk.open(index, [pack]) as desk:
        assert await verdict(desk) is Verdict.NONE
        assert await verdict(desk, "who planted the walnut tree beside the old toll house") is Verdict.EXACT
    async with Desk.open(index, []) as desk:
        assert await desk.ask(lambda lookup: lookup.shelf.packs()) == []


async def test_one_bad_pack_does_not_stop_the_others_and_is_told(tmp_path):
    good, bad = written(tmp_path / "packs", "good"), written(tmp_path / "packs", "bad")
    (bad / "pack.toml").write_text('title = "no works"\n[[work]]\nfile = "gone.md"\n', encoding="utf-8")
    async with Desk.open(tmp_path / "library.sqlite", [bad, good]) as desk:
        assert desk.problems
        assert all(each.startswith("bad: ") for each in desk.problems)
        assert await verdict(desk) is Verdict.EXACT


async def test_a_desk_that_was_not_entered_says_so(tmp_path):
    with pytest.raises(RuntimeError, match="not been entered"):
        await Desk.open(tmp_path / "library.sqlite", []).ask(lambda lookup: lookup)


async def test_the_loop_goes_on_during_every_question(tmp_path):
    beats = 0

    async def beat():
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    async with Desk.open(tmp_path / "library.sqlite", [written(tmp_path / "packs", "ferry")]) as desk:
        beating = asyncio.create_task(beat())
        for _turn in range(20):
            before = beats
            await verdict(desk, TEXT * 40)
            assert beats > before + 1
            assert await desk.ask(lambda _: threading.get_ident()) != threading.get_ident()
        beating.cancel()


async def test_the_loop_gets_its_turn_soon_while_the_desk_is_open(tmp_path):
    usual = sys.getswitchinterval()
    async with Desk.open(tmp_path / "library.sqlite", []):
        assert sys.getswitchinterval() == pytest.approx(TURN)
        assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == pytest.approx(usual)
    assert gc.get_freeze_count() == 0
