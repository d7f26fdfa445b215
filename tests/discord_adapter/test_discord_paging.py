"""Whose pages they are: a group lets anyone turn them, or only whoever asked."""

import pytest

from tests.discord_adapter.driver import Driver
from tests.platforms import discord_payloads as payloads

OTHER = 100000000000000777


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("paging") / "library.sqlite")


async def test_anyone_turns_pages_until_the_group_leaves_them_to_the_asker(driver):
    async with driver.open(private=False, admin=True) as chat:
        await chat.command("passage", "Tides 2:4")
        chat.last, asked = (await turned(chat, OTHER)), chat.last
        assert "only whoever asked" in (await chat.command("paging", "asker")).text
        chat.last = asked
        refused = await chat.press(label(chat), asker=OTHER)
        assert "Only whoever asked turns these pages" in refused.text
        assert refused.private
        chat.last = asked
        assert not (await chat.press(label(chat))).private
        assert "anyone turns" in (await chat.command("paging", "anyone")).text
        chat.last = asked
        assert not (await chat.press(label(chat), asker=OTHER)).private


async def test_what_was_turned_still_belongs_to_whoever_asked(driver):
    async with driver.open(private=False, admin=True) as chat:
        await chat.command("passage", "Tides 2:4")
        await turned(chat, OTHER)
        await turned(chat, OTHER)
        assert {each.asker for each in chat.asked[-2:]} == {str(payloads.ASKER)}


async def test_a_choice_that_there_is_not_names_those_that_there_are(driver):
    async with driver.open(private=False, admin=True) as chat:
        assert "There are anyone and asker" in (await chat.command("paging", "nobody")).text


async def test_only_admins_choose(driver):
    async with driver.open(private=False, admin=False) as chat:
        assert "admins" in (await chat.command("paging", "asker")).text


def label(chat) -> str:
    """The button that turns a page."""
    return next(each for each in ("Next", "Previous") if each in chat.labels)


async def turned(chat, asker):
    await chat.press(label(chat), asker=asker)
    return chat.last
