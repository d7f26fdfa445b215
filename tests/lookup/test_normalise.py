"""Canonical tokens: what falls away, what stays, and that doing it twice changes nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.passage import Passage
from bot.lookup import align, likeness
from bot.lookup.lookup import Lookup
from bot.lookup.normalise import tokens
from bot.lookup.words import words
from tests.lookup.conftest import LOG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The LORD’s", ["the", "lords"]),
        ("to-day and To-morrow", ["today", "and", "tomorrow"]),
        ("neighbours' honour", ["neighbors", "honor"]),
        ("organisation, realised; promise, exercise", ["organization", "realized", "promise", "exercise"]),
        ("travelled and compelled", ["traveled", "and", "compelled"]),
        ("o'er the centre", ["over", "the", "center"]),
        ("cœur naïve Straße", ["coeur", "naive", "strasse"]),
        ("ﬁne １２ ½", ["fine", "12", "1", "2"]),
        ("[t]he [end]", ["the", "end"]),
        ("學而", ["学", "而"]),
        ("بِسْمِ", ["بسم"]),
        ("أحمد إلى", ["احمد", "الي"]),
        ("λόγος", ["λογοσ"]),
        ("שָׁלוֹם", ["שלומ"]),
        ("क्षेत्रे", ["क्षेत्रे"]),
        ("e\u0301te\u0301", ["ete"]),
        ("a\u00adb\u200bc", ["abc"]),
        ("", []),
    ],
)
def test_what_a_text_comes_to(text, expected):
    assert tokens(text) == expected


@given(st.text(max_size=80))
def test_doing_it_twice_changes_nothing(text):
    once = tokens(text)
    assert tokens(" ".join(once)) == once


@given(st.text(max_size=80))
def test_words_in_place_are_the_same_tokens(text):
    assert [each.token for each in words(text)] == tokens(text)


@given(st.text(max_size=80))
def test_places_are_within_the_text_and_in_order(text):
    places = [(each.start, each.end) for each in words(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


HOSTILE = {
    "bidi": "\u202e\u2066abc\u2069 " * 600,
    "zalgo": ("z" + "\u0300\u0316\u0489\u20dd" * 12) * 80,
    "surrogates": "\ud800x \udfff" * 1000,
    "combining": "e" + "\u0301" * 4095,
    "one letter": "a" * 4096,
    "single letters": "a b " * 1024,
    "the": "the " * 1024,
    "han": "的一是不" * 1024,
    "brackets": "[(" * 2048,
    "quotes": '"“' * 2048,
    "dashes": "— " * 2048,
    "emoji": "👩‍👩‍👧‍👦" * 500,
    "nulls": "\0" * 4096,
    "stars": "a* " * 1300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_neither_breaks_nor_takes_long(lookup, name):
    text = HOSTILE[name][:4096]
    lookup.quote("warm up")
    for ask in (lookup.quote, lookup.find, lookup.complete):
        begun = time.thread_time()
        ask(text)
        assert time.thread_time() - begun < 0.5


LAID_AT_ONCE, COMPARED_AT_ONCE = 1_000_000, 1_000_000
"""Cells of the largest table that one call works on: a few milliseconds on any machine."""


def counted(monkeypatch, module, name, size):
    sizes, usual = [0], getattr(module, name)

    def counting(*given, **named):
        sizes.append(size(*given))
        return usual(*given, **named)

    monkeypatch.setattr(module, name, counting)
    return sizes


@pytest.mark.parametrize("name", [*HOSTILE, "chat"])
def test_no_single_step_of_a_hostile_message_is_large(shelf, monkeypatch, name):
    long = " ".join(f"{text} {place}" for place in range(200) for text in LOG)
    shelf.add(Passage("shore", "log", "long", long, 40))
    lookup = Lookup(shelf)
    laid = counted(monkeypatch, likeness, "_aligned", lambda _table, met, *_rest: met.forms.size)
    compared = counted(monkeypatch, align, "likenesses", lambda yours, theirs: len(yours) * len(theirs))
    lookup.quote({"chat": long, **HOSTILE}[name][:4096])
    assert max(laid) <= LAID_AT_ONCE
    assert max(compared) <= COMPARED_AT_ONCE
    lookup.close()
