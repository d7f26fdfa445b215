"""Replies of every kind and shape: Discord refuses none, and what arrives is what was said."""

import random

import pytest

from adapters.discord.rendering import Look, Renderer
from bot.chat import Button, Reply
from bot.text import Block, Kind, Span, Style, Text, block, span
from tests.discord_adapter.conftest import ROOM
from tests.platforms import discord_reading as reading
from tests.platforms.discord_rules import errors
from tests.platforms.discord_server import published

MARKUP = "*bold* __under__ ~~gone~~ ||secret|| `code` ```fence``` [a](http://b.c) <@1> @everyone # - > 1. \\ "
SHAPES = {
    "one": "x",
    "short": "A line of few words.",
    "long": "This sentence is repeated until it is far too long for one message. " * 120,
    "unbroken": "x" * 9000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽 " * 700,
    "right to left": "من شرب من البئر فلا يرم فيها حجرا " * 150,
    "no spaces": "河水不记得昨天的船,可是船记得河水的深浅。" * 150,
    "markup": (MARKUP * 60)[:4000],
    "combining": "e\u0301\u0323" * 1500,
    "lines": "one\n\n\ntwo\n" * 100,
    "blank": " \n\t ",
    "empty": "",
    "marks only": "\\" * 3000,
}
PATH = "/channels/1/messages"
CHECKED = published()
ALPHABET = [
    *MARKUP,
    *"abc \n",
    "\n\n",
    "字",
    "ش",
    "é",
    "👩‍👩‍👧",
    "https://a.b/c_d ",
    "1. ",
    "- ",
    "> ",
    "```",
    "\u2068",
    "\u2069",
]


def refusals(parts, renderer):
    """What Discord would refuse of these pieces."""
    bodies = [renderer.message(each) | {"nonce": "n", "enforce_nonce": True} for each in parts]
    return [each for body in bodies for each in (*errors("POST", PATH, body), *CHECKED("POST", PATH, body))]


def joined(parts, renderer):
    """All that the pieces say, read back, blanks aside (a message's ends and empty lines are Discord's)."""
    return "".join("".join(reading.text(renderer.message(each)).split()) for each in parts)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("look", Look)
def test_nothing_is_refused_and_nothing_is_lost(kind, shape, look):
    for style in (None, *(Style if look is Look.LAYOUT else (Style.BOLD, Style.CODE))):
        hold(kind, SHAPES[shape], style, Renderer(look))


def hold(kind, words, style, renderer):
    text = Text((block(kind, span(words, *([style] if style else []))),))
    parts = renderer.pieces(Reply(text, ((Button("More", "page", ("1",)),),)))
    assert refusals(parts, renderer) == []
    assert joined(parts, renderer) == "".join(words.split())


async def test_the_gallery_is_accepted(discord, server):
    repeated = {Kind.CITATION}
    text = Text(tuple(block(kind, words) for kind in set(Kind) - repeated for words in SHAPES.values()))
    rows = tuple(tuple(Button(f"{row}.{at} " + "x" * 90, "page", (str(at),)) for at in range(7)) for row in range(7))
    parts = discord.split(Reply(text, rows))
    for at, each in enumerate(parts):
        await discord.post(ROOM, each, f"nonce-{at}")
    posted = server.messages[ROOM.thread]
    assert "".join("".join(reading.text(each).split()) for each in posted) == "".join(text.plain.split())
    assert [len(each["components"]) for each in reading.everything(posted[-1]) if each["type"] == 1] == [5, 2, 5, 2, 5]


def test_buttons_alike_and_buttons_that_discord_cannot_do():
    alike = Button("Same", "find", ("x" * 90,))
    rows = (
        (alike, alike),
        (Button("Copy", copy="words"), Button("Share", share="words")),
        (Button("Web", url="https://a.b"),),
    )
    body = Renderer().message(Reply(Text((block(Kind.NOTE, "x"),)), rows))
    assert refusals([Reply(Text((block(Kind.NOTE, "x"),)), rows)], Renderer()) == []
    shown = [row["components"] for row in reading.everything(body) if row["type"] == 1]
    assert [[each["label"] for each in row] for row in shown] == [["Same", "Same"], ["Web"]]


def passage(chance: random.Random) -> Text:
    """A text of random blocks, spans and characters."""

    def words() -> str:
        return "".join(chance.choices(ALPHABET, k=chance.choice((1, 5, 20, 80, 500))))

    def spans() -> tuple[Span, ...]:
        styles = [chance.sample(list(Style), chance.choice((0, 0, 1, 2))) for _ in range(chance.randint(1, 4))]
        return tuple(span(words(), *each, link=chance.choice(("", "", "https://example.org"))) for each in styles)

    return Text(tuple(Block(chance.choice(list(Kind)), spans()) for _ in range(chance.randint(1, 5))))


def fuzzed(seeds: range) -> int:
    """Send that many random texts and return how many messages they became."""
    sent = 0
    for seed in seeds:
        text = passage(random.Random(seed))
        renderer = Renderer(list(Look)[seed % 3])
        parts = renderer.pieces(Reply(text))
        assert refusals(parts, renderer) == [], seed
        if not text.plain.strip():
            continue
        said = [each for each in text.blocks if each.kind is not Kind.CITATION]
        shown = [replied for part in parts for replied in part.text.blocks if replied.kind is not Kind.CITATION]
        assert "".join(each.plain for each in shown) == "".join(each.plain for each in said), seed
        sent += len(parts)
    return sent


def test_hundreds_of_random_texts_arrive_whole():
    assert fuzzed(range(400)) > 400


@pytest.mark.prove
def test_ten_thousand_random_texts_arrive_whole():
    assert fuzzed(range(10_000)) > 10_000
