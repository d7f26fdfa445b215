"""Text becomes characters and entities that Telegram takes, whatever the characters are."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.keyboard import keyboard
from adapters.telegram.rendering import clean, render, units
from adapters.telegram.sending import pieces
from bot.chat import Button, Reply
from bot.text import Block, Kind, Span, Style, Text, block, span
from tests.platforms import telegram_rules
from tests.platforms.telegram_chats import trimmed

MOMENT = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)
SPANS = st.builds(
    Span,
    st.text(max_size=60),
    st.frozensets(st.sampled_from(Style), max_size=3),
    st.sampled_from(["", "https://example.org/a?b=c", "not a link", "javascript:alert(1)"]),
    st.sampled_from([None, MOMENT]),
)
TEXTS = st.builds(
    Text,
    st.lists(st.builds(Block, st.sampled_from(Kind), st.lists(SPANS, max_size=5).map(tuple)), max_size=8).map(tuple),
)


def request(piece: Reply, *, fold: bool = False) -> dict:
    """What would be sent for a piece."""
    rendered = render(piece.text, fold=fold)
    params = {"chat_id": 1, "text": rendered.text, "entities": [each.to_dict() for each in rendered.entities]}
    markup = keyboard(piece.buttons)
    return params | ({"reply_markup": markup.to_dict()} if markup else {})


def kinds(text: Text, *, fold: bool = False) -> list[tuple[str, str]]:
    """Each entity with the characters that it covers."""
    rendered = render(text, fold=fold)
    return [(str(each.type), covered(rendered.text, each.offset, each.length)) for each in rendered.entities]


def covered(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@given(TEXTS)
def test_every_piece_is_taken_as_it_is(text):
    for piece in pieces(Reply(text, ((Button("Next", "page", ("1",)),),))):
        sent = request(piece, fold=True)
        assert not telegram_rules.errors("sendMessage", sent)
        assert trimmed(sent["text"], sent["entities"]) == (sent["text"], sent["entities"])


@given(st.lists(st.text(max_size=3000), max_size=3), st.sampled_from([Kind.PARAGRAPH, Kind.QUOTE, Kind.CODE]))
@settings(max_examples=60)
def test_pieces_rejoin_to_what_was_said(words, kind):
    text = Text(tuple(block(kind, each) for each in words))
    said = "".join(render(each.text).text for each in pieces(Reply(text)))
    assert "".join(said.split()) == "".join("".join(map(clean, words)).split())


def test_entities_are_counted_in_utf_16_units():
    text = Text((block(Kind.PARAGRAPH, "🜁𝕏 and ", span("🜂", Style.BOLD), " end"),))
    assert kinds(text) == [("bold", "🜂")]
    assert render(text).entities[0].offset == 2 + 2 + 5


def test_kinds_of_blocks_are_set_apart():
    text = Text(
        (
            block(Kind.HEADING, "Salt"),
            block(Kind.QUOTE, "Salt ", span("remembers", Style.ITALIC), "."),
            block(Kind.CITATION, "A Book 1.2"),
            block(Kind.ITEM, "one"),
            block(Kind.ITEM, "2. two"),
            block(Kind.NOTE, "a remark"),
            block(Kind.CODE, "fixed ", span("width", Style.BOLD)),
        )
    )
    assert render(text).text == "Salt\nSalt remembers.\nA Book 1.2\n\n• one\n2. two\n\na remark\n\nfixed width"
    assert kinds(text) == [
        ("bold", "Salt"),
        ("blockquote", "Salt remembers."),
        ("italic", "remembers"),
        ("italic", "A Book 1.2"),
        ("italic", "a remark"),
        ("pre", "fixed width"),
    ]


def test_fixed_width_stands_alone_and_links_exclude_moments():
    text = Text(
        (
            block(Kind.HEADING, "The word ", span("code", Style.CODE, Style.BOLD)),
            block(Kind.PARAGRAPH, span("there", link="https://example.org", moment=MOMENT)),
            block(Kind.PARAGRAPH, span("nowhere", link="javascript:alert(1)")),
            block(Kind.PARAGRAPH, span("07:30", moment=MOMENT)),
        )
    )
    assert kinds(text) == [("bold", "The word "), ("code", "code"), ("text_link", "there"), ("date_time", "07:30")]
    assert render(text).entities[-1].to_dict()["unix_time"] == int(MOMENT.timestamp())


def test_a_long_quotation_is_folded_only_where_asked():
    text = Text((block(Kind.QUOTE, "Salt remembers. " * 60),))
    assert kinds(text)[0][0] == "blockquote"
    assert kinds(text, fold=True)[0][0] == "expandable_blockquote"
    assert kinds(Text((block(Kind.QUOTE, "Salt remembers."),)), fold=True)[0][0] == "blockquote"


def test_a_quotation_in_pieces_takes_its_citation_along():
    text = Text((block(Kind.QUOTE, "Salt remembers the sea. " * 500), block(Kind.CITATION, "A Book 1.2")))
    said = pieces(Reply(text, ((Button("Next", "page"),),)))
    assert len(said) == 3
    assert all(render(each.text).text.endswith(".\nA Book 1.2") for each in said)
    assert [bool(each.buttons) for each in said] == [False, False, True]


def test_only_the_first_piece_edits():
    said = pieces(Reply(Text((block(Kind.PARAGRAPH, "Words. " * 1200),)), edit=True, silent=True))
    assert [(each.edit, each.silent) for each in said] == [(True, True), (False, True), (False, True)]


def test_one_message_holds_a_hundred_entities():
    spans = [each for n in range(150) for each in (span(str(n), Style.BOLD), span(" "))]
    said = pieces(Reply(Text((block(Kind.PARAGRAPH, *spans),))))
    assert [len(render(each.text).entities) for each in said] == [100, 50]


@pytest.mark.parametrize("length", [4096, 4097, 9000])
def test_one_cluster_of_thousands_of_marks_is_still_sent(length):
    said = pieces(Reply(Text((block(Kind.PARAGRAPH, "a" + "\u0301" * (length - 1)),))))
    assert sum(units(render(each.text).text) for each in said) == length
    assert all(render(each.text).fits for each in said)


def test_nothing_to_say_is_no_message():
    assert pieces(Reply(Text((block(Kind.PARAGRAPH, " \n "),)))) == []
    assert pieces(Reply()) == []
