"""The shelf: packs put, replaced, removed; passages read in many ways; a bad file set aside."""

import sqlite3
from dataclasses import dataclass, replace

import pytest

from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.library.work import Work


@dataclass(frozen=True)
class Pack:
    name: str
    title: str
    works: tuple[Work, ...]


HARBOUR = Pack("harbour", "Harbour", (Work("harbour", "log", "The Log"), Work("harbour", "songs", "Songs", post=False)))
LOG = [
    Passage(
        "harbour", "log", f"¶{each + 1}", f"The tide came in {each} times.", each, date=f"19{each:02d}-03-0{each + 1}"
    )
    for each in range(5)
]
SONGS = [
    Passage("harbour", "songs", f"{each}", f"Song number {each}", each, topics=("sea", "song") if each else ("sea",))
    for each in range(3)
]


@pytest.fixture
def shelf(tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(HARBOUR, [*LOG, *SONGS], "one")
        yield shelf


def test_what_was_put_can_be_read_back_whole(shelf):
    assert [shelf.passage(each.key) for each in (*LOG, *SONGS)] == [*LOG, *SONGS]
    assert shelf.located("harbour", "log", "¶3") == LOG[2]
    assert shelf.nth("harbour", "songs", 1) == SONGS[1]
    assert shelf.nth("harbour", "nothing", 1) is None
    assert shelf.works("harbour") == list(HARBOUR.works)
    assert shelf.fingerprints() == {"harbour": "one"}
    assert [(each.name, each.works, each.passages) for each in shelf.packs()] == [("harbour", 2, 8)]


def test_neighbours_stay_within_the_work(shelf):
    assert shelf.around(LOG[4].key, 2, 2) == LOG[2:]
    assert shelf.around("nowhere", 1, 1) == []


def test_a_source_narrows_and_keys_come_in_reading_order(shelf):
    assert list(shelf.keys(Source())) == [each.key for each in (*LOG, *SONGS)]
    assert list(shelf.keys(Source(work="songs"))) == [each.key for each in SONGS]
    assert list(shelf.keys(Source(topic="song"))) == [each.key for each in SONGS[1:]]
    assert shelf.count(Source(pack="harbour", topic="sea")) == 3
    assert shelf.count() == 8
    assert shelf.topics() == {"sea": 3, "song": 2}
    assert shelf.dated("03-02") == [LOG[1]]
    assert shelf.random(Source(topic="song")) in SONGS[1:]
    assert shelf.random(Source(pack="none")) is None


def test_works_that_may_not_be_posted_are_left_out_on_demand(shelf):
    kept = replace(HARBOUR, works=(HARBOUR.works[0], replace(HARBOUR.works[1], redistribute=False)))
    shelf.put(kept, [*LOG, *SONGS], "two")
    assert list(shelf.keys(Source(), postable=True)) == [each.key for each in LOG]


def test_a_pack_that_is_put_again_replaces_itself_and_marks_what_went(shelf):
    before = shelf.generation
    shelf.put(HARBOUR, LOG[:2], "two")
    assert shelf.count() == 2
    assert shelf.generation > before
    gone = shelf.removed(before)
    assert [number for first, last in gone for number in range(first, last + 1)] == list(range(1, 9))
    assert shelf.topics() == {}


def test_removing_one_pack_marks_nothing_of_another(shelf):
    hill = Pack("hill", "Hill", (Work("hill", "log", "Log"),))
    shelf.put(hill, [Passage("hill", "log", "1", "High up.")], "one")
    shelf.add(Passage("harbour", "log", "¶6", "The tide went out.", 5))
    before = shelf.generation
    shelf.remove("harbour")
    assert 9 not in {number for first, last in shelf.removed(before) for number in range(first, last + 1)}
    assert shelf.passage(Passage("hill", "log", "1", "").key)


def test_one_passage_is_added_and_discarded(shelf):
    more = Passage("harbour", "log", "¶6", "The tide went out.", 5)
    shelf.add(more)
    assert shelf.passage(more.key) == more
    assert shelf.packs()[0].passages == 9
    assert shelf.discard(more.key)
    assert not shelf.discard(more.key)
    assert shelf.passage(more.key) is None


def test_adding_to_a_work_that_is_not_there_is_told(shelf):
    with pytest.raises(LookupError, match="no work 'map'"):
        shelf.add(Passage("harbour", "map", "1", "Here."))


def test_a_put_that_fails_half_way_leaves_all_as_it_was(shelf):
    def broken():
        yield LOG[0]
        raise RuntimeError("torn page")

    with pytest.raises(RuntimeError):
        shelf.put(HARBOUR, broken(), "two")
    assert shelf.count() == 8
    assert shelf.fingerprints() == {"harbour": "one"}


def test_another_connection_sees_the_change(shelf, tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as other:
        before = other.generation
        shelf.remove("harbour")
        assert other.generation > before
        assert other.works() == []


def test_a_file_that_is_no_shelf_is_set_aside(tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with Shelf.open(path) as shelf:
        assert shelf.packs() == []
    assert path.with_name("library.sqlite.unusable").exists()


def test_a_shelf_of_another_version_is_set_aside(tmp_path):
    path = tmp_path / "library.sqlite"
    Shelf.open(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with Shelf.open(path) as shelf:
        assert shelf.packs() == []


def test_a_source_may_be_bounded_by_the_words_of_its_passages(shelf):
    texts = ("one two three", "one\ntwo three four", "word " * 79 + "word", "河水不记得昨天的船")
    pack = Pack("lengths", "Lengths", (Work("lengths", "texts", "Texts"),))
    passages = [Passage("lengths", "texts", f"{at}", text, at) for at, text in enumerate(texts)]
    shelf.put(pack, passages, "one")
    assert shelf.stocked(Source("lengths")) == [
        (each.key, "lengths/texts", words) for each, words in zip(passages, (3, 4, 80, 5), strict=True)
    ]
    assert shelf.count(Source("lengths", shortest=4)) == 3
    assert list(shelf.keys(Source("lengths", longest=4), postable=True)) == [each.key for each in passages[:2]]
    assert list(shelf.keys(Source("lengths", shortest=5, longest=5))) == [passages[3].key]
    assert shelf.random(Source("lengths", longest=3)) == passages[0]
