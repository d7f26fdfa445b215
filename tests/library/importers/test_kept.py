"""Kept places: a work that is imported again keeps the places of what it had."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Refusal
from bot.library import pack
from bot.library.importers import kept
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order
from bot.library.passage import key as passage_key
from bot.library.reference import References
from bot.library.shelf import Shelf
from bot.lookup.desk import synced

WORDS = "lamp sea keeper harbour wall gate garden rain letter bridge fence neighbour evening wind ship book"


def paragraphs(count, seed=1):
    draw = random.Random(seed)
    return [
        f"{' '.join(draw.choices(WORDS.split(), k=30)).capitalize()} number {seed}-{at}."
        for at in range(count)
    ]  # fmt: skip


def numbered(texts):
    return [(f"¶{at}", text) for at, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("now", "places"),
    [
        ("abcd", "¶1 ¶2 ¶3 ¶4"),
        ("abxcd", "¶1 ¶2 ¶2.1 ¶3 ¶4"),
        ("xyabcd", "¶0.1 ¶0.1.1 ¶1 ¶2 ¶3 ¶4"),
        ("abcdx", "¶1 ¶2 ¶3 ¶4 ¶5"),
        ("acd", "¶1 ¶3 ¶4"),
        ("acdx", "¶1 ¶3 ¶4 ¶4.1"),
        ("wxyz", "¶1 ¶2 ¶3 ¶4"),
    ],
)
def test_what_stays_keeps_its_place_and_what_is_new_gets_one_nobody_had(now, places):
    texts = {letter: f"{letter}-" + " ".join(f"{letter}{at}" for at in range(9)) for letter in "abcdwxyz"}
    found = kept.places(numbered(texts[each] for each in "abcd"), numbered(texts[each] for each in now))
    assert " ".join(found.places) == places


def test_an_edited_passage_keeps_its_place():
    before = paragraphs(4)
    now = [*before[:1], before[1].replace("number", "numbered, and set anew, as"), *before[2:]]
    assert kept.places(numbered(before), numbered(now)).places == ("¶1", "¶2", "¶3", "¶4")


def test_two_alike_keep_their_own_places():
    texts = ["The same line."] * 3
    assert kept.places(numbered(texts), numbered(["Another, of which nobody knew.", *texts])).places[1:] == (
        "¶1", "¶2", "¶3",
    )  # fmt: skip


@given(st.lists(st.sampled_from("abcdefgh"), max_size=12), st.lists(st.sampled_from("abcdefgh"), max_size=12))
def test_no_two_passages_ever_have_one_place(before, now):
    found = kept.places(numbered(before), numbered(now)).places
    assert len(set(found)) == len(found) == len(now)


@pytest.fixture
def bring(tmp_path):
    def brought(name, texts, **fields):
        path = tmp_path / name
        path.write_text("\n\n".join(texts), encoding="utf-8")
        with carried_out(Order((path,), "shelf", fields), tmp_path / "packs", lambda *_: None) as placed:
            return {each.key: each.text for each in placed.pack.passages()}, placed.report

    return brought


@pytest.mark.parametrize("scheme", ["paragraph", "section"])
def test_of_a_work_imported_again_the_others_keys_are_kept(bring, scheme):
    texts = paragraphs(400)
    texts[100] = " ".join(paragraphs(12, seed=7))
    headed = [f"CHAPTER {at // 40 + 1}\n\n{text}" if at % 40 == 0 else text for at, text in enumerate(texts)]
    before, _ = bring("lamp.txt", headed, scheme=scheme)
    edited = [*headed[:7], *paragraphs(2, seed=3), *headed[7:50], *headed[51:]]
    edited[202] = edited[202].replace("number", "of the number")
    after, report = bring("lamp.txt", edited, scheme=scheme)
    same = [key for key, text in before.items() if after.get(key) == text]
    assert len(same) == len(before) - 2
    assert len(after) == len(before) + 1
    gone = next(key for key, text in before.items() if text == texts[50])
    assert gone not in after
    told = f"{len(before) - 1:,} passages keep the places they had; 2 are new, 1 have gone"
    assert ("lamp.txt", told) in report.remarks


def test_a_third_import_keeps_the_places_that_the_second_gave(bring):
    texts = paragraphs(30)
    bring("lamp.txt", texts)
    grown = [*texts[:5], *paragraphs(1, seed=2), *texts[5:]]
    second, _ = bring("lamp.txt", grown)
    third, _ = bring("lamp.txt", [*paragraphs(1, seed=4), *grown])
    assert second.items() <= third.items()


def test_below_a_long_paragraph_that_moved_all_keep_their_places(bring):
    texts = paragraphs(6)
    texts[1] = " ".join(paragraphs(12, seed=7))
    before, _ = bring("lamp.txt", texts)
    new = paragraphs(1, seed=8)[0]
    after, _ = bring("lamp.txt", [texts[0], new, *texts[1:4], *texts[5:]])
    kept_keys = {key: text for key, text in before.items() if text != texts[4]}
    assert kept_keys.items() <= after.items()
    assert [key for key, text in after.items() if text == new] == [passage_key("shelf", "lamp", "¶1.1")]


def retired(tmp_path):
    return pack.open_pack(tmp_path / "packs/shelf").retired


def test_a_place_once_retired_is_remembered_at_every_later_import_and_given_to_nobody(bring, tmp_path):
    texts = paragraphs(30)
    first, _ = bring("lamp.txt", texts)
    gone = next(key for key, text in first.items() if text == texts[29])
    bring("lamp.txt", texts[:29])
    assert retired(tmp_path) == {"lamp": ("¶30",)}
    third, _ = bring("lamp.txt", [*texts[:29], *paragraphs(1, seed=5)])
    assert retired(tmp_path) == {"lamp": ("¶30",)}
    assert len(third) == 30
    assert gone not in third
    bring("lamp.txt", texts[1:29])
    assert retired(tmp_path) == {"lamp": ("¶30", "¶1", "¶29.1")}


def test_what_was_retired_is_refused_politely_by_its_key_and_by_its_place(bring, tmp_path):
    texts = paragraphs(20)
    before, _ = bring("lamp.txt", texts, title="The Lamp Book")
    bring("lamp.txt", [*texts[:9], *texts[10:]], title="The Lamp Book")
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        assert synced(shelf, [tmp_path / "packs/shelf"]) == []
        gone = [key for key in before if not shelf.passage(key)]
        assert [shelf.retired(key) for key in (*gone, "never-was")] == [True, False]
        with pytest.raises(Refusal, match="passage-retired"):
            References(shelf).read("The Lamp Book ¶10")
        shelf.remove("shelf")
        assert not shelf.retired(gone[0])


def test_a_spoilt_list_of_retired_places_is_told(bring, tmp_path):
    bring("lamp.txt", paragraphs(3))
    (tmp_path / "packs/shelf/retired.toml").write_text("lamp = 3\n")
    with pytest.raises(pack.BadPack, match="each work must have a list of places"):
        pack.open_pack(tmp_path / "packs/shelf")


def test_numbered_rows_keep_their_numbers(bring):
    sayings = [f"{text}\n%" for text in paragraphs(40)]
    before, _ = bring("sayings", sayings)
    after, _ = bring("sayings", [*paragraphs(1, seed=9), "%", *sayings])
    assert before.items() <= after.items()


def test_an_address_keeps_all_other_keys_when_a_paragraph_is_put_in(bring, shared):
    text = (shared / "corpora/inaugural/1801-Jefferson.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    before, _ = bring("1801-Jefferson.txt", lines)
    after, _ = bring("1801-Jefferson.txt", [*lines[:3], *paragraphs(1), *lines[3:]])
    assert before.items() <= after.items()
