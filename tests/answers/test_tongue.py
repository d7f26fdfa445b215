"""Tongues: parallel editions, and people whose platform speaks another language."""

import pytest

from bot.chat import Person, Place
from tests.conversations.core import CoreChat, talking

EDITIONS = {
    "alt": ("Das Alte Buch", "de", "Die Lampe brannte, bis der Morgen über die Mauer kam."),
    "old": ("The Old Book", "en", "The lamp was lit until the morning came over the wall."),
}
ENGLISH, GERMAN = EDITIONS["old"][2], EDITIONS["alt"][2]


@pytest.fixture
async def chat(tmp_path):
    """A library whose German edition is found first."""
    for name, (title, language, text) in EDITIONS.items():
        folder = tmp_path / name
        folder.mkdir()
        about = f'title = "{title}"\nlicence = "CC0"\nsource = "these tests"\nscheme = "verse"\nparallel = "lamp"\n'
        (folder / "pack.toml").write_text(f'{about}language = "{language}"\n')
        (folder / "a.jsonl").write_text(f'{{"id": "John 1:1", "text": "{text}"}}\n')
    async with talking(tmp_path / "library.sqlite", packs=[tmp_path / name for name in EDITIONS]) as conversation:
        yield CoreChat(conversation, Place("test", "1", private=True))


@pytest.mark.parametrize("language", ["en", "en-GB"])
async def test_a_reference_is_answered_in_the_askers_language_and_tells_of_the_usual_edition(chat, language):
    chat.person = Person("test", "7", language)
    for shown in ((await chat.command("passage", "John 1:1")).text, (await chat.message("John 1:1")).text):
        assert ENGLISH in shown
        assert GERMAN not in shown
        assert "/passage John 1:1 (Das Alte Buch)" in shown


@pytest.mark.parametrize("language", ["", "de", "fr"])
async def test_in_any_other_language_the_usual_edition_stays(chat, language):
    chat.person = Person("test", "7", language)
    shown = (await chat.message("John 1:1")).text
    assert GERMAN in shown
    assert "In your language" not in shown


async def test_an_edition_that_is_named_is_the_one_shown(chat):
    chat.person = Person("test", "7", "en")
    assert GERMAN in (await chat.message("John 1:1 (Das Alte Buch)")).text
    assert ENGLISH not in (await chat.command("passage", "John 1:1 (Das Alte Buch)")).text


async def test_a_key_or_a_button_means_the_very_passage(chat):
    chat.person = Person("test", "7", "en")
    await chat.message("John 1:1 (Das Alte Buch)")
    (key,) = chat.button("Context").arguments
    await chat.press("Context")
    assert GERMAN in (await chat.press("The passage")).text
    assert GERMAN in (await chat.command("passage", key)).text


@pytest.mark.parametrize("ask", ["message", "command"])
async def test_a_quotation_is_judged_by_the_edition_it_is_in_and_shown_in_the_askers_language_too(chat, ask):
    chat.person = Person("test", "7", "en")
    shown = (await (chat.command("quote", GERMAN) if ask == "command" else chat.message(GERMAN))).text
    assert shown.index(GERMAN) < shown.index("John 1:1 (Das Alte Buch)") < shown.index("In your language")
    assert shown.index("In your language") < shown.index(ENGLISH) < shown.index("John 1:1 (The Old Book)")


async def test_a_quotation_in_the_askers_language_is_left_as_it_is(chat):
    chat.person = Person("test", "7", "en")
    assert GERMAN not in (await chat.command("quote", ENGLISH)).text
