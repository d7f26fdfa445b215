"""What Telegram says of a place: waited for, paused or ended, told to one admin, and never posted elsewhere instead."""

import logging
from datetime import datetime, timedelta

import pytest

from bot.calendar.subscription import Standing, Subscription
from bot.chat import Place
from tests.delivery.once import once
from tests.platforms.telegram import too_many
from tests.platforms.telegram_chats import Refused
from tests.platforms.telegram_updates import ANNA, BERT, FORUM, PRIVATE, SMALL
from tests.telegram.driver import Driver, TelegramChat

SOON = timedelta(seconds=20)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("troubles") / "library.sqlite")


async def ordered(chat: TelegramChat, where: dict, *, thread: int = 0) -> Subscription:
    """Anna orders a daily passage there."""
    chat.server.chats.topics[FORUM["id"]] = {44, 45}
    chat.server.chats.admins[where["id"]] = [BERT, ANNA]
    await chat.turn(chat.server.crowd.say("/subscribe 07:30 Europe/Berlin keeper", where, thread=thread))
    place = Place("telegram", str(where["id"]), str(thread or ""))
    (found,) = await chat.core.store.subscriptions.of(place)
    return found


async def posted(chat: TelegramChat, now: datetime, where: int) -> list[dict]:
    """What that instant brings to a chat; refused tries do not count."""
    before = len(chat.server.calls)
    await once(chat.core, chat.adapter, now)
    calls = [each for each in chat.server.calls[before:] if each.method == "sendMessage" and each.result]
    return [each.params for each in calls if each["chat_id"] == where]


async def standing(chat: TelegramChat, subscription: Subscription) -> Subscription:
    found = await chat.core.store.subscriptions.find(subscription.id)
    assert found
    return found


GRANTS = [
    (lambda chats: chats.closed.update({(FORUM["id"], 44): Refused("TOPIC_CLOSED")}), "topic-closed", "Manage Topics"),
    (lambda chats: chats.topics[FORUM["id"]].discard(44), "topic-deleted", "The topic was deleted"),
    (
        lambda chats: chats.closed.update({(FORUM["id"], 44): Refused("CHAT_WRITE_FORBIDDEN")}),
        "permission",
        "Send Text Messages",
    ),
    (
        lambda chats: chats.closed.update(
            {(FORUM["id"], 44): Refused("not enough rights to send text messages to the chat")}
        ),
        "permission",
        "Send Text Messages",
    ),
]


@pytest.mark.parametrize(("trouble", "reason", "grant"), GRANTS, ids=["closed", "deleted", "forbidden", "no rights"])
async def test_what_an_admin_can_mend_pauses_and_is_told_once_with_the_permission(
    driver, caplog, trouble, reason, grant
):
    caplog.set_level(logging.WARNING)
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat, FORUM, thread=44)
        chat.server.chats.closed[BERT["id"], -1] = Refused("bot can't initiate conversation with a user", 403)
        trouble(chat.server.chats)
        before = len(chat.server.calls)
        assert await posted(chat, subscription.next_due + SOON, FORUM["id"]) == []
        told = [each for each in chat.server.of("sendMessage") if each["chat_id"] == ANNA["id"]]
        assert len(told) == 1
        assert grant in told[0]["text"]
        assert "A forum" in told[0]["text"]
        assert "Resume" in told[0]["text"]
        paused = await standing(chat, subscription)
        assert (paused.standing, paused.reason) == (Standing.PAUSED, f"gone-{reason}")
        assert (paused.at, paused.source, paused.cursor.lap) == (subscription.at, subscription.source, 0)
        assert await posted(chat, subscription.next_due + DAY + SOON, FORUM["id"]) == []
        tries = [each for each in chat.server.calls[before:] if each.method == "sendMessage"]
        assert all(each["message_thread_id"] == 44 for each in tries if each["chat_id"] == FORUM["id"])
        assert len([each for each in tries if each["chat_id"] == ANNA["id"]]) == 1
    assert "an admin was told" in caplog.text
    assert grant in caplog.text


async def test_after_it_was_mended_resume_goes_on_and_another_trouble_is_told_again(driver):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat, FORUM, thread=44)
        chat.server.chats.closed[FORUM["id"], 44] = Refused("TOPIC_CLOSED")
        await posted(chat, subscription.next_due + SOON, FORUM["id"])
        del chat.server.chats.closed[FORUM["id"], 44]
        shown = await chat.turn(chat.server.crowd.say("/why", FORUM, thread=44))
        assert "Paused" in shown.text
        assert "Manage Topics" in shown.text
        await chat.turn(chat.server.crowd.say("/subscriptions", FORUM, thread=44))
        shown = await chat.press("Resume")
        assert "It goes on" in shown.text
        again = await standing(chat, subscription)
        assert again.next_due
        (post,) = await posted(chat, again.next_due + SOON, FORUM["id"])
        assert post["message_thread_id"] == 44
        chat.server.chats.closed[FORUM["id"], 44] = Refused("TOPIC_CLOSED")
        await posted(chat, again.next_due + DAY + SOON, FORUM["id"])
        assert len([each for each in chat.server.of("sendMessage") if each["chat_id"] == BERT["id"]]) == 2


