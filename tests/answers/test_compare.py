"""Comparing: one place in the editions of its text."""

import pytest

from bot.chat import Place
from tests.conversations.core import CoreChat, talking

EDITIONS = {"old": ("The Old Book", "The lamp was lit."), "new": ("The New Book", "A lamp was burning.")}


@pytest.fixture
async def chat(tmp_path):
    for name, (title, text) in EDITIONS.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pack.toml").write_text(
            f'title = "{title}"\nlicence = "CC0"\nsource = "these tests"\nscheme = "verse"\nparallel = "lamp"\n'
        )
        (folder / "a.jsonl").write_text(
            f'{{"id": "John 1:1", "text": "{text}"}}\n{{"id": "John 1:2", "text": "{text.upper()}"}}\n'
        )
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "pack.toml").write_text('title = "The Only Book"\nlicence = "CC0"\nsource = "these tests"\n')
    (alone / "a.md").write_text("One line of it.\n")
    packs = [tmp_path / name for name in (*EDITIONS, "alone")]
    async with talking(tmp_path / "library.sqlite", packs=packs) as conversation:
        yield CoreChat(conversation, Place("test", "1", private=True))


async def test_a_passage_is_shown_in_every_edition_with_its_citation(chat):
    shown = (await chat.command("compare", "John 1:1 (The Old Book)")).text
    assert (
        shown.index("The lamp was lit.") < shown.index("John 1:1 (The Old Book)") < shown.index("A lamp was burning.")
    )
    assert shown.rstrip().endswith("John 1:1 (The New Book)")


async def test_a_run_is_compared_with_the_same_run(chat):
    shown = (await chat.command("compare", "John 1:1-2 (The New Book)")).text
    assert "THE LAMP WAS LIT." in shown
    assert "John 1:1-2 (The Old Book)" in shown


async def test_what_has_no_other_edition_is_told_so(chat):
    shown = (await chat.command("compare", "The Only Book 1")).text
    assert "There is one edition of The Only Book ¶1 in this library" in shown
    assert "Which passage in several editions?" in (await chat.command("compare")).text
