"""Keyword search: the grammar, filters, counts, order, marks, hints, the concordance and frequencies."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.lookup import concordance, matches, matching
from bot.lookup.grammar import MOST_CLAUSES, MOST_OPEN, Clause, Query, read
from bot.lookup.matches import Matches
from bot.lookup.normalise import tokens
from bot.lookup.suggestion import MOST_WORDS
from tests.lookup.conftest import LOG, SONGS


def locators(found):
    return {hit.passage.locator for hit in found.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lanterns", {"¶1"}),
        ("LANTERN", {"¶1"}),
        ("harbor master", {"¶1"}),
        ('"good neighbour"', {"¶4"}),
        ('"neighbour good"', set()),
        ("bread shelter", {"¶2"}),
        ("net", {"¶5"}),
        ("bridge -banks", set()),
        ("water -fog", {"¶10"}),
        ("light*", {"¶6"}),
        ('"torn ne*"', {"¶5"}),
        ("by:marlow water", {"¶1", "¶10"}),
        ("by:reed", {"1", "2", "3"}),
        ("in:songs apples", {"3"}),
        ('in:"Field Songs" apples', {"3"}),
        ("topic:neighbours", {"¶4"}),
        ("topic:songs river", {"1"}),
        ("lang:zh", {"1", "2"}),
        ("year:1847 apples", {"3"}),
        ("year:1800-1850", {"1", "2", "3"}),
        ("year:1900- lanterns", {"¶1"}),
        ("year:-1850 lanterns", set()),
        ("修橋", {"1"}),
        ("网", {"2"}),
    ],
)
def test_what_a_query_finds(lookup, query, expected):
    found = lookup.find(query, limit=50)
    assert locators(found) == expected
    assert found.passages == len(expected)


def test_pages_counts_and_works(lookup):
    every = lookup.find("the", limit=100)
    assert every.works == 2
    pages = [lookup.find("the", limit=4, offset=at).hits for at in range(0, every.passages, 4)]
    assert [hit.passage.key for page in pages for hit in page] == [hit.passage.key for hit in every.hits]


def test_the_words_are_marked(lookup):
    hit = lookup.find('mend* "torn net"').hits[0]
    assert [hit.passage.text[start:end] for start, end in hit.marked] == ["mend", "torn net"]


def test_citation_order_is_reading_order(lookup):
    found = lookup.find("water order:citation", limit=10)
    assert [hit.passage.locator for hit in found.hits] == ["¶1", "¶10"]


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(lookup):
    found = lookup.find("lantrens")
    assert found.passages == 0
    assert found.suggestion == "lanterns"
    assert lookup.find(found.suggestion).passages == 1


def test_a_search_that_is_too_narrow_gets_a_broader_one_that_finds_something(lookup):
    found = lookup.find("lanterns apples orchard")
    assert found.passages == 0
    assert found.broader
    assert lookup.find(found.broader).passages


@pytest.mark.parametrize("query", ["", "   ", "-", '"', '""', "-water", "by:", "*", "::", "lang:", "year:soon", "😀"])
def test_queries_that_ask_for_nothing_find_nothing(lookup, query):
    assert lookup.find(query).hits == ()


def test_the_grammar_reads_what_is_written():
    assert read('peace "good will" -war by:lincoln year:1861-1865 order:citation') == Query(
        clauses=(
            Clause(("peace",), "peace"),
            Clause(("good", "will"), '"good will"'),
            Clause(("war",), "-war", excluded=True),
        ),
        by=("lincoln",),
        years=(1861, 1865),
        cited=True,
    )
    assert read("year:-44").years == (-44, -44)
    assert read("3:16").clauses[0].tokens == ("3", "16")


WORDS = sorted({word.strip(".,;").lower() for text in (*LOG, *SONGS) for word in text.split()})


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), more=st.sampled_from(WORDS))
def test_adding_a_word_never_adds_results(lookup, words, more):
    narrow = lookup.find(" ".join(words), limit=100)
    narrower = lookup.find(" ".join([*words, more]), limit=100)
    assert {hit.passage.key for hit in narrower.hits} <= {hit.passage.key for hit in narrow.hits}


def test_a_concordance_shows_each_word_in_its_context_aligned(lookup):
    contexts = lookup.concordance("water")
    assert [each.word for each in contexts] == ["water", "water"]
    lines = concordance.aligned(contexts)
    assert len({line.index("  water") for line in lines}) == 1


def test_frequency_counts_a_word_over_the_dated_works(lookup):
    found = {each.year: each for each in lookup.frequency("water")}
    assert set(found) == {1847, 1901}
    assert (found[1901].occurrences, found[1847].occurrences) == (2, 0)
    assert found[1901].share > 0


def test_a_query_has_no_more_clauses_and_beginnings_than_are_looked_for():
    assert len(read(" ".join(f"word{place}" for place in range(60))).clauses) == MOST_CLAUSES
    letters = "abcdefghijkl"
    query = read(" ".join(f"{each}*" for each in letters) + " harbour")
    assert [each.written for each in query.clauses] == [*(f"{each}*" for each in letters[:MOST_OPEN]), "harbour"]


def test_nothing_is_suggested_for_more_words_than_a_person_reads(lookup):
    assert lookup.find('"' + "lantrens " * (MOST_WORDS + 1) + '"').suggestion == ""
    assert lookup.find("lantrens").suggestion == "lanterns"


@pytest.mark.parametrize("open_", [False, True])
def test_words_side_by_side_are_those_that_the_texts_show(lookup, monkeypatch, open_):
    monkeypatch.setattr(matching, "AT_ONCE", 2)
    lookup.prepare()
    part = lookup._index.parts[0]
    texts = [tokens(text) for text in (*LOG, *SONGS)]
    for pair in {pair for text in texts for pair in pairwise(text)}:
        asked = (pair[0], pair[1][:2]) if open_ else pair
        clause = Clause(asked, " ".join(asked), open=open_)
        found = matching.matching(part, clause).tolist()
        assert found == [
            place
            for place, text in enumerate(texts)
            if any(
                one == asked[0] and (other.startswith(asked[1]) if open_ else other == asked[1])
                for one, other in pairwise(text)
            )
        ]


@given(st.lists(st.integers(0, 9), max_size=80), st.integers(0, 90), st.integers(0, 12))
def test_a_page_is_what_sorting_all_would_give(keys, first, count):
    numbers = np.arange(len(keys), dtype=np.int32)
    found = Matches(numbers, numbers, np.zeros(len(keys)), np.array(keys, float))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matches, "AT_ONCE", 7)
        page = found.page(first, first + count)
    assert [each.number for each in page] == sorted(range(len(keys)), key=lambda place: (keys[place], place))[
        first : first + count
    ]
