"""Real texts, imported as a new user would; they stand beside the checkout and are never in it."""

import itertools
import re
import time

import pytest

from bot.library import books, pack
from bot.library.citation import cite
from bot.library.cut import LONGEST, SHORTEST
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order
from bot.library.reference import References
from bot.library.shelf import Shelf


@pytest.fixture(scope="module")
def bring(shared, tmp_path_factory):
    """Import a corpus by its place in the folder; return the report, the pack and its passages."""
    room = tmp_path_factory.mktemp("packs")

    def brought(*paths):
        order = Order(tuple(shared / "corpora" / each for each in paths))
        with carried_out(order, room, lambda *_: None) as placed:
            return placed.report, placed.pack, list(placed.pack.passages())

    return brought


@pytest.fixture(scope="module")
def speech(bring):
    return bring("seed/speech.txt")


def test_the_speech_has_its_thirteen_paragraphs(speech):
    _, _, passages = speech
    assert [each.locator for each in passages] == [f"¶{number}" for number in range(1, 14)]
    assert all(SHORTEST <= len(each.text) <= LONGEST for each in passages)


def test_the_speech_is_cited_by_author_and_year_and_kept_from_posting(speech):
    report, made, passages = speech
    (work,) = made.works
    assert (work.author, work.date, work.language) == ("Xi Jinping", "2013-10-24", "en")
    assert not work.may_post
    assert "republished" in work.licence
    assert work.note
    assert passages[0].note == work.note
    assert cite(work, passages[6]) == f"{work.author}, {work.short} (2013) ¶7"
    assert [each.line for each in report.left_out] == [1, 3, 5, 8, 36, 38, 40]


@pytest.fixture(scope="module")
def verses(bring):
    return bring("kjv/kjv.txt")


def test_every_verse_has_its_real_reference(verses):
    report, made, passages = verses
    assert len(passages) == 31102
    assert not report.left_out
    assert (made.works[0].title, made.works[0].scheme, made.works[0].licence) == (
        "King James Version",
        "verse",
        "public domain",
    )
    sections = list(dict.fromkeys(each.section[0] for each in passages))
    assert sections == [each.name for each in books.books()]
    named = "|".join(each.cited for each in books.books())
    assert all(re.fullmatch(rf"(?:{named}) \d+:\d+", each.locator) for each in passages)


def test_every_book_has_its_chapters(verses):
    _, _, passages = verses
    for book in books.books():
        chapters = {each.locator.rpartition(" ")[2].split(":")[0] for each in passages if each.section == (book.name,)}
        assert len(chapters) == book.chapters


def test_verses_are_found_by_reference(verses, tmp_path):
    _, made, passages = verses
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(made, passages, "1")
        references = References(shelf)
        for text, count in (("John 3:16-18", 3), ("1 Kor 13", 13), ("Psalm 23", 6), ("Song of Solomon 2:1", 1)):
            assert len(references.read(text)) == count
        asked = passages[::997]
        began = time.process_time()
        assert all(references.read(each.locator)[0].key == each.key for each in asked)
        assert (time.process_time() - began) / len(asked) < 0.05


@pytest.fixture(scope="module")
def addresses(bring):
    return bring("inaugural")


def test_the_addresses_are_fifty_nine_works_by_name_and_date(addresses):
    _, made, _ = addresses
    assert len(made.works) == 59
    assert all(work.author and len(work.date) == 10 and work.licence == "public domain" for work in made.works)
    jefferson = next(work for work in made.works if work.id == "1801-jefferson")
    assert (jefferson.author, jefferson.title) == ("Thomas Jefferson", "First Inaugural Address")


def test_the_addresses_read_well_in_a_chat(addresses):
    _, _, passages = addresses
    assert all(SHORTEST <= len(each.text) <= LONGEST for each in passages)
    broken = [each for each in passages if each.text[-1] not in ".!?”\"')…:;,-"]
    assert len(broken) <= 5
    assert not [each for each in passages if "\N{REPLACEMENT CHARACTER}" in each.text]


def test_the_addresses_lose_no_word(addresses, shared):
    _, _, passages = addresses
    for work, found in itertools.groupby(passages, key=lambda each: each.work):
        source = next(each for each in (shared / "corpora/inaugural").iterdir() if each.stem.lower() == work)
        raw = source.read_bytes()
        text = raw.decode("big5hkscs" if work == "2005-bush" else "utf-8")
        kept = " ".join(f"{' '.join(each.section)} {each.text} {each.note}" for each in found)
        lost = set(re.findall(r"\w+", text)) - set(re.findall(r"\w+", kept))
        assert len(lost) <= 3, (work, lost)


def test_an_address_is_found_as_people_name_it(addresses, tmp_path):
    _, made, passages = addresses
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(made, passages, "1")
        references = References(shelf)
        found = references.read("Jefferson 1801 ¶4")
        assert {each.work for each in found} == {"1801-jefferson"}
        assert {each.locator.rstrip("abc") for each in found} == {"¶4"}
        assert references.read("Lincoln 1865 3")[0].work == "1865-lincoln"
        assert references.read("Van Buren 1837 1")[0].work == "1837-vanburen"


def test_speeches_of_one_line_are_set_in_paragraphs(bring):
    _, made, passages = bring("sotu/1860_james_buchanan_d.txt", "sotu/2021_joseph_r_biden_d.txt")
    assert [work.author for work in made.works] == ["James Buchanan", "Joseph R. Biden"]
    assert all(SHORTEST <= len(each.text) <= LONGEST for each in passages)
    assert len(passages) > 100


def test_texts_in_six_encodings_are_read(bring):
    _, made, passages = bring("udhr_encodings")
    assert [work.language for work in made.works] == ["ar", "zh-Hans", "de", "hi", "ru", "es"]
    assert not [each for each in passages if "\N{REPLACEMENT CHARACTER}" in each.text]
    assert all(sum(each.work == work.id for each in passages) > 15 for work in made.works)


def test_a_hundred_and_thirty_thousand_rows_stream_in_with_their_ids(shared, tmp_path):
    order = Order((shared / "eval" / "passages-130k.jsonl.xz",))
    began = time.process_time()
    with carried_out(order, tmp_path / "packs", lambda *_: None) as placed:
        assert time.process_time() - began < 30
        made = pack.open_pack(placed.pack.folder)
        assert len(made.works) == 12
        assert {each.locator for each in made.passages()} == {str(number) for number in range(130303)}
