"""Where the bot came only with whoever installed it, it answers, and says how to invite it for what it cannot do."""

import pytest

from bot.chat import Place
from tests.discord_adapter.driver import Driver
from tests.platforms import discord_payloads as payloads

WHEN = {"type": 3, "name": "time", "value": "07:30"}
SUBSCRIBE = {"id": "1", "type": 1, "name": "subscribe", "options": [WHEN]}
RANDOM = {"id": "1", "type": 1, "name": "random", "options": []}


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("visiting") / "library.sqlite")


@pytest.mark.parametrize("admin", [True, False])
async def test_what_needs_membership_refuses_kindly_and_says_how_to_invite_the_bot(driver, admin):
    async with driver.open(private=False, admin=admin) as chat:
        refused = await chat.finished(await chat.interact(2, SUBSCRIBE, visiting=True))
        assert refused.private
        assert "not a member here" in refused.text
        assert f"client_id={payloads.APPLICATION}" in refused.text
        answered = await chat.finished(await chat.interact(2, RANDOM, visiting=True))
        assert not answered.private
        assert not await chat.core.store.subscriptions.of(Place("discord", str(payloads.GUILD), str(payloads.CHANNEL)))


async def test_once_invited_the_server_is_served(driver):
    async with driver.open(private=False, admin=True) as chat:
        await chat.finished(await chat.interact(2, SUBSCRIBE, visiting=True))
        where = [WHEN, {"type": 3, "name": "zone", "value": "Europe/Berlin"}]
        ordered = await chat.finished(await chat.interact(2, SUBSCRIBE | {"options": where}))
        assert "Subscribed" in ordered.text
