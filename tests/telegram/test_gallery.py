"""Every kind of reply, in every script and length, is taken by Telegram; and ten thousand random ones."""

import random
from collections.abc import Iterator

import pytest

from adapters.telegram import Telegram
from adapters.telegram.rendering import clean, render
from bot.chat import Button, Place, Reply
from bot.text import Block, Kind, Span, Style, Text, block, join, span
from tests.platforms.telegram import BotApi

HOME = Place("telegram", "7001", private=True)
CLUB = Place("telegram", "-1001000000001")
WORDS = {
    "short": "Salt remembers.",
    "long": "Salt remembers the sea, and the sea forgets nobody who asks it twice. " * 90,
    "empty": "",
    "blank": " \n\t ",
    "emoji": "👩🏽‍🚀🏳️‍🌈🇪🇺 salt 🧂 " * 150,
    "rtl": "הים זוכר את המלח, והמלח זוכר את הים. " * 60 + "\u2067מלח\u2069 and salt",
    "arabic": "\u202bمن شرب من البحر\u202c " * 80,
    "cjk": "海记得盐。盐也记得海!" * 200,
    "combining": "Za\u0335\u0321\u031bl\u0336go\u0337\u0328\u0317 " * 400,
    "markup": ("*_`~|>#[]()\\ <b>&amp;</b> </blockquote> @everyone /find https://t.me/x " * 60)[:4000],
    "controls": "a\x00b\x07c\rd\r\ne\u2028f\u202eg\ud800h\udc00i",
    "breaks": "one\n\n\n\ntwo\n" * 50,
    "unbroken": "x" * 9000,
}
ROWS = (
    (),
    ((Button("Next", "page", ("1",)),),),
    tuple(tuple(Button(f"{row}.{at} 🧂", "page", ("é" * 40, str(at))) for at in range(9)) for row in range(14)),
    ((Button("Source", url="https://example.org/?q=a&b=c"),),),
)


def gallery() -> Iterator[tuple[str, Reply]]:
    for name, words in WORDS.items():
        for kind in Kind:
            rows = ROWS[len(words) % len(ROWS)]
            cited = (block(Kind.CITATION, "A Book of Salt, 1.2"),) if kind is Kind.QUOTE else ()
            yield f"{kind} {name}", Reply(Text((block(kind, words), *cited)), rows)
    for name, words in WORDS.items():
        styled = (span(words[:40], *styles) for styles in ((each, Style.BOLD) for each in Style))
        yield f"styles {name}", Reply(Text((block(Kind.PARAGRAPH, *styled),)), silent=True)
    yield "everything", Reply(join(reply.text for _, reply in kinds("short")), ROWS[1])


def kinds(name: str) -> list[tuple[str, Reply]]:
    return [(str(kind), Reply(Text((block(kind, WORDS[name]),)))) for kind in Kind]


@pytest.mark.parametrize(("name", "reply"), [pytest.param(*each, id=each[0]) for each in gallery()])
async def test_a_reply_of_the_gallery_is_taken_without_one_refusal(server: BotApi, telegram: Telegram, name, reply):
    said = "".join(
        [await _posted(server, telegram, place, each) for place in (HOME, CLUB) for each in telegram.split(reply)]
    )
    assert not server.refused
    expected = "".join(clean(each.plain) for each in reply.text.blocks)
    if "quote" not in name:
        assert _bare(said) == _bare(expected) * 2


async def _posted(server: BotApi, telegram: Telegram, place: Place, piece: Reply) -> str:
    await telegram.post(place, piece, "nonce")
    kept = server.calls[-1].result
    assert kept.get("entities", []) == [each.to_dict() for each in render(piece.text, fold=place is CLUB).entities]
    return kept["text"]


def _bare(text: str) -> str:
    """The characters without blanks and without the marks that we set before items."""
    return "".join(text.replace("•", "").split())


ALPHABETS = (
    "abc def. ghi! jkl? ",
    "שלום עולם. ",
    "مرحبا بالعالم؟ ",
    "天地玄黃。宇宙洪荒!",
    "🧂🌊👩🏽‍🚀🇪🇺🏳️‍🌈 ",
    "e\u0301a\u0335o\u0308\u0323 ",
    "*_`[]()<>&\\|~#+-={}.! \n",
    "\u200d\u200f\u2066\u2069\u00a0\u3000\ufeff \n\n",
    "ক্ষ ज्ञ த்ரி ",
)


def passage(dice: random.Random) -> Text:
    """A text of one to six blocks in any scripts and styles, of up to 8,000 characters each."""
    return Text(tuple(_block(dice) for _ in range(dice.randint(1, 6))))


def _block(dice: random.Random) -> Block:
    return Block(dice.choice(list(Kind)), tuple(_span(dice) for _ in range(dice.randint(1, 12))))


def _span(dice: random.Random) -> Span:
    alphabet = dice.choice(ALPHABETS) if dice.random() < 0.9 else "".join(map(chr, range(0x20, 0x3000, 37)))
    length = int(2 ** dice.uniform(0, 9.5))
    link = "https://example.org/x" if dice.random() < 0.1 else ""
    return Span(
        "".join(dice.choices(alphabet, k=length)), frozenset(dice.sample(list(Style), dice.randint(0, 2))), link
    )


async def _fuzzed(server: BotApi, telegram: Telegram, rounds: int, seed: int) -> None:
    """Post so many random texts; each must arrive whole, its citations repeated where its quotations go on."""
    dice = random.Random(seed)
    for _ in range(rounds):
        text = passage(dice)
        pieces = telegram.split(Reply(text, ROWS[1]))
        said = "".join([await _posted(server, telegram, HOME, each) for each in pieces])
        assert _bare(said) == _bare(clean("\n".join(each.text.plain for each in pieces)))
        assert _uncited(*(each.text for each in pieces)) == _uncited(text)
        server.calls.clear()
        server.chats.messages.clear()
    assert not server.refused


def _uncited(*texts: Text) -> str:
    return _bare("".join(each.plain for each in join(texts).blocks if each.kind is not Kind.CITATION))


async def test_hundreds_of_random_texts_are_taken_and_rejoin(server: BotApi, telegram: Telegram):
    await _fuzzed(server, telegram, 300, seed=1)


@pytest.mark.prove
async def test_ten_thousand_random_texts_are_taken_and_rejoin(server: BotApi, telegram: Telegram):
    await _fuzzed(server, telegram, 10_000, seed=2)
