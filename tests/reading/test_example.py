"""Examples of what can be asked: each is something that the passage it was taken from answers."""

import pytest

from bot.library.passage import Passage
from bot.reading import example


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The harbour bell is older than the harbour.", "harbour older"),
        ("Go to the end -- it is not far.", "the end"),
        ("12, 13, 14", "12, 13, 14"),
    ],
)
def test_words_to_find_are_the_longest_whole_ones(text, asked):
    assert example.words(Passage("p", "w", "1", text), "") == asked


def test_a_line_remembered_ends_with_a_word():
    told = example.line(Passage("p", "w", "1", "Let the boats go out, said the, and so on to the end."), "")
    assert told == "Let the boats go out, said the"
    assert example.line(Passage("p", "w", "1", "河水不记得昨天的船。"), "") == "河水不记得昨天的船。"
