"""A page of results: counts, numbered lines, and buttons that still work when nothing remembers the question."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import results
from bot.answers.readback import restored
from bot.chat import BUTTON_BYTES, READ_BACK, Asked, Person, Place, Refusal, Request, pressed
from bot.lookup.finding import Found
from bot.text import Style
from bot.wording.wording import Wording
from tests.answers.findings import hit
from tests.conversations.core import NOON

WORDING = Wording.load()
LONG = "every boat goes out and it is the coming in that wants a name of its own and a light"


def page(count, *, offset=0, query="boat", total=None, **fields):
    found = Found(tuple(hit(marked=((10, 14),)) for _ in range(count)), total or count, 2, **fields)
    return results.page(WORDING, found, query, offset=offset)


def press(label, reply):
    return next(each for row in reply.buttons for each in row if each.label == label)


def read_back(reply, label):
    button = press(label, reply)
    request = Request(Asked.BUTTON, Place("t", "1"), Person("t", "1"), NOON, text=button.data, shown=reply.text.plain)
    return restored(request, pressed(button.data)[1])


def test_a_page_counts_and_numbers_what_it_shows():
    plain = page(5, offset=5, total=12).text.plain
    assert "12 passages in 2 works for “boat”" in plain
    assert "6. " in plain
    assert "6–10 of 12" in plain


def test_one_is_not_called_several():
    assert results.page(WORDING, Found((hit(),), 1, 1), "x", offset=0).text.plain.startswith("One passage in one work")


def test_matched_words_are_bold():
    line = page(1).text.blocks[1]
    assert "used" in [each.text for each in line.spans if Style.BOLD in each.styles]


def test_buttons_turn_only_where_there_is_something():
    labels = [[each.label for row in page(5, offset=at, total=12).buttons for each in row] for at in (0, 5)]
    others = ["In order", "In context", "Over time"]
    assert labels == [["1", "2", "3", "4", "5", "More", *others], ["6", "7", "8", "9", "10", "Back", "More", *others]]
    last = [each.label for row in page(2, offset=10, total=12).buttons for each in row]
    assert last == ["11", "12", "Back", *others]
    assert [each.label for row in page(5).buttons for each in row] == ["1", "2", "3", "4", "5"]


def test_an_excerpt_shows_where_most_of_the_words_stand_together():
    text = "The boat lay still. " + "Nothing came and nothing went. " * 9 + "Then the boat met the harbour bell."
    spans = [(place.start(), place.end()) for place in re.finditer("boat|harbour|bell", text)]
    shown = results.page(WORDING, Found((hit(text, marked=tuple(spans)),), 1, 1), "x", offset=0).text.plain
    assert "Then the boat met the harbour bell." in shown
    assert "lay still" not in shown


def test_what_of_a_search_does_not_count_is_told():
    assert "Not counted: year:soon" in page(1, unread=("year:soon",)).text.plain
    assert "Not counted: year:soon" in page(0, unread=("year:soon",)).text.plain
    assert "Say also a word" in page(0, query="-boat").text.plain


def test_a_question_too_long_for_a_button_is_read_back_from_the_message():
    reply = page(5, total=12, query=LONG)
    assert READ_BACK in pressed(press("More", reply).data)[1]
    assert read_back(reply, "More") == ("5", LONG, "")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=260).map(results.cut).filter(bool))
def test_any_question_comes_back_as_it_was_asked(query):
    from bot.answers.readback import plain

    reply = page(5, total=12, query=query)
    assert len(press("More", reply).data.encode()) <= BUTTON_BYTES
    assert plain(read_back(reply, "More")[1]) == plain(query)


def test_a_question_that_is_no_longer_there_is_asked_for_again():
    request = Request(Asked.BUTTON, Place("t", "1"), Person("t", "1"), NOON, shown="nothing here")
    with pytest.raises(Refusal, match="question-lost"):
        restored(request, ("5", READ_BACK, ""))


def test_nothing_found_offers_what_may_have_been_meant():
    reply = page(0, query="bota", suggestion="boat")
    assert "Did you mean “boat”?" in reply.text.plain
    assert press("Search that", reply).data == "find|boat|"
    assert "broader" in page(0, broader="boat OR ship").text.plain
    assert page(0).buttons == ()


def test_a_search_is_cut_at_a_word():
    assert results.cut("  two\n words ") == "two words"
    assert len(results.cut("word " * 100)) <= results.QUERY_LONGEST
    assert results.cut("word " * 100).endswith("word")
    assert len(results.cut("x" * 999)) == results.QUERY_LONGEST
