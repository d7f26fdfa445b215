"""What we say, cut to a platform's measure: every piece fits, nothing is lost, a quotation keeps its citation."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Block, Kind, Span, Style, Text, block, join, shortened, span, split

CITE = block(Kind.CITATION, "Ilse Brandt ¶1")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=400)
PROSE = st.lists(
    st.sampled_from(["The sea was grey.", "Mr.", "wait", "河水。", "ماء", "e\u0301a\u0308", "\n", "👩‍👩‍👧 "]),
    min_size=1,
    max_size=60,
).map(" ".join)
STYLES = st.frozensets(st.sampled_from(Style), max_size=2)
SPANS = st.builds(Span, WORDS | PROSE, STYLES)
FREE = st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.NOTE, Kind.HEADING])
BLOCKS = st.builds(Block, FREE, st.lists(SPANS, min_size=1, max_size=3).map(tuple)).map(lambda each: (each,))
QUOTES = st.lists(st.builds(Block, st.just(Kind.QUOTE), st.tuples(SPANS)), min_size=1, max_size=3).map(
    lambda quotes: (*quotes, CITE)
)
TEXTS = st.lists(BLOCKS | QUOTES, min_size=1, max_size=5).map(lambda parts: Text(sum(parts, ())))


def units(text):
    """The length as Telegram counts it."""
    return len(text.plain.encode("utf-16-le")) // 2


def within(limit):
    return lambda text: units(text) <= limit


def characters(blocks, *, without=Kind.CITATION):
    return "".join(each.plain for each in blocks if each.kind is not without)


@given(TEXTS, st.integers(min_value=24, max_value=500))
def test_every_piece_fits(text, limit):
    assert all(units(piece) <= limit for piece in split(text, within(limit)))


@given(TEXTS, st.integers(min_value=24, max_value=500))
def test_nothing_is_lost_and_nothing_said_twice(text, limit):
    pieces = split(text, within(limit))
    assert "".join(characters(piece.blocks) for piece in pieces) == characters(text.blocks)


@given(TEXTS, st.integers(min_value=24, max_value=500))
def test_styles_stay_where_they_were(text, limit):
    def styled(blocks):
        return [
            (letter, each.styles)
            for one in blocks
            if one.kind is not Kind.CITATION
            for each in one.spans
            for letter in each.text
        ]

    assert [pair for piece in split(text, within(limit)) for pair in styled(piece.blocks)] == styled(text.blocks)


@given(TEXTS, st.integers(min_value=24, max_value=500))
def test_every_piece_of_a_quotation_is_followed_by_its_citation(text, limit):
    for piece in split(text, within(limit)):
        kinds = [each.kind for each in piece.blocks]
        for at, kind in enumerate(kinds):
            if kind is Kind.QUOTE:
                assert next(each for each in kinds[at:] if each is not Kind.QUOTE) is Kind.CITATION


@given(PROSE, st.integers(min_value=40, max_value=200))
def test_no_grapheme_is_cut(words, limit):
    text = Text((block(Kind.PARAGRAPH, words),))
    pieces = split(text, within(limit))
    assert [found for piece in pieces for found in regex.findall(r"\X", piece.plain)] == regex.findall(r"\X", words)


@given(TEXTS)
def test_what_fits_is_left_alone(text):
    assert split(text, lambda _text: True) == [text]


def test_a_cut_falls_at_the_end_of_a_sentence():
    text = Text((block(Kind.PARAGRAPH, "The sea was grey. The shore was grey. No line was drawn."),))
    assert [each.plain for each in split(text, within(40))] == [
        "The sea was grey. The shore was grey. ",
        "No line was drawn.",
    ]


def test_a_short_sentence_does_not_waste_a_piece():
    text = Text((block(Kind.PARAGRAPH, "No. " + "and on and on the tide goes " * 4),))
    assert len(split(text, within(60))[0].plain) > 40


def test_a_line_above_a_long_quotation_does_not_stand_alone():
    text = Text((block(Kind.PARAGRAPH, "Word for word."), block(Kind.QUOTE, "The tide goes out. " * 20), CITE))
    first = split(text, within(120))[0]
    assert [each.kind for each in first.blocks] == [Kind.PARAGRAPH, Kind.QUOTE, Kind.CITATION]


def test_a_citation_longer_than_a_message_is_cut_too():
    text = Text((block(Kind.QUOTE, "short"), block(Kind.CITATION, "long " * 40)))
    pieces = split(text, within(50))
    assert "".join(each.plain for each in pieces).replace("\n", "") == "short" + "long " * 40


def test_a_grapheme_longer_than_a_message_still_arrives():
    zalgo = "a" + "\u0301" * 300
    pieces = split(Text((block(Kind.PARAGRAPH, zalgo),)), within(100))
    assert "".join(each.plain for each in pieces) == zalgo
    assert all(units(each) <= 100 for each in pieces)


def test_nothing_splits_into_one_empty_piece():
    assert split(Text(), within(10)) == [Text()]


def test_a_text_without_characters_is_false():
    assert not Text()
    assert not Text((block(Kind.PARAGRAPH),))
    assert Text((block(Kind.PARAGRAPH, "x"),))


def test_texts_join_one_below_the_other():
    one, two = Text((block(Kind.NOTE, "one"),)), Text((block(Kind.NOTE, span("two", Style.BOLD)),))
    assert join([one, two]).plain == (one + two).plain == "one\ntwo"


def test_a_line_is_shortened_between_graphemes():
    assert shortened(" The sea\nwas grey. ", 20) == "The sea was grey."
    assert shortened("The sea was grey.", 9) == "The sea…"
    assert shortened("e\u0301a\u0308o", 4) == "e\u0301…"
    assert shortened("", 4) == ""


@given(WORDS | PROSE, st.integers(1, 60))
def test_a_shortened_line_is_never_longer(words, longest):
    assert len(shortened(words, longest)) <= longest
