"""Lines as They Are Remembered: popular forms that lead to a line in whatever library has it."""

import json
import re
from pathlib import Path

import pytest

from bot.library import pack, trace
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.library.work import Work
from bot.lookup.lookup import Lookup
from tests.content import prose
from tests.library.test_beside import Pack

FOLDER = pack.bundled() / "remembered"
VERSE = re.compile(r"(\w+?)(\d+:\d+) (.*)")
LENGTHS = (20, 60)


@pytest.fixture(scope="module")
def lines() -> list[Passage]:
    """The entries, in reading order."""
    return list(pack.read(FOLDER).passages())


@pytest.fixture(scope="module")
def verses(shared: Path, lines: list[Passage]) -> list[Passage]:
    """Those verses of a translation that an entry is about, in a pack of their own."""
    written = (shared / "corpora" / "kjv" / "kjv.txt").read_text(encoding="utf-8").splitlines()
    found = [match for match in map(VERSE.fullmatch, written) if match]
    wanted = {mark for each in lines for mark in trace.read(each.beside)}
    about = trace.met([match[3] for match in found], wanted)
    chosen = [found[place] for place, marks in about.items() if len(marks) >= trace.LEAST]
    return [Passage("kjv", "kjv", f"{each[1]} {each[2]}", each[3], at) for at, each in enumerate(chosen)]


def test_every_entry_has_a_trace_forms_and_a_note_short_enough_to_stand_below_a_line(lines: list[Passage]) -> None:
    assert [each.locator for each in lines if not (each.beside and each.forms and each.title and each.cite)] == []
    lengths = {each.locator: len(each.text.split()) for each in lines}
    assert {name: length for name, length in lengths.items() if not LENGTHS[0] <= length <= LENGTHS[1]} == {}


def test_no_form_is_given_to_two_lines(lines: list[Passage]) -> None:
    forms = [" ".join(prose.words(form)) for each in lines for form in each.forms]
    assert len(forms) == len(set(forms))


def test_no_form_is_a_question_that_the_lookup_is_measured_by(lines: list[Passage], shared: Path) -> None:
    files = sorted((shared / "eval").glob("dev*.jsonl"))
    asked = [json.loads(line)["q"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    measured = {" ".join(prose.words(each)) for each in asked}
    assert len(measured) > 1000
    assert [form for each in lines for form in each.forms if " ".join(prose.words(form)) in measured] == []


def test_every_line_of_scripture_is_known_in_the_translation_it_speaks_of(
    lines: list[Passage], verses: list[Passage]
) -> None:
    known = [trace.marks(each.text) for each in verses]
    scripture = [each for each in lines if each.section[-1].startswith("Scripture")]
    assert len(scripture) > 20
    assert [each.locator for each in scripture if not any(trace.read(each.beside) <= marks for marks in known)] == []


def test_a_form_leads_to_its_line_and_says_what_it_is(verses: list[Passage], tmp_path: Path) -> None:
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(Pack("kjv", "King James Version", (Work("kjv", "kjv", "King James Version"),)), verses, "one")
        remembered = pack.open_pack(FOLDER)
        shelf.put(remembered, remembered.passages(), "one")
        lookup = Lookup(shelf)
        found = lookup.quote("the lion lies down with the lamb").hits[0]
        assert (found.passage.locator, found.form) == ("Isa 11:6", "the lion lies down with the lamb")
        assert lookup.quote("money is the root of every evil").hits[0].passage.locator == "1Tim 6:10"
        lookup.close()


def test_no_form_is_word_for_word_what_its_verse_says(lines: list[Passage], verses: list[Passage]) -> None:
    said = {key: " ".join(prose.words(each.text)) for each in verses for key in [each.key]}
    for each in lines:
        about = [said[verse.key] for verse in verses if trace.read(each.beside) <= trace.marks(verse.text)]
        whole = [text for text in about for form in each.forms if " ".join(prose.words(form)) == text]
        assert whole == [], each.locator
