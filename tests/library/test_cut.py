"""The cut: nothing lost, bounds kept, sentences whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.cut import LONGEST, SHORTEST, cut, gathered, sentences

WORD = st.sampled_from(
    ["the", "lamp", "and", "sea", "took", "no", "notice", "of", "a", "boat", "while", "keepers", "slept"]
)
SENTENCE = st.lists(WORD, min_size=4, max_size=60).map(lambda words: " ".join(words).capitalize())
END = st.sampled_from([".", "!", "?", ".”", "…", "?)"])
PARAGRAPH = st.lists(st.tuples(SENTENCE, END).map("".join), min_size=1, max_size=40).map(" ".join)


@given(PARAGRAPH)
def test_nothing_is_lost_and_bounds_are_kept(paragraph):
    parts = cut(paragraph)
    assert " ".join(parts) == paragraph
    assert all(len(part) <= LONGEST for part in parts)


@given(PARAGRAPH)
def test_every_part_is_whole_sentences(paragraph):
    assert all(part[-1] in ".!?”…)" and part[0].isupper() for part in cut(paragraph))


@given(PARAGRAPH, st.integers(200, 1200))
def test_gathered_paragraphs_lose_nothing_and_grow_no_longer_than_a_sentence_needs(paragraph, limit):
    parts = gathered(paragraph, limit)
    assert len(parts) == 1 or len(parts[-1]) >= SHORTEST
    assert " ".join(parts) == paragraph
    assert all(len(part) <= limit + SHORTEST or len(sentences(part)) == 1 for part in parts[:-1])


def test_parts_are_of_like_length():
    paragraph = " ".join(["A sentence of some fifty characters, more or less so."] * 40)
    parts = cut(paragraph)
    assert len(parts) == 2
    assert abs(len(parts[0]) - len(parts[1])) < 110


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Keeper met Dr. Reyl at noon. ",
        "He wrote J. Q. Adams a letter, i.e. a long one. ",
        "It cost 3.5 crowns, about v. 2 prices. ",
        "“Is it you?” she asked. ",
        "The U.S. Senate rose. ",
        "See Art. 5 of No. 7. ",
    ],
)
def test_a_point_that_ends_no_sentence_cuts_none(whole):
    assert sentences(f"{whole}Then more.") == [whole, "Then more."]


def test_chinese_and_hindi_sentences_are_known():
    assert len(sentences("道可道。名可名。")) == 2
    assert len(sentences("यह एक है। यह दो है।")) == 2


def test_a_sentence_beyond_all_bounds_is_cut_between_clauses():
    clause = "and the keeper went down to the water with the lamp in hand"
    parts = cut("; ".join([clause] * 60) + ".")
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith((";", ".")) for part in parts)


def test_a_sentence_without_clauses_stays_whole():
    endless = "word " * 400
    assert cut(endless.strip()) == [endless.strip()]
