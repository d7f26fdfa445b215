"""A trace knows a copy again, in spite of small differences, and nothing else."""

import re
import zlib

import pytest

from bot.library import trace

HARBOUR = (
    "Nobody who came into the harbour of Orrin after dark was asked where from before the rope was made fast. "
    "The questions came with the soup, and by then, the harbour master’s wife used to say, they were mostly answered."
)


def share(text, other):
    """How many of the marks of `text` the other has, of how many."""
    own = trace.of(text)
    return len({int(each, 16) for each in own} & trace.marks(other)), len(own)


def test_a_trace_is_a_few_short_marks_and_no_word():
    found = trace.of(HARBOUR)
    assert len(found) == trace.MOST
    assert trace.is_trace(found)
    assert not set(re.findall(r"[a-z]{3,}", HARBOUR.lower())) & set(found)


def test_a_trace_that_was_written_once_stays_what_it_is():
    assert trace.of(HARBOUR)[:3] == ("0c4d7591", "189b8999", "23eea879")


@pytest.mark.parametrize(
    "copy",
    [
        HARBOUR.upper(),
        HARBOUR.replace("’", "'").replace(",", " —"),
        HARBOUR.replace("harbour", "harbor"),
        HARBOUR.replace("mostly ", "").replace("asked where from", "asked whence"),
        f"The first thing to know is this. {HARBOUR} So it was in my time.",
        HARBOUR.replace(" ", "\n"),
    ],
)
def test_a_copy_that_differs_a_little_is_known_again(copy):
    met, of = share(HARBOUR, copy)
    assert met >= trace.enough(of)


def test_other_words_about_the_same_are_not():
    other = (
        "In the harbour of Orrin nobody was asked where they came from until the rope was fast; after dark, "
        "questions waited for the soup, and the wife of the harbour master said that most were answered by then."
    )
    assert share(HARBOUR, other)[0] == 0


def test_a_few_of_its_sentences_in_something_long_are_not_a_copy():
    quoted = " ".join(HARBOUR.split()[:9])
    met, of = share(HARBOUR, f"As an old book has it, {quoted}, and so we did in our village as well.")
    assert met < trace.enough(of)


def test_scripts_without_spaces_have_traces_too():
    text = (
        "港の灯台は、嵐の夜にも消えることがありませんでした。村の人はみなそれを知っていて、だれも口にしませんでした。"
    )
    met, of = share(text, text.replace("、", ""))
    assert met == of == trace.MOST


def test_a_short_text_has_none():
    assert trace.of("Come in, and shut the door.") == ()


@pytest.mark.parametrize("written", [(), ("0a0a0a0a",), ("0a0a0a0a",) * 3, ("0a0a0a0a", "0b0b0b0b", "harbour0")])
def test_what_is_no_trace_is_known(written):
    assert not trace.is_trace(written)


def test_a_mark_is_the_crc_of_a_run_of_six_words():
    assert trace.marks("One, two: three four FIVE six") == {zlib.crc32(b"one two three four five six")}
