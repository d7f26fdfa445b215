"""The companion to the 2013 speech: complete, dated, fair, in our own words, and beside a reader's own copy."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.library import pack, trace
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.lookup.desk import synced
from bot.reading.passages import first_sentence
from tests.content import prose

COMPANION = pack.bundled() / "speech-companion"
LENGTHS = {
    "before": (60, 120),
    "paragraphs": (80, 130),
    "perspectives": (70, 130),
    "glossary": (45, 100),
    "timeline": (35, 75),
}
VOICES = ("Supporters", "Neighbours", "Critics", "Scholars")
SIDES = re.compile(
    r"\b(China|Chinese|Beijing|Party|supporters?|critics?|America\w*|India\w*|Japan\w*)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def works() -> Mapping[str, list[Passage]]:
    """The passages of each work of the companion."""
    found = defaultdict(list)
    for each in pack.read(COMPANION).passages():
        found[each.work].append(each)
    return found


@pytest.fixture(scope="module")
def speech(shared: Path) -> list[str]:
    """The paragraphs of the speech, which stays outside the repository."""
    blocks = (shared / "corpora" / "seed" / "speech.txt").read_text(encoding="utf-8").split("\n\n")
    return [each.strip() for each in blocks[4:17]]


@pytest.mark.parametrize("work", ["paragraphs", "perspectives"])
def test_there_is_a_page_for_every_paragraph(works: Mapping[str, list[Passage]], work: str) -> None:
    assert [each.locator for each in works[work]] == [f"¶{number}" for number in range(1, 14)]
    assert [number for number, each in enumerate(works[work], 1) if f"aragraph {number}" not in each.title] == []


def test_no_page_may_be_taken_for_the_words_of_the_speech(works: Mapping[str, list[Passage]]) -> None:
    about = [work.short or work.title for work in pack.read(COMPANION).works]
    assert [name for name in about if not re.search("Companion|Perspectives|Glossary|Timeline", name)] == []


@pytest.mark.parametrize("work", LENGTHS)
def test_pages_are_short_enough_for_a_chat(works: Mapping[str, list[Passage]], work: str) -> None:
    shortest, longest = LENGTHS[work]
    lengths = {each.locator: len(each.text.split()) for each in works[work]}
    assert {name: length for name, length in lengths.items() if not shortest <= length <= longest} == {}


def test_every_paragraph_has_questions_that_name_no_side(works: Mapping[str, list[Passage]]) -> None:
    assert [each.locator for each in works["paragraphs"] if len(each.prompts) != 2] == []
    assert [each.locator for each in works["perspectives"] if len(each.prompts) != 1] == []
    asked = [each for several in works.values() for passage in several for each in passage.prompts]
    assert [each for each in asked if SIDES.search(each)] == []


def test_every_reading_hears_all_four_voices(works: Mapping[str, list[Passage]]) -> None:
    for each in works["perspectives"]:
        places = [each.text.find(voice) for voice in VOICES]
        assert places == sorted(places), each.locator
        assert -1 not in places, each.locator


def test_every_term_of_the_glossary_begins_with_a_sentence_that_explains_it(
    works: Mapping[str, list[Passage]],
) -> None:
    assert len(works["glossary"]) >= 20
    long = [each.locator for each in works["glossary"] if not 5 <= len(first_sentence(each.text).split()) <= 25]
    assert long == []
    assert [each.locator for each in works["glossary"] if not each.title] == []


def test_the_timeline_runs_from_before_the_speech_to_after_it(works: Mapping[str, list[Passage]]) -> None:
    dates = [each.date for each in works["timeline"]]
    assert dates == sorted(dates)
    assert dates[0] < "2013-10-24" < dates[-1]
    assert [each.locator for each in works["timeline"] if each.date[:4] not in each.cite] == []


def test_the_dates_of_the_timeline_are_those_of_the_facts(works: Mapping[str, list[Passage]], shared: Path) -> None:
    facts = "".join((shared / "facts" / name).read_text(encoding="utf-8") for name in ("speech.md", "principles.csv"))
    assert [each.date for each in works["timeline"] if not any(form in facts for form in _written(each.date))] == []


def _written(date: str) -> tuple[str, ...]:
    """Return how a date may be written."""
    if len(date) < 10:
        return (date, dt.date.fromisoformat(f"{date}-01").strftime("%B %Y"))
    day = dt.date.fromisoformat(date)
    return (date, f"{day.day} {day:%B %Y}")


def test_no_sentence_of_the_speech_is_in_it(works: Mapping[str, list[Passage]], speech: list[str]) -> None:
    own = " ".join(" ".join(prose.words(prose.written(each))) for several in works.values() for each in several)
    sentences = [each for paragraph in speech for each in re.split(r"[.;:]\s+", paragraph)]
    assert [each for each in sentences if " ".join(prose.words(each)) in own] == []


def test_its_traces_are_those_of_the_paragraphs(works: Mapping[str, list[Passage]], speech: list[str]) -> None:
    for work in ("paragraphs", "perspectives"):
        assert [each.beside for each in works[work]] == [trace.of(paragraph) for paragraph in speech]


def test_it_stands_beside_the_copy_that_a_reader_imports(shared: Path, tmp_path: Path) -> None:
    order = Order((shared / "corpora" / "seed" / "speech.txt",), "", {})
    with (
        carried_out(order, tmp_path / "packs", lambda *_: None) as placed,
        Shelf.open(tmp_path / "library.sqlite") as shelf,
    ):
        assert synced(shelf, [COMPANION, placed.pack.folder]) == []
        copy = [shelf.passage(each.key) for each in placed.pack.passages()]
        beside = [[one.title for one in shelf.companions(each.key)] for each in copy if each]
        assert beside == [_pages(number) for number in range(1, 14)]
        assert [len(each.prompts) for each in copy if each] == [3] * 13
        shelf.remove(COMPANION.name)
        assert [shelf.companions(each.key) for each in copy if each] == [[]] * 13


def _pages(number: int) -> list[str]:
    note = next(each for each in pack.read(COMPANION).passages() if each.title.startswith(f"Paragraph {number}:"))
    return [note.title, f"How paragraph {number} is read"]


def test_a_copy_in_british_spelling_with_other_marks_is_known_too(speech: list[str], tmp_path: Path) -> None:
    spelt = [each.replace("neighbor", "neighbour").replace("'", "’").replace(", ", " – ") for each in speech]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pack.toml").write_text('title = "Mine"\nlicence = "private use"\nsource = "a copy"\n')
    (tmp_path / "mine" / "mine.md").write_text("\n\n".join(spelt), encoding="utf-8")
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        assert synced(shelf, [COMPANION, tmp_path / "mine"]) == []
        keys = shelf.keys(Source("mine"))
        assert [len(shelf.companions(key)) for key in keys] == [2] * 13
