"""The index: kept in a file that is checked, brought up to date by itself, shared between processes."""

import subprocess
import sys
import textwrap
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.lookup import cache, runs
from bot.lookup.finding import Verdict
from bot.lookup.index import MOST_ADDED, Index
from bot.lookup.lookup import Lookup
from bot.lookup.segment import build
from tests.lookup.conftest import LOG, Pack, library

NEW = "Whoever finds a drifting oar shall lean it against the chapel door until it is asked for."


def best(lookup, text):
    found = lookup.quote(text)
    return found.verdict, found.hits[0].passage.locator if found.hits else ""


def test_an_added_passage_is_found_at_once_and_a_discarded_one_no_more(lookup, shelf):
    assert lookup.quote(NEW).verdict is Verdict.NONE
    passage = Passage("shore", "log", "¶11", NEW, 10)
    shelf.add(passage)
    assert best(lookup, NEW) == (Verdict.EXACT, "¶11")
    assert lookup.find("drifting oar").passages == 1
    shelf.discard(passage.key)
    assert lookup.quote(NEW).verdict is Verdict.NONE
    assert lookup.find("drifting oar").passages == 0


def test_many_passages_added_one_by_one_are_all_found(lookup, shelf):
    for place in range(60):
        shelf.add(
            Passage(
                "shore", "log", f"x{place}", f"Barrel number {place} holds salted quinces and lamp oil.", 20 + place
            )
        )
        lookup.prepare()
    assert len(lookup._index.parts) < 6
    assert lookup.find("quinces").passages == 60
    assert best(lookup, "Barrel number 37 holds salted quinces and lamp oil.") == (Verdict.EXACT, "x37")


def test_a_pack_put_again_is_what_is_found(lookup, shelf):
    pack, passages = library()
    changed = [replace(each, text=each.text.replace("seven lanterns", "eight candles")) for each in passages]
    shelf.put(pack, changed, "two")
    assert best(lookup, "The harbour master counted eight candles on the quay") == (Verdict.EXACT, "¶1")
    assert len(lookup.find("lanterns").hits) == 0


def test_the_file_is_used_again_and_only_if_it_is_of_this_shelf(shelf, tmp_path):
    Index(shelf).refresh()
    path = tmp_path / "library.index"
    before = path.stat().st_mtime_ns
    Index(shelf).refresh()
    assert path.stat().st_mtime_ns == before
    with Shelf.open(tmp_path / "other" / "library.sqlite") as other:
        path.rename(other.path.with_suffix(".index"))
        index = Index(other)
        index.refresh()
        assert index.entries == 0


@pytest.mark.parametrize("most", [1, 7, 40])
def test_a_library_sorted_in_small_stretches_makes_the_same_file(shelf, tmp_path, monkeypatch, most):
    whole = build(shelf.rows()).arrays()
    monkeypatch.setattr(runs, "HELD", 64)
    monkeypatch.setattr(runs, "SAMPLED", 3)
    parts = build(shelf.rows(), room=tmp_path, most=most).arrays()
    assert {name: (array.dtype, array.tolist()) for name, array in parts.items()} == {
        name: (array.dtype, array.tolist()) for name, array in whole.items()
    }
    assert [each.name for each in tmp_path.iterdir() if "library" not in each.name] == []


@given(st.sets(st.integers(0, 2**62), max_size=400), st.integers(1, 60), st.integers(1, 50))
def test_runs_are_read_back_in_order(numbers, length, batch):
    mixed = list(numbers)
    with runs.Runs() as kept:
        kept_runs = [np.sort(np.array(mixed[place : place + length])) for place in range(0, len(mixed), length)]
        for each in kept_runs:
            kept.add(each)
        found = list(kept.in_order(batch * runs.SAMPLED))
    assert [number for some in found for number in some.tolist()] == sorted(numbers)


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"something else entirely",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-8],
        lambda data: data + b"\0" * 64,
        lambda data: flipped(data, 60),
        lambda data: flipped(data, len(data) // 2),
        lambda data: flipped(data, len(data) - 70),
        lambda data: b"\0" * len(data),
    ],
)
def test_a_damaged_file_is_noticed_and_made_anew(shelf, tmp_path, damage):
    Index(shelf).refresh()
    path = tmp_path / "library.index"
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    with pytest.raises(cache.Unusable):
        cache.load(path)
    lookup = Lookup(shelf)
    assert best(lookup, LOG[0])[0] is Verdict.EXACT
    lookup.close()
    assert cache.load(path)[0].entries == len(library()[1]) + 1


def test_a_stale_file_is_brought_up_to_date(shelf):
    Index(shelf).refresh()
    shelf.add(Passage("shore", "log", "¶11", NEW, 10))
    lookup = Lookup(shelf)
    assert best(lookup, NEW) == (Verdict.EXACT, "¶11")


def test_too_much_new_makes_the_file_anew(shelf):
    lookup = Lookup(shelf)
    lookup.prepare()
    pack, passages = library()
    many = [
        Passage("bulk", "log", str(place), f"Crate {place} of the long inventory.", place)
        for place in range(MOST_ADDED + 5)
    ]
    shelf.put(Pack("bulk", "Bulk", (replace(pack.works[0], pack="bulk"),)), many, "one")
    told = []
    lookup.prepare(progress=told.append)
    assert len(lookup._index.parts) == 1
    assert told == [1000, 2000]
    assert lookup.find("crate").passages == len(many)
    assert lookup.find("lanterns").passages == 1
    assert passages


def test_another_process_imports_while_this_one_reads(lookup, shelf, tmp_path):
    assert lookup.find("drifting").passages == 0
    script = f"""
        from pathlib import Path
        from bot.library.passage import Passage
        from bot.library.shelf import Shelf
        with Shelf.open(Path({str(shelf.path)!r})) as shelf:
            shelf.add(Passage("shore", "log", "¶11", {NEW!r}, 10))
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True)
    assert lookup.find("drifting").passages == 1
    assert best(lookup, NEW) == (Verdict.EXACT, "¶11")


def test_an_empty_library_answers(tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        lookup = Lookup(shelf)
        assert lookup.quote("anything at all").verdict is Verdict.NONE
        assert lookup.find("anything").hits == ()
        assert lookup.complete("any") == ()
