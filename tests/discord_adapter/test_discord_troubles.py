"""What Discord says of a place: waited for, paused or ended, told to the server's owner, never posted elsewhere."""

import logging
from datetime import datetime, timedelta

import pytest

from bot.calendar.subscription import Standing, Subscription
from bot.chat import Place
from tests.delivery.once import once
from tests.discord_adapter.driver import DiscordChat, Driver
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_reading import text

CHANNEL = str(payloads.CHANNEL)
POST = rf"POST /channels/{CHANNEL}/messages"
ROOM = Place("discord", str(payloads.GUILD), CHANNEL)
SOON = timedelta(seconds=20)
DAY = timedelta(days=1)
PUBLIC_THREAD = 11


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("troubles") / "library.sqlite")


async def ordered(chat: DiscordChat) -> Subscription:
    await chat.command("subscribe", "07:30 Europe/Berlin")
    (found,) = await chat.core.store.subscriptions.of(ROOM)
    return found


async def posted(chat: DiscordChat, now: datetime) -> list[str]:
    """What that instant brings to the channel."""
    before = len(chat.server.messages.get(CHANNEL, ()))
    await once(chat.core, chat.adapter, now)
    return [text(each) for each in chat.server.messages.get(CHANNEL, [])[before:]]


def told(chat: DiscordChat) -> list[str]:
    """What the server's owner was told in private."""
    return [text(each) for each in chat.server.messages.get(str(payloads.PRIVATE), [])]


async def standing(chat: DiscordChat, subscription: Subscription) -> Subscription:
    found = await chat.core.store.subscriptions.find(subscription.id)
    assert found
    return found


@pytest.mark.parametrize(
    ("status", "code", "kind", "reason", "grant"),
    [
        (403, 50013, 0, "permission-send", "“Send Messages”"),
        (403, 50013, PUBLIC_THREAD, "permission-threads", "“Send Messages in Threads”"),
        (403, 50001, 0, "access", "“View Channel”"),
        (400, 50083, PUBLIC_THREAD, "archived", "“Manage Threads”"),
        (403, 160005, PUBLIC_THREAD, "locked", "“Manage Threads”"),
        (400, 40067, 0, "tag", "a tag on every post"),
        (400, 50008, 4, "kind", "subscribe in a text channel"),
    ],
    ids=["send", "threads", "view", "archived", "locked", "tag", "category"],
)
async def test_what_an_admin_can_mend_pauses_and_is_told_once_with_the_permission(
    driver, caplog, status, code, kind, reason, grant
):
    caplog.set_level(logging.WARNING)
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat)
        chat.server.kinds[CHANNEL] = kind
        chat.server.fail(POST, status, body={"message": "no", "code": code})
        chat.server.fail(r"PATCH /channels", 403, body={"message": "Missing Permissions", "code": 50013})
        assert await posted(chat, subscription.next_due + SOON) == []
        (words,) = told(chat)
        assert grant in words
        assert "reading-room" in words
        assert [each.body for each in chat.server.requests if each.path == "/users/@me/channels"] == [
            {"recipient_id": str(payloads.OWNER)}
        ]
        paused = await standing(chat, subscription)
        assert (paused.standing, paused.reason) == (Standing.PAUSED, f"gone-{reason}")
        assert paused.at == subscription.at
        assert await posted(chat, subscription.next_due + DAY + SOON) == []
        assert len(told(chat)) == 1
        assert grant in (await chat.command("why")).text
        assert grant in (await chat.command("subscriptions")).text
        await chat.press("Resume")
        assert len(await posted(chat, (await standing(chat, subscription)).next_due + SOON)) == 1
    assert "an admin was told" in caplog.text


@pytest.mark.parametrize("refused", [r"GET /guilds", r"POST /users/@me/channels", r"POST /channels/4"])
async def test_where_nobody_can_be_told_the_log_and_the_channel_say_it(driver, caplog, refused):
    caplog.set_level(logging.WARNING)
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat)
        chat.server.fail(POST, 403, body={"message": "Missing Access", "code": 50001})
        chat.server.fail(refused, 403, body={"message": "Cannot send messages to this user", "code": 50007})
        await posted(chat, subscription.next_due + SOON)
        assert told(chat) == []
        assert "“View Channel”" in (await chat.command("why")).text
    assert "no admin could be told; /why and /subscriptions there say it" in caplog.text
    assert "“View Channel”" in caplog.text


@pytest.mark.parametrize(
    ("status", "code", "ends"),
    [(404, 10003, Standing.ENDED), (403, 50007, Standing.PAUSED), (404, 10004, Standing.PAUSED)],
    ids=["channel deleted", "blocked", "left"],
)
async def test_a_place_that_is_lost_keeps_its_settings_and_is_tried_no_more(driver, status, code, ends):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat)
        chat.server.fail(POST, status, body={"message": "no", "code": code})
        assert await posted(chat, subscription.next_due + SOON) == []
        lost = await standing(chat, subscription)
        assert (lost.standing, lost.at, lost.source) == (ends, subscription.at, subscription.source)
        assert await posted(chat, subscription.next_due + DAY + SOON) == []


async def test_what_a_deleted_channel_had_ordered_can_be_moved_to_another_of_its_server(driver):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat)
        elsewhere = Place("discord", ROOM.chat, "300000000000000777")
        await chat.core.store.subscriptions.transfer(subscription, elsewhere)
        chat.server.fail(r"POST /channels/300000000000000777", 404, body={"message": "Unknown Channel", "code": 10003})
        await posted(chat, subscription.next_due + SOON)
        shown = await chat.command("subscriptions")
        assert "Of another topic or channel here" in shown.text
        await chat.press(f"Move {subscription.id} here")
        moved = await standing(chat, subscription)
        assert (moved.place.thread, moved.standing) == (CHANNEL, Standing.ACTIVE)
        assert len(await posted(chat, moved.next_due + SOON)) == 1


async def test_slow_mode_is_waited_for(driver):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat)
        chat.server.fail(POST, 429, body={"message": "Slowmode", "code": 20016, "retry_after": 90, "global": False})
        chat.server.faults[-1].headers = {"Via": "1.1 google"}
        assert await posted(chat, subscription.next_due + SOON) == []
        assert "It is tried again" in (await chat.command("why")).text
        assert await posted(chat, subscription.next_due + timedelta(seconds=60)) == []
        assert (await standing(chat, subscription)).standing is Standing.ACTIVE
        assert told(chat) == []
