"""Passages asked for by what their source calls them."""

import json

import pytest

from bot.library import pack
from bot.library.citation import cite
from bot.library.reference import References
from bot.library.shelf import Shelf
from tests.library.conftest import HEAD

DAY = '{{#{} date={} title="{}" cite="A Year of Lamps: {}"}}\nIt was a day like others.\n\n'


def rows(*cites):
    return "".join(
        json.dumps({"id": f"r{at}", "cite": each, "text": "The sea."}) + "\n" for at, each in enumerate(cites)
    )


PACK = {
    "pack.toml": HEAD
    + '[[work]]\nfile = "bible.jsonl"\ntitle = "Row Bible"\nscheme = "row"\nnames = ["RB"]\n'
    + '[[work]]\nfile = "poems.jsonl"\ntitle = "Poems"\nscheme = "row"\n'
    + '[[work]]\nfile = "words.jsonl"\ntitle = "Words of the Coast"\nscheme = "row"\n'
    + '[[work]]\nfile = "days.md"\ntitle = "A Year of Lamps"\nscheme = "date"\n',
    "bible.jsonl": rows("Ge 1:1", "Ge 1:2", "Gen. 2:1", "1Sa 3:4", "Jn 3:16 (Row Bible)", "John 3:17"),
    "poems.jsonl": rows("Hanne Voss, Lamps (1928) no. 7", "燈《海》", "Lamps", "17"),
    "words.jsonl": json.dumps({"id": "w1", "title": "Packet boat", "text": "A ship that carries mail."}) + "\n",
    "days.md": DAY.format("act", "1901-05-03", "Light for all", "Lamp Act, Marn, 3 May 1901")
    + DAY.format("storm", "1902-05-03", "The long storm", "Storm, 3 May 1902")
    + "".join(DAY.format(f"talk-{year}", f"{year}-06-01", "", f"Lamp talks, {year}") for year in range(1910, 1917)),
}


@pytest.fixture
def shelf(write, tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as opened:
        made = pack.read(write("shelf", PACK))
        opened.put(made, made.passages(), "1")
        yield opened


@pytest.fixture
def read(shelf):
    references = References(shelf)

    def told(text):
        found = references.read(text)
        return found and " ".join(each.locator for each in found)

    return told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ge 1:1", "r0"),
        ("Genesis 1:1", "r0"),
        ("1. Mose 1,2", "r1"),
        ("Genesis 1:1-2:1", "r0 r1 r2"),
        ("Genesis 1", "r0 r1"),
        ("Genesis 1:1; 2:1", "r0 r2"),
        ("1 Samuel 3:4", "r3"),
        ("John 3:16", "r4"),
        ("John 3:16-17 (Row Bible)", "r4 r5"),
        ("Jn 3:16 RB", "r4"),
        ("John 3:16 (Poems)", None),
        ("John 9:1", None),
        ("hanne voss lamps 1928 no 7", "r0"),
        ("燈《海》", "r1"),
        ("lamps", None),
        ("17", None),
        ("light for all", "act"),
        ("Lamp Act", "act"),
        ("A Year of Lamps: Lamp Act, Marn, 3 May 1901", "act"),
        ("The Long Storm", "storm"),
        ("storm", None),
        ("packet boat", "w1"),
        ("Lamp talks", None),
        ("the lamp was lit", None),
    ],
)
def test_a_passage_is_read_by_what_its_source_calls_it(read, text, found):
    assert read(text) == found


def test_every_citation_of_the_source_leads_back(shelf):
    references = References(shelf)
    for work in shelf.works():
        passage = shelf.nth(work.pack, work.id, 0)
        assert references.read(cite(work, passage))[0].key == passage.key


def test_a_work_too_large_to_learn_is_passed_over(read, monkeypatch):
    monkeypatch.setattr("bot.library.cited.MOST", 5)
    assert read("Ge 1:1") is None
    assert read("Hanne Voss, Lamps (1928) no. 7") == "r0"


def test_a_work_of_many_passages_is_read_in_parts(read, monkeypatch):
    monkeypatch.setattr("bot.library.cited.STEP", 2)
    assert read("John 3:17") == "r5"
