"""Every pack that we ship reads well, and what we wrote ourselves is dated, calm, true to the facts and our own."""

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.library import pack
from bot.library.passage import Passage
from tests.content import prose

SHIPPED = pack.folders(pack.bundled())
SAID = [each for folder in SHIPPED for each in pack.read(folder).passages()]
LEADING = re.compile(r"(Is it not|Isn.t|Don.t|Shouldn.t|Wasn.t|Surely|Why should anyone)\b")
SHORTEST, LONGEST = 60, 120
RUN = 9

Facts = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def year() -> list[Passage]:
    """A Year of Neighbours, in reading order."""
    return list(pack.read(pack.bundled() / "neighbours").passages())


@pytest.fixture(scope="module")
def facts(shared: Path) -> Facts:
    """The table that the year was written from, by id."""
    with (shared / "facts" / "neighbours.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_shipped_pack_reads_without_a_problem(folder: Path) -> None:
    read = pack.read(folder)
    assert read.works
    assert {(work.licence, work.author, work.redistribute) for work in read.works} == {
        ("CC BY 4.0", "The Commonplace authors", True)
    }
    assert all(work.source.startswith("Written for Commonplace") for work in read.works)
    assert all(passage.text for passage in read.passages())


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_no_two_passages_share_a_key(folder: Path) -> None:
    keys = [passage.key for passage in pack.read(folder).passages()]
    assert len(keys) == len(set(keys))


def test_a_fresh_start_has_a_year_to_read(year: list[Passage]) -> None:
    assert len(year) >= 240
    assert {passage.date[5:7] for passage in year} == {f"{month:02d}" for month in range(1, 13)}


def test_entries_follow_the_calendar(year: list[Passage]) -> None:
    days = [passage.date[5:] for passage in year]
    assert days == sorted(days)


def test_every_entry_stands_under_its_month(year: list[Passage]) -> None:
    months = [dt.date.fromisoformat(passage.date).strftime("%B") for passage in year]
    assert [passage.section[-1] for passage in year] == months


def test_every_entry_has_a_title_and_cites_its_instrument_with_the_year(year: list[Passage]) -> None:
    assert [passage.locator for passage in year if not passage.title] == []
    assert [passage.locator for passage in year if passage.date[:4].lstrip("0") not in passage.cite] == []


def test_no_entry_may_be_taken_for_the_words_of_its_instrument(year: list[Passage]) -> None:
    assert [passage.locator for passage in year if not passage.cite.startswith("A Year of Neighbours: ")] == []


def test_entries_are_short_enough_to_read_aloud(year: list[Passage]) -> None:
    lengths = {passage.locator: len(passage.text.split()) for passage in year}
    assert {name: length for name, length in lengths.items() if not SHORTEST <= length <= LONGEST} == {}


def test_every_entry_asks_one_open_question(year: list[Passage]) -> None:
    assert [passage.locator for passage in year if len(passage.prompts) != 1] == []


def test_every_prompt_is_one_open_question_and_asked_once() -> None:
    asked = [each for passage in SAID for each in passage.prompts]
    assert [each for each in asked if each.count("?") != 1 or not each.endswith("?")] == []
    assert [each for each in asked if LEADING.match(each)] == []
    assert len(asked) == len(set(asked))


def test_nothing_that_we_wrote_argues() -> None:
    assert {each.locator: found for each in SAID if (found := prose.loaded(prose.written(each)))} == {}


def test_every_date_is_a_day_a_month_or_a_year_that_was() -> None:
    assert [each.locator for each in SAID if each.date and not "0000" < each.date[:4] <= "2026"] == []


def test_openings_vary(year: list[Passage]) -> None:
    openings = [tuple(prose.words(passage.text)[:3]) for passage in year]
    assert max(openings.count(each) for each in openings) <= 2


def test_dates_and_topics_are_those_of_the_facts(year: list[Passage], facts: Facts) -> None:
    assert {each.locator: each.date for each in year} == {each.locator: facts[each.locator]["date"] for each in year}
    topics = {theme for row in facts.values() for theme in row["themes"].split(";")}
    assert [each.locator for each in year if not each.topics or not topics.issuperset(each.topics)] == []


def test_only_facts_of_high_confidence_are_told(year: list[Passage], facts: Facts) -> None:
    assert [each.locator for each in year if facts[each.locator]["confidence"] != "high"] == []


def test_all_continents_and_both_outcomes_are_there(year: list[Passage], facts: Facts) -> None:
    told = Counter(facts[passage.locator]["region"] for passage in year)
    known = Counter(row["region"] for row in facts.values())
    assert [region for region in known if told[region] * len(facts) * 2 < known[region] * len(year)] == []
    assert len(year) // 8 < sum("failure" in passage.topics for passage in year) < len(year) // 2


def test_both_sides_are_named(year: list[Passage], facts: Facts) -> None:
    unnamed = {passage.locator: missing for passage in year if (missing := _unnamed(passage, facts))}
    assert unnamed == {}


def _unnamed(passage: Passage, facts: Facts) -> list[str]:
    """Return the parties whose name, or a word of it, the entry does not say."""
    parties = facts[passage.locator]["parties"].split(";")
    said = prose.plain(prose.written(passage))
    return [party for party in parties if not any(stem in said for stem in _stems(party))]


def _stems(party: str) -> list[str]:
    proper = re.findall(r"\b[A-Z]\w{2,}", party)
    return [prose.plain(word)[:5] for word in proper] or [""]


@pytest.fixture(scope="module")
def ours() -> Mapping[tuple[str, ...], str]:
    """Every run of nine words that any shipped passage of our own says, with where it says it."""
    found: dict[tuple[str, ...], str] = {}
    for passage in SAID:
        for said in (passage.title, passage.text, passage.note, *passage.prompts, *passage.forms):
            found.update(dict.fromkeys(prose.runs(prose.words(said), RUN), passage.locator))
    return found


def test_no_run_of_nine_words_is_anyone_elses(ours: Mapping[tuple[str, ...], str], shared: Path) -> None:
    taken: dict[str, str] = {}
    for folder in (shared / "corpora", shared / "facts"):
        for text in prose.texts(folder):
            runs = prose.runs(prose.words(text), RUN)
            taken.update({ours[run]: " ".join(run) for run in runs if run in ours})
    assert taken == {}
