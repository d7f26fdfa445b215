"""A trace knows a copy again, in spite of small differences, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import trace

HARBOUR = (
    "Nobody who came into the harbour of Orrin after dark was asked where from before the rope was made fast. "
    "The questions came with the soup, and by then, the harbour master’s wife used to say, they were mostly answered."
)


def share(text, other):
    """How many of the marks of `text` the other has, of how many."""
    own = trace.of(text)
    return len(trace.read(own) & trace.marks(other)), len(own)


def test_a_trace_is_a_few_short_marks_and_no_word():
    found = trace.of(HARBOUR)
    assert len(found) == trace.MOST
    assert trace.is_trace(found)
    assert not set(re.findall(r"[a-z]{3,}", HARBOUR.lower())) & set(found)


def test_a_trace_that_was_written_once_stays_what_it_is():
    assert trace.of(HARBOUR)[:3] == ("01328c7a", "0314114e", "03a9b5ca")


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


def test_only_letters_and_digits_count():
    assert trace.marks("One, two: THREE — four five six, séven") == trace.marks("onetwothreefourfivesixseven")


def test_a_run_is_thirty_two_letters():
    assert [len(trace.marks("x1y2z3w4" * 4 + more)) for more in ("", "a", "ab")] == [1, 2, 3]
    assert trace.marks("x" * 31) == set()


def test_many_texts_are_asked_at_once_which_marks_they_have():
    wanted = trace.read(trace.of(HARBOUR))
    texts = ["", "Something else.", HARBOUR, "x" * 40, f"{HARBOUR[:120]}\x1f{HARBOUR[120:]}", HARBOUR[:20]]
    assert trace.met(texts, wanted) == {2: wanted, 4: wanted}
    assert trace.met([], wanted) == trace.met(["", ""], wanted) == {}


def test_a_run_does_not_reach_from_one_text_into_the_next():
    halves = [HARBOUR[:100], HARBOUR[100:]]
    across = trace.marks(HARBOUR) - trace.marks(halves[0]) - trace.marks(halves[1])
    assert len(across) == 31
    assert trace.met(halves, across) == {}


def test_characters_that_are_no_letters_of_the_first_plane_are_passed_over():
    assert trace.marks(HARBOUR.replace(" ", " \U0001f41f\ud800\u0301")) == trace.marks(HARBOUR)


@given(st.lists(st.text(max_size=80), max_size=5), st.text(min_size=40, max_size=200))
def test_together_or_alone_a_text_has_the_same_marks(others, text):
    wanted = trace.marks(text)
    assert trace.met([*others, text], wanted).get(len(others), set()) == wanted
