"""Naming a source by the words people use for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.calendar import sources
from bot.chat import Refusal
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.lookup.desk import synced

PACKS = Path(__file__).resolve().parent.parent / "packs"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Shelf.open(tmp_path_factory.mktemp("sources") / "library.sqlite") as opened:
        assert synced(opened, sorted(each for each in PACKS.iterdir() if each.is_dir())) == []
        yield opened


@pytest.mark.parametrize(
    ("words", "source", "label"),
    [
        ("", Source(), ""),
        ("shore", Source("shore"), "The Shore Library"),
        ("the shore library", Source("shore"), "The Shore Library"),
        ("pack shore", Source("shore"), "The Shore Library"),
        ("Pack: shore", Source("shore"), "The Shore Library"),
        ("The Keep", Source("shore", "keeper"), "The Keeper's Year"),
        ("work:keeper", Source("shore", "keeper"), "The Keeper's Year"),
        ("shore/keeper", Source("shore", "keeper"), "The Keeper's Year"),
    ],
)
def test_a_source_is_found_by_its_names(shelf: Shelf, words: str, source: Source, label: str) -> None:
    found = sources.read(shelf, words)
    assert found == source
    assert sources.label(shelf, found) == label


def test_every_topic_of_the_library_is_a_source(shelf: Shelf) -> None:
    for topic in shelf.topics():
        found = sources.read(shelf, f"topic {topic}")
        assert found == Source(topic=topic)
        assert shelf.count(found)


def test_a_near_name_is_suggested(shelf: Shelf) -> None:
    with pytest.raises(Refusal) as refused:
        sources.read(shelf, "shoar")
    assert refused.value.message == "source-unknown-near"
    assert "Shore" in str(refused.value.values["near"])


def test_a_beginning_that_several_share_names_them(shelf: Shelf) -> None:
    with pytest.raises(Refusal) as refused:
        sources.read(shelf, "the")
    assert str(refused.value.values["near"]).count(",") >= 1


def test_what_is_like_nothing_is_unknown(shelf: Shelf) -> None:
    with pytest.raises(Refusal, match="source-unknown") as refused:
        sources.read(shelf, "pack zzzzzz")
    assert refused.value.values == {"source": "pack zzzzzz"}
