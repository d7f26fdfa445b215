"""Inline Markdown: what is written reads back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import markdown
from bot.library.inline import plain, written

LINE = st.text(
    st.sampled_from("ab Z1.)#*_[]<>&;!?={}+-~`\\|\"'()^:/é世")
    | st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
    min_size=1,
    max_size=40,
).filter(lambda line: line.strip() and "[^" not in line)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("*one* and **two**", "one and two"),
        ("[a link](https://example.org)", "a link"),
        ("soft\nbreak", "soft break"),
        ("hard  \nbreak", "hard\nbreak"),
        ("5 * 3 & more", "5 * 3 & more"),
        (r"\*kept\*", "*kept*"),
        ("&amp;", "&"),
    ],
)
def test_marks_are_taken_off(source, seen):
    assert plain(source) == seen


@given(st.lists(LINE, min_size=1, max_size=4))
def test_a_paragraph_written_reads_back_as_it_was(lines):
    text = "\n".join(" ".join(line.split()) for line in lines)
    reader = markdown.Reader("x.md")
    (found,) = reader.read(f"Before.\n\n{written(text)}\n\nAfter.")[1:-1]
    assert found.text == text
    assert not reader.problems
    assert not found.prompts
