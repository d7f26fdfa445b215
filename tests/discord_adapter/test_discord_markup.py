"""Text becomes Discord's markup, and what it says can be read back from it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.markup import rendered
from adapters.discord.readback import plain
from adapters.discord.rendering import Look, Renderer
from bot.chat import Reply
from bot.text import Block, Kind, Span, Style, Text, block, span

HOSTILE = "\\*_~|`<>[]()@#-+.:!1 "
CHARACTERS = st.one_of(
    st.sampled_from(
        [*HOSTILE, "a", "b", "é", "字", "ش", "👩‍👩‍👧", "🏳️‍🌈", "https://a.b/c_d*e", "```", "**", "||", "\n"]
    ),
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")),
)
WORDS = st.lists(CHARACTERS, min_size=1, max_size=40).map("".join)
SPANS = st.builds(
    lambda text, styles: Span(text, frozenset(styles)), WORDS, st.sets(st.sampled_from(Style), max_size=3)
)
BLOCKS = st.builds(
    lambda kind, spans: Block(kind, tuple(spans)), st.sampled_from(Kind), st.lists(SPANS, min_size=1, max_size=4)
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: Text(tuple(blocks)))


def lines(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()]


@settings(deadline=None)
@given(TEXTS)
def test_what_is_rendered_reads_back_as_it_was(text):
    assert lines(plain(rendered(text))) == lines(text.plain)


@settings(deadline=None, max_examples=60)
@given(st.lists(BLOCKS, min_size=1, max_size=3), st.integers(1, 12), st.sampled_from(Look))
def test_every_piece_fits_and_nothing_is_lost(blocks, times, look):
    text = Text(tuple(each for each in blocks if each.kind is not Kind.CITATION) * times)
    renderer = Renderer(look)
    parts = [each.text for each in renderer.pieces(Reply(text))]
    assert all(renderer.fits(each) for each in parts)
    if parts:
        assert "".join(block.plain for part in parts for block in part.blocks) == "".join(
            each.plain for each in text.blocks
        )


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        (Kind.PARAGRAPH, "2 * 3 * 4 _x_", "2 \\* 3 \\* 4 \\_x\\_"),
        (Kind.PARAGRAPH, "# not a heading", "\\# not a heading"),
        (Kind.PARAGRAPH, "1. not a list", "1\\. not a list"),
        (Kind.PARAGRAPH, "- not a list\n> nor a quotation", "\\- not a list\n\\> nor a quotation"),
        (Kind.PARAGRAPH, "@everyone <@1> <t:5>", "\\@everyone \\<\\@1> \\<t:5>"),
        (Kind.PARAGRAPH, "see https://a.b/c_d", "see <https://a.b/c_d>"),
        (Kind.HEADING, "Found", "### Found"),
        (Kind.QUOTE, "one\n\ntwo", "> one\n> \n> two"),
        (Kind.CITATION, "Aurelius 2.1", "**Aurelius 2.1**"),
        (Kind.ITEM, "one\ntwo", "- one\n  two"),
        (Kind.NOTE, "by the way", "-# by the way"),
        (Kind.CODE, "*as it stands*", "```\n*as it stands*\n```"),
    ],
)
def test_each_kind_has_its_form(kind, words, shown):
    assert rendered(Text((block(kind, words),))) == shown


def test_marks_stand_close_to_their_words():
    text = Text(
        (block(Kind.PARAGRAPH, span("bold ", Style.BOLD), span("and "), span(" both", Style.BOLD, Style.ITALIC)),)
    )
    assert rendered(text) == "**bold** and  ***both***"


def test_a_link_keeps_its_words_and_has_no_preview():
    text = Text((block(Kind.PARAGRAPH, span("the [source]", link="https://example.org/a")),))
    assert rendered(text) == "[the \\[source\\]](<https://example.org/a>)"
    assert plain(rendered(text)) == "the [source]"


def test_a_moment_is_shown_in_the_reader_s_own_zone():
    moment = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    shown = rendered(Text((block(Kind.PARAGRAPH, "due ", span("then", moment=moment)),)))
    assert shown == "due <t:1772350200:f>"
    assert plain(shown) == "due 2026-03-01 07:30 UTC"


def test_code_may_hold_backticks():
    shown = rendered(Text((block(Kind.PARAGRAPH, span("a`b", Style.CODE), span(" "), span("`", Style.CODE)),)))
    assert shown == "``a`b`` `` ` ``"
    assert plain(shown) == "a`b `"


def test_one_grapheme_longer_than_a_message_is_cut_by_force():
    parts = Renderer().pieces(Reply(Text((block(Kind.PARAGRAPH, "e" + "\u0301" * 5000),))))
    assert all(Renderer().fits(each.text) for each in parts)
    assert sum(len(each.text.plain) for each in parts) == 5001
