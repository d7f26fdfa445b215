"""Companions: they stand beside a copy of what they are about for as long as both are on the shelf."""

from dataclasses import dataclass, replace

import pytest

from bot.library import pack as packs
from bot.library import trace
from bot.library.passage import Passage
from bot.library.problem import BadPack
from bot.library.shelf import Shelf
from bot.library.work import Work
from bot.lookup.lookup import Lookup
from tests.library.conftest import HEAD


@dataclass(frozen=True)
class Pack:
    name: str
    title: str
    works: tuple[Work, ...]


TEXT = (
    "A bridge is a promise that two banks have made to each other, and the river is the only one that was not asked. "
    "Whoever crosses it by night should carry a light, less for himself than for the man who is coming the other way."
)
COPY = TEXT.replace("other way", "opposite way").replace("two banks", "both banks")
BOOK = Pack("book", "The Book", (Work("book", "bridges", "On Bridges"),))
NOTES = Pack("notes", "Notes", (Work("notes", "notes", "Notes on Bridges"),))
BRIDGE = Passage("book", "bridges", "¶1", COPY, prompts=("Who was not asked?",), forms=("a bridge is a promise",))
OTHER = Passage("book", "bridges", "¶2", "The ferry is older than any bridge, and it has never once been blown up.", 1)
NOTE = Passage(
    "notes",
    "notes",
    "n1",
    "The mason who said this had built eleven of them.",
    prompts=("For whom do you carry a light?",),
    forms=("the river was never consulted about the crossing",),
    beside=trace.of(TEXT),
)


@pytest.fixture
def shelf(tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        yield shelf


def put(shelf, *wanted):
    for each in wanted:
        shelf.put(each, [BRIDGE, OTHER] if each is BOOK else [NOTE], "one")


@pytest.mark.parametrize("order", [(BOOK, NOTES), (NOTES, BOOK), (NOTES, BOOK, BOOK), (BOOK, NOTES, NOTES)])
def test_a_companion_stands_beside_a_copy_whichever_came_first(shelf, order):
    put(shelf, *order)
    assert [each.key for each in shelf.companions(BRIDGE.key)] == [NOTE.key]
    assert [each.key for each in shelf.accompanied(NOTE.key)] == [BRIDGE.key]
    assert shelf.companions(OTHER.key) == shelf.accompanied(OTHER.key) == []
    assert shelf.companions(NOTE.key) == []


def test_its_questions_and_popular_forms_count_as_the_passages_own(shelf):
    put(shelf, BOOK, NOTES)
    found = shelf.passage(BRIDGE.key)
    assert found.prompts == ("Who was not asked?", "For whom do you carry a light?")
    assert found.forms == ("a bridge is a promise", "the river was never consulted about the crossing")
    assert [row.forms for row in shelf.rows()].count(found.forms) == 1


def test_its_popular_forms_are_not_forms_of_the_companion_itself(shelf):
    put(shelf, NOTES)
    assert shelf.passage(NOTE.key) == replace(NOTE, forms=())
    assert [row.forms for row in shelf.rows()] == [()]


@pytest.mark.parametrize("go", [lambda shelf: shelf.remove("notes"), lambda shelf: shelf.discard(NOTE.key)])
def test_when_the_companion_goes_all_it_brought_goes(shelf, go):
    put(shelf, BOOK, NOTES)
    go(shelf)
    assert shelf.passage(BRIDGE.key) == BRIDGE
    assert [row.forms for row in shelf.rows()] == [(), BRIDGE.forms]
    assert shelf.companions(BRIDGE.key) == []


def test_what_comes_back_finds_its_companion_again(shelf):
    put(shelf, BOOK, NOTES)
    shelf.remove("book")
    assert shelf.passage(NOTE.key) == replace(NOTE, forms=())
    put(shelf, BOOK)
    assert [each.key for each in shelf.companions(BRIDGE.key)] == [NOTE.key]


def test_one_passage_added_finds_its_companion_and_one_companion_its_passage(shelf):
    put(shelf, NOTES)
    shelf.put(BOOK, [OTHER], "one")
    shelf.add(BRIDGE)
    second = replace(NOTE, locator="n2", position=1, prompts=("And who is coming the other way?",))
    shelf.add(second)
    assert [each.key for each in shelf.companions(BRIDGE.key)] == [NOTE.key, second.key]
    assert shelf.passage(BRIDGE.key).prompts[1:] == (*NOTE.prompts, *second.prompts)


def test_a_passage_keeps_its_place_and_topics_when_its_forms_change(shelf):
    topical = replace(BRIDGE, topics=("bridges",))
    shelf.put(BOOK, [topical, OTHER], "one")
    put(shelf, NOTES)
    assert [each.key for each in shelf.around(OTHER.key, 1, 0)] == [BRIDGE.key, OTHER.key]
    assert shelf.topics() == {"bridges": 1}
    assert shelf.packs()[0].passages == 2


def test_a_companion_is_none_to_its_own_pack(shelf):
    shelf.put(NOTES, [NOTE, Passage("notes", "notes", "n2", TEXT, 1)], "one")
    assert shelf.companions(Passage("notes", "notes", "n2", "").key) == []


def test_the_lookup_knows_its_popular_forms_only_while_it_is_there(shelf):
    lookup = Lookup(shelf)
    form = NOTE.forms[0]
    put(shelf, BOOK)
    assert [each.form for each in lookup.quote(form).hits if each.form] == []
    put(shelf, NOTES)
    found = lookup.quote(form)
    assert (found.hits[0].passage.key, found.hits[0].form) == (BRIDGE.key, form)
    shelf.remove("notes")
    assert [each.form for each in lookup.quote(form).hits if each.form] == []
    lookup.close()


def test_a_pack_declares_companions_and_terms_in_both_forms(write):
    marks = " ".join(trace.of(TEXT))
    files = {
        "pack.toml": f'{HEAD}\n[[work]]\nfile = "a.md"\ntitle = "A"\n\n[[work]]\nfile = "b.jsonl"\ntitle = "B"\n',
        "a.md": f'{{#one beside="{marks}" terms="span, pier"}}\nA note.\n\n{{#span}}\nHow far it goes.\n',
        "b.jsonl": f'{{"id": "pier", "text": "What it stands on.", "beside": "{marks}", "terms": ["span"]}}\n',
    }
    one, _span, pier = packs.read(write("shelf", files)).passages()
    assert one.beside == pier.beside == trace.of(TEXT)
    assert (one.terms, pier.terms) == (("span", "pier"), ("span",))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{#one beside="a bridge is a promise"}\nA note.\n', "a.md:1: beside is no trace"),
        ('{#one terms="span"}\nA note.\n', "a.md: no passage of the pack has the id 'span'"),
    ],
)
def test_what_is_wrong_with_a_companion_is_told(write, written, told):
    with pytest.raises(BadPack, match=told):
        packs.read(write("shelf", {"pack.toml": HEAD, "a.md": written}))


def test_a_row_that_is_no_companion_is_told(write):
    row = '{"text": "A note.", "beside": "a bridge"}\n'
    with pytest.raises(BadPack, match=r"a.jsonl:1: beside is no trace"):
        packs.read(write("shelf", {"pack.toml": HEAD, "a.jsonl": row}))
