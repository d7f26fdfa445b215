"""Editions: places that correspond in works that are one text."""

import pytest

from bot.library import editions, pack
from bot.library.shelf import Shelf
from tests.library.conftest import HEAD


def verses(texts):
    return "".join(f'{{"id": "{place}", "text": "{text}"}}\n' for place, text in texts.items())


OLD = {"John 1:1": "The lamp was lit.", "John 1:2": "The sea took no notice.", "John 1:3": "And it was evening."}
NEW = {place: text.replace("The", "A") for place, text in OLD.items()}
MANIFEST = HEAD + "".join(
    f'[[work]]\nfile = "{name}"\ntitle = "{name[0].upper()}"\nscheme = "{scheme}"\nparallel = "{parallel}"\n'
    for name, scheme, parallel in (
        ("a.jsonl", "verse", "lamp"),
        ("b.jsonl", "verse", "lamp"),
        ("c.jsonl", "verse", "lamp"),
        ("d.jsonl", "verse", "other"),
        ("e.md", "section", "book"),
        ("f.md", "section", "book"),
    )
)
FILES = {
    "pack.toml": MANIFEST,
    "a.jsonl": verses(OLD),
    "b.jsonl": verses(NEW),
    "c.jsonl": verses({"John 1:1": "Only the first."}),
    "d.jsonl": verses(OLD),
    "e.md": "# Book 1\n\n{#1.1a}\nThe lamp\n\n{#1.1b}\nwas lit.\n\n{#1.2}\nThe sea.\n",
    "f.md": "# Book 1\n\nA lamp was lit.\n\nA sea.\n",
}


@pytest.fixture
def shelf(write, tmp_path):
    made = pack.read(write("shelf", FILES))
    with Shelf.open(tmp_path / "library.sqlite") as opened:
        opened.put(made, made.passages(), "1")
        yield opened


def beside(shelf, work, first, last=""):
    ends = [shelf.located("shelf", work, each) for each in (first, last or first)]
    return [[(each.work, each.locator) for each in run] for run in editions.beside(shelf, *ends)]


def test_a_place_is_found_in_every_edition_that_has_it(shelf):
    assert beside(shelf, "a", "John 1:1") == [[("a", "John 1:1")], [("b", "John 1:1")], [("c", "John 1:1")]]
    assert beside(shelf, "b", "John 1:2") == [[("b", "John 1:2")], [("a", "John 1:2")]]


def test_a_run_corresponds_to_a_run(shelf):
    assert beside(shelf, "a", "John 1:2", "John 1:3")[1] == [("b", "John 1:2"), ("b", "John 1:3")]


def test_the_parts_of_a_place_correspond_to_the_whole(shelf):
    assert beside(shelf, "f", "1.1") == [[("f", "1.1")], [("e", "1.1a"), ("e", "1.1b")]]
    assert beside(shelf, "e", "1.1a") == [[("e", "1.1a")], [("f", "1.1")]]


def test_no_more_than_four_are_shown(shelf, monkeypatch):
    monkeypatch.setattr(editions, "MOST", 2)
    assert len(beside(shelf, "a", "John 1:1")) == 2


def test_a_work_without_other_editions_has_none_beside_it(shelf):
    assert beside(shelf, "d", "John 1:1") == [[("d", "John 1:1")]]
