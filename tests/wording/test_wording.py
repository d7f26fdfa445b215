"""Wording: a catalogue's messages become text, and nothing inserted is ever markup."""

from datetime import UTC, date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Kind, Span, Style, Text, block
from bot.wording.markup import inline
from bot.wording.wording import NoMessage, Wording, languages

CATALOGUE = """
plain = A line.
styled = Some *bold*, some _italic_, some `code`, and *bold _both_*.
blocks =
    # Heading
    A paragraph.
    > A quotation.

    - An item.
    ~ A note.
with = You asked for “{ $query }”.
strong = *{ $query }*
alone =
    Before
    { $passage }
    After
count = { $passages ->
    [one] One passage
   *[other] { $passages } passages
}
kind = { $place ->
    [group] this group
   *[private] this chat
}
near = No such thing{ $near ->
    [none] .
   *[other] ; perhaps { $near }?
}
named = Named
    .help = With help for { $query }
words = snake_case_stays and 2*3*4 too, /quote_it
"""
HOSTILE = st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(
    ["*b* _i_ `c`", "# h", "{ $x }", "\ue000"]
)


@pytest.fixture(scope="module")
def wording():
    return Wording.of("en", CATALOGUE)


class Kindness(Enum):
    GROUP = "group"
    PRIVATE = "private"


def styles(text):
    return [(each.text, {style.value for style in each.styles}) for each in text.blocks[0].spans]


def test_marks_in_a_line_are_styles(wording):
    assert styles(wording.text("styled")) == [
        ("Some ", set()), ("bold", {"bold"}), (", some ", set()), ("italic", {"italic"}), (", some ", set()),
        ("code", {"code"}), (", and ", set()), ("bold ", {"bold"}), ("both", {"bold", "italic"}), (".", set()),
    ]  # fmt: skip


def test_marks_before_a_line_are_its_kind(wording):
    assert [(each.kind, each.plain) for each in wording.text("blocks").blocks] == [
        (Kind.HEADING, "Heading"),
        (Kind.PARAGRAPH, "A paragraph."),
        (Kind.QUOTE, "A quotation."),
        (Kind.ITEM, "An item."),
        (Kind.NOTE, "A note."),
    ]


def test_marks_inside_words_are_letters(wording):
    assert styles(wording.text("words")) == [("snake_case_stays and 2*3*4 too, /quote_it", set())]


@given(query=HOSTILE)
def test_an_inserted_value_is_never_markup(query):
    text = Wording.of("en", CATALOGUE).text("with", query=query)
    assert [each.kind for each in text.blocks] == [Kind.PARAGRAPH]
    assert not any(each.styles for each in text.blocks[0].spans)
    assert text.plain == f"You asked for “{inline(query)}”."


def test_an_inserted_value_takes_the_style_around_it(wording):
    assert styles(wording.text("strong", query="*x*")) == [("*x*", {"bold"})]
    assert styles(wording.text("strong", query=Span("x", frozenset({Style.CODE})))) == [("x", {"bold", "code"})]


def test_a_text_with_a_line_to_itself_brings_its_blocks(wording):
    passage = Text((block(Kind.QUOTE, "words"), block(Kind.CITATION, "where")))
    kinds = [each.kind for each in wording.text("alone", passage=passage).blocks]
    assert kinds == [Kind.PARAGRAPH, Kind.QUOTE, Kind.CITATION, Kind.PARAGRAPH]


def test_a_text_inside_a_line_brings_its_spans(wording):
    words = Text((block(Kind.PARAGRAPH, "plain ", Span("bold", frozenset({Style.BOLD}))),))
    assert wording.text("with", query=words).plain == "You asked for “plain bold”."


def test_numbers_choose_their_plural_and_are_grouped(wording):
    assert [wording.label("count", passages=each) for each in (1, 2, 31102)] == [
        "One passage", "2 passages", "31,102 passages",
    ]  # fmt: skip


def test_our_own_words_choose_a_variant(wording):
    assert wording.label("kind", place=Kindness.GROUP) == "this group"
    assert wording.label("kind", place=Kindness.PRIVATE) == "this chat"


def test_an_empty_value_chooses_the_variant_for_none(wording):
    assert wording.label("near", near="") == "No such thing."
    assert wording.label("near", near="none") == "No such thing; perhaps none?"
    assert wording.label("with", query="") == "You asked for “”."


def test_a_moment_keeps_itself_for_the_platform_to_show(wording):
    at = datetime(2026, 11, 23, 7, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moment = next(each for each in wording.text("with", query=at).blocks[0].spans if each.moment)
    assert (moment.text, moment.moment) == ("Mon 23 Nov 2026, 07:30", at)
    assert "23 November 2026" in wording.label("with", query=date(2026, 11, 23))
    assert wording.text("with", query=at.astimezone(UTC)).plain == "You asked for “Mon 23 Nov 2026, 06:30”."


def test_an_attribute_has_a_name_of_its_own(wording):
    assert wording.label("named.help", query="x") == "With help for x"


@pytest.mark.parametrize("message", ["absent", "named.absent", "plain.help"])
def test_a_message_that_is_not_there_is_a_bug_of_ours(wording, message):
    with pytest.raises(NoMessage):
        wording.text(message)


def test_a_value_that_is_not_given_is_a_bug_of_ours(wording):
    with pytest.raises(NoMessage, match="query"):
        wording.text("with")


def test_what_is_inserted_stays_in_its_line_and_direction():
    assert inline("two\nlines\tand\u2028more") == "two lines and more"
    assert inline("abc \u202eevil\u2069") == "abc evil"
    assert inline("دفتر") == "\u2068دفتر\u2069"


def test_an_unknown_language_is_answered_in_english():
    assert Wording.load("xx-YY").language == "en"
    assert Wording.load("en-GB").language == "en"
    assert "en" in languages()
