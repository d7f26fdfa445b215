"""Principles among Neighbours: an entry for each, with where it stands, how it is read, and a question."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.library import pack
from bot.library.passage import Passage
from tests.content import prose

SHORTEST, LONGEST = 60, 120
COMMON = frozenset(
    ("treaty", "charter", "convention", "declaration", "agreement", "principles", "pact", "act", "of", "the")
)
Facts = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def principles() -> list[Passage]:
    """The entries, in reading order."""
    return list(pack.read(pack.bundled() / "principles").passages())


@pytest.fixture(scope="module")
def facts(shared: Path) -> Facts:
    """The table that they were written from, by id."""
    with (shared / "facts" / "principles.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_there_is_an_entry_for_every_principle(principles: list[Passage], facts: Facts) -> None:
    assert [each.locator for each in principles] == list(facts)


def test_their_dates_are_those_of_the_facts(principles: list[Passage], facts: Facts) -> None:
    known = {name: re.match(r"[\d-]+", row["date"]) for name, row in facts.items()}
    assert {each.locator: each.date for each in principles} == {name: date[0] for name, date in known.items() if date}


def test_they_stand_in_the_order_of_time(principles: list[Passage]) -> None:
    dates = [each.date for each in principles]
    assert dates == sorted(dates)


def test_each_names_the_instrument_and_its_year(principles: list[Passage], facts: Facts) -> None:
    for each in principles:
        assert each.cite.startswith("Principles among Neighbours: ")
        assert each.date[:4].lstrip("0") in each.cite
        named = set(prose.words(prose.plain(facts[each.locator]["name"]))) - COMMON
        assert named & set(prose.words(prose.plain(f"{each.cite} {each.title} {each.text}"))), each.locator


def test_each_is_short_enough_to_read_aloud_and_asks_one_question(principles: list[Passage]) -> None:
    lengths = {each.locator: len(each.text.split()) for each in principles}
    assert {name: length for name, length in lengths.items() if not SHORTEST <= length <= LONGEST} == {}
    assert [each.locator for each in principles if len(each.prompts) != 1 or not each.title or not each.topics] == []
