"""Keyword search: the grammar, filters, counts, order, marks, hints, the concordance and frequencies."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.passage import Passage
from bot.lookup import concordance, frequency, matches, matching
from bot.lookup.grammar import MOST_CLAUSES, MOST_OPEN, Clause, Query, read
from bot.lookup.matches import Matches
from bot.lookup.normalise import tokens
from bot.lookup.suggestion import MOST_WORDS
from bot.text import RIGHT_TO_LEFT, columns
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


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("by:marlwo water", "by:marlow water"),
        ('lantrens by:"ada marlwo"', 'by:"ada marlow" lanterns'),
        ("in:filed apples", "in:field apples"),
        ("topic:neihgbours", "topic:neighbours"),
        ("year:1900.. lantrens", "year:1900.. lanterns"),
    ],
)
def test_a_suggestion_mends_filters_and_keeps_them(lookup, query, meant):
    assert lookup.find(query).suggestion == meant
    assert lookup.find(meant).passages


def test_a_suggestion_is_spelled_as_the_library_spells(lookup):
    assert lookup.find("honuor colour").suggestion == "honour colour"
    assert lookup.find("sembrarenos").suggestion == "sembraremos"
    assert lookup.find('"habrour master"').suggestion == '"harbour master"'


def test_what_is_far_from_every_word_gets_no_suggestion(lookup):
    assert lookup.find("zebra").suggestion == ""
    assert lookup.find("xyz").suggestion == ""


def test_words_that_stand_nowhere_side_by_side_are_offered_apart(lookup):
    found = lookup.find('"lanterns harbour" -zebra')
    assert (found.passages, found.broader) == (0, "lanterns harbour -zebra")
    assert lookup.find(found.broader).passages


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
    assert read("year:1800.. year:..1850 year:1820..1900").years == (1820, 1850)
    assert read("year:soon order:up peace").unread == ("year:soon", "order:up")
    assert read("peace order:relevance") == Query(clauses=(Clause(("peace",), "peace"),))
    assert read("3:16").clauses[0].tokens == ("3", "16")


ATOMS = ("peace", '"good will"', "-war", "mend*", "by:lincoln", 'in:"field songs"', "topic:sea", "lang:en", "year:1861",
         "year:1861-1865", "year:1900-", "year:-1850", "year:-44", "year:-44..12", "order:citation")  # fmt: skip


@given(st.lists(st.sampled_from(ATOMS), unique=True))
def test_a_search_written_anew_asks_for_the_same(atoms):
    query = read(" ".join(atoms))
    assert read(query.written) == query
    assert read(read(f"{query.written} “and so on").written).clauses[-1].tokens == ("and", "so", "on")


WORDS = sorted({word.strip(".,;").lower() for text in (*LOG, *SONGS) for word in text.split()})


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), more=st.sampled_from(WORDS))
def test_adding_a_word_never_adds_results(lookup, words, more):
    narrow = lookup.find(" ".join(words), limit=100)
    narrower = lookup.find(" ".join([*words, more]), limit=100)
    assert {hit.passage.key for hit in narrower.hits} <= {hit.passage.key for hit in narrow.hits}


NARROWING = (
    *WORDS[::7], "net*", "a*", "the*", '"good neighbour"', '"the field"', '"torn ne*"', "-water", "-the",
    '-"the feast"', "by:marlow", "by:reed", "in:log", "topic:neighbours", "topic:songs", "lang:en", "lang:zh",
    "year:1901", "year:1800-", "year:..1850", "year:1847..1901", "year:soon", "修橋", "橋",
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(atoms=st.lists(st.sampled_from(NARROWING), min_size=1, max_size=5), more=st.sampled_from(NARROWING))
def test_whatever_is_added_to_a_search_never_adds_results(lookup, atoms, more):
    query = read(" ".join(atoms))
    narrow = {hit.passage.key for hit in lookup.find(" ".join(atoms), limit=100).hits}
    narrower = {hit.passage.key for hit in lookup.find(" ".join([*atoms, more]), limit=100).hits}
    assert narrower <= narrow or not (query.wanted or query.filtered)


HOSTILE = 'ab*-"“”:\u202e\u2068\u0301\ud800橋שلا \n\x00।😀👩\u200d👩'


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.sampled_from(HOSTILE), max_size=12) | st.sampled_from(NARROWING) | st.text(max_size=20), max_size=9
    )
)
def test_nothing_that_is_typed_breaks_a_search(lookup, atoms):
    query = " ".join(atoms)
    found = lookup.find(query, limit=100)
    assert len(found.hits) == found.passages
    assert all(hit.passage.text[start:end] for hit in found.hits for start, end in hit.marked)
    assert lookup.concordance(query).passages == (found.passages if read(query).wanted else 0)
    assert lookup.frequency(query).passages == (found.passages if read(query).wanted else 0)


LONGEST = ["the " * 1300, "a* b* c* " * 400, '"' + "the " * 1300 + '"', "-x" * 2000, "橋" * 4096, "e" + "\u0301" * 4095]


@pytest.mark.parametrize("query", [*LONGEST, "by:a " * 1000, "year:1.." * 500])
def test_a_search_of_any_length_takes_no_time(lookup, query):
    lookup.find("the")
    begun = time.process_time()
    lookup.find(query), lookup.concordance(query), lookup.frequency(query)
    assert time.process_time() - begun < 0.5


def test_a_concordance_shows_each_word_in_its_context_aligned(lookup):
    found = lookup.concordance("water")
    assert [each.word for each in found.contexts] == ["water", "water"]
    assert [each.citation for each in found.lines] == ["Ada Marlow, Harbour Log (1901) ¶1, 10"]
    lines = concordance.aligned(found.contexts, left=13, right=20)
    assert lines == [" in over the water.", "     pay for water."]
    assert (found.passages, found.works, found.before, found.after) == (2, 1, None, None)


def test_a_concordance_turns_its_pages_there_and_back(lookup):
    every = lookup.concordance("the", limit=100).contexts
    there, turns, turn = [], [], concordance.Turn()
    while turn:
        page = lookup.concordance("the", limit=3, turn=turn)
        there += page.contexts
        turns.append(turn)
        turn = page.after
    assert there == list(every)
    assert [lookup.concordance("the", limit=3, turn=each).before for each in turns[1:]] == turns[:-1]


def test_a_concordance_of_nothing_is_empty(lookup):
    assert lookup.concordance("zeppelin") == concordance.Concordance((), 0, 0)
    assert lookup.concordance("the", turn=concordance.Turn(999, 9)).lines == ()


@pytest.mark.parametrize(
    "word", ["橋", "网", "לחם", "الماء", "पानी", "ψωμὶ", "ในทุก", "the", '"good neighbour"', "neigh*"]
)
def test_contexts_are_aligned_in_any_script(lookup, word):
    contexts = lookup.concordance(word).contexts
    for each, line in zip(contexts, concordance.aligned(contexts, left=12, right=20), strict=True):
        bare = line.replace("\u2068", "").replace("\u2069", "")
        if RIGHT_TO_LEFT.search(each.word):
            assert f"\u2068{each.word}\u2069" in line
        else:
            assert any(columns(bare[:at]) == 12 and bare[at:].startswith(each.word) for at in range(len(bare)))
        assert columns(line) <= 32


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("ab \u0301橋שלא👩‍👩‍👧,."), max_size=60),
    st.text(st.sampled_from("ab橋ש"), min_size=1, max_size=30),
    st.text(st.sampled_from("ab \u0301橋שלא👩‍👩‍👧,."), max_size=60),
)
def test_a_line_of_a_concordance_is_never_too_wide(before, word, after):
    (line,) = concordance.aligned([concordance.Context(before, word, after, None)], left=13, right=21)
    assert columns(line) <= 34


def test_frequency_counts_a_word_over_the_dated_works(lookup):
    found = lookup.frequency("water")
    assert [(each.first, each.last, each.occurrences) for each in found.years] == [(1847, 1847, 0), (1901, 1901, 2)]
    assert found.years[1].words == sum(len(tokens(text)) for text in LOG)
    assert found.years[1].share == 10_000 * 2 / found.years[1].words
    assert (found.passages, found.occurrences, found.undated) == (2, 2, 0)


def test_frequency_tells_what_is_undated_and_keeps_to_the_filters(lookup):
    assert lookup.frequency("港").undated == 1
    assert [each.first for each in lookup.frequency("the by:marlow").years] == [1901]
    assert [each.first for each in lookup.frequency("the year:..1850").years] == [1847]
    assert [each.first for each in lookup.frequency("the year:1850-").years] == [1901]
    assert lookup.frequency("the topic:songs").years[0].words == sum(len(tokens(text)) for text in SONGS)
    assert lookup.frequency("").occurrences == lookup.frequency("zeppelin").occurrences == 0


@pytest.mark.parametrize(
    "query", ["water", "the", "neigh*", '"a good"', '"torn ne*"', "the -water", "橋", "the the* a"]
)
def test_frequency_counts_what_is_marked(lookup, query):
    marked = sum(len(hit.marked) for hit in lookup.find(query, limit=100).hits)
    found = lookup.frequency(query)
    assert found.occurrences == marked
    assert sum(each.occurrences for each in found.years) + found.undated == marked


def test_a_passage_of_an_undated_work_counts_by_its_own_date(lookup):
    lookup.shelf.add(Passage("shore", "world", "99", "Zebras crossed the water", 99, date="1777-07-07"))
    assert [each.first for each in lookup.frequency("zebras").years] == [1777, 1847, 1901]
    lookup.shelf.add(Passage("shore", "log", "¶99", "Zebras again", 98, date="1500"))
    assert {each.first: each.occurrences for each in lookup.frequency("zebras").years} == {1777: 1, 1847: 0, 1901: 1}


@given(st.dictionaries(st.integers(-3000, 3000), st.integers(0, 9), min_size=1, max_size=40), st.integers(1, 50))
def test_periods_are_equal_and_lose_nothing(counts, most):
    yearly = [frequency.Frequency(each, each, counts[each], 10) for each in sorted(counts)]
    found = frequency.periods(yearly, most)
    assert sum(each.occurrences for each in found) == sum(counts.values())
    assert len({each.last - each.first for each in found}) == 1
    assert all(one.last + 1 == other.first for one, other in pairwise(found))
    assert len(found) <= max(most, 3)


def test_a_query_has_no_more_clauses_and_beginnings_than_are_looked_for():
    assert len(read(" ".join(f"word{place}" for place in range(60))).clauses) == MOST_CLAUSES
    letters = "abcdefghijkl"
    query = read(" ".join(f"{each}*" for each in letters) + " harbour")
    assert query.unread == tuple(f"{each}*" for each in letters[MOST_OPEN:])
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