async def test_what_a_deleted_topic_had_ordered_can_be_moved_to_another_with_all_its_settings(driver):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat, FORUM, thread=44)
        chat.server.chats.topics[FORUM["id"]].discard(44)
        await posted(chat, subscription.next_due + SOON, FORUM["id"])
        for command in ("/why", "/subscriptions"):
            shown = await chat.turn(chat.server.crowd.say(command, FORUM, thread=45))
            assert "Of another topic or channel here" in shown.text
            assert "The topic was deleted" in shown.text
        shown = await chat.press(f"Move {subscription.id} here")
        assert "It goes on" in shown.text
        moved = await standing(chat, subscription)
        assert (moved.place.thread, moved.source, moved.at) == ("45", subscription.source, subscription.at)
        assert moved.next_due
        (post,) = await posted(chat, moved.next_due + SOON, FORUM["id"])
        assert post["message_thread_id"] == 45


@pytest.mark.parametrize(
    ("refused", "where", "reason", "ends"),
    [
        (Refused("bot was blocked by the user", 403), PRIVATE, "blocked", Standing.PAUSED),
        (Refused("user is deactivated", 403), PRIVATE, "deactivated", Standing.ENDED),
        (Refused("bot was kicked from the group chat", 403), SMALL, "left", Standing.PAUSED),
        (Refused("the group chat was deleted", 403), SMALL, "deleted", Standing.ENDED),
        (Refused("chat not found"), SMALL, "deleted", Standing.ENDED),
    ],
    ids=["blocked", "deactivated", "kicked", "deleted", "not found"],
)
async def test_a_place_that_is_lost_keeps_its_settings_and_is_tried_no_more(
    driver, caplog, refused, where, reason, ends
):
    caplog.set_level(logging.WARNING)
    async with driver.open(private=where is PRIVATE, admin=True) as chat:
        subscription = await ordered(chat, where)
        chat.server.chats.closed[where["id"], -1] = refused
        for later in (SOON, DAY + SOON):
            await posted(chat, subscription.next_due + later, where["id"])
        assert len([each for each in chat.server.of("sendMessage") if each.description]) == 1
        lost = await standing(chat, subscription)
        assert (lost.standing, lost.reason) == (ends, f"gone-{reason}")
        assert (lost.at, lost.source) == (subscription.at, subscription.source)
        del chat.server.chats.closed[where["id"], -1]
        shown = await chat.turn(chat.server.crowd.say("/why", where))
        assert "not posted" in shown.text
        assert ("Ended by itself" in shown.text) is (ends is Standing.ENDED)
    assert "no admin could be told; /why and /subscriptions there say it" in caplog.text


async def test_a_group_s_slow_mode_is_waited_for_and_holds_up_nobody_else(driver):
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat, FORUM, thread=44)
        chat.server.fault("sendMessage", too_many(600))
        assert await posted(chat, subscription.next_due + SOON, FORUM["id"]) == []
        shown = await chat.turn(chat.server.crowd.say("/why", FORUM, thread=44))
        assert "waiting to be posted" in shown.text
        assert "It is tried again" in shown.text
        assert (await standing(chat, subscription)).standing is Standing.ACTIVE
        assert await posted(chat, subscription.next_due + timedelta(minutes=5), FORUM["id"]) == []
        assert len(await posted(chat, subscription.next_due + timedelta(minutes=11), FORUM["id"])) == 1


@pytest.mark.parametrize("told", ["by a refused post", "by the group itself"])
async def test_a_group_that_becomes_a_supergroup_takes_its_orders_along(driver, told):
    there = -1001000000777
    async with driver.open(private=False, admin=True) as chat:
        subscription = await ordered(chat, SMALL)
        if told == "by the group itself":
            await chat.server.deliver(chat.server.crowd.migrate(SMALL, there))
            await chat.server.until(lambda: not chat.server.waiting)
        else:
            chat.server.chats.closed[SMALL["id"], -1] = Refused(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=there
            )
        assert len(await posted(chat, subscription.next_due + SOON, there)) == 1
        assert (await standing(chat, subscription)).place.chat == str(there)
        assert len(await posted(chat, subscription.next_due + DAY + SOON, there)) == 1
