"""A channel is ordered for in private: by whoever made the bot its admin, and by nobody else."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.elsewhere import carried, carrying
from adapters.telegram.keyboard import keyboard
from adapters.telegram.links import link
from bot.chat import Button, Place
from tests.platforms.telegram_chats import Refused
from tests.platforms.telegram_updates import ANNA, BERT, CHANNEL, GROUP, PRIVATE
from tests.telegram.driver import Driver, TelegramChat

THERE = Place("telegram", str(CHANNEL["id"]))
BERTS = {"id": BERT["id"], "type": "private", "first_name": "Bert"}
LINK = link("b", carrying(THERE.chat) + "order").partition("=")[2]


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("channels") / "library.sqlite")


async def greeted(chat: TelegramChat) -> dict:
    """Anna makes the bot an admin of her channel; what she is told."""
    chat.server.chats.admins[CHANNEL["id"]] = [ANNA]
    await chat.server.deliver(chat.server.crowd.membership("left", "administrator", CHANNEL))
    chat.last = (await chat.server.called("sendMessage")).result
    return chat.last


def data(message: dict, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(each["callback_data"] for each in itertools.chain(*rows) if each["text"] == label)


@given(st.integers(1, 10**11))
def test_a_channel_stands_in_few_bytes_and_is_read_back(number):
    chat = str(-number - 10**12)
    assert carried(carrying(chat) + "order|*") == (chat, "order|*")
    assert len(carrying(chat)) <= 11


@pytest.mark.parametrize("chat", ["7001", "-4001", "@name", "-1000000000000"])
def test_what_is_no_channel_is_not_carried(chat):
    assert carrying(chat) == ""


@pytest.mark.parametrize("text", ["order|*", "@|order", "@UPPER|order", "@abc", "@0123456789|x"])
def test_data_of_another_form_is_its_own(text):
    assert carried(text) == ("", text)


def test_a_button_that_the_channel_makes_too_long_is_left_out():
    rows = (
        (Button("Kept", "order", ("x" * 40,)), Button("Long", "order", ("x" * 56,)), Button("Lost", "a", ("x" * 99,))),
    )
    kept = keyboard(rows, "", carrying(THERE.chat)).inline_keyboard[0]
    assert [each.text for each in kept] == ["Kept"]
    assert keyboard(rows[:1]).inline_keyboard[0][1].text == "Long"


async def test_a_channel_is_ordered_for_step_by_step_and_nothing_is_said_in_it(driver):
    async with driver.open(private=True, admin=True) as chat:
        told = await greeted(chat)
        assert told["chat"]["id"] == ANNA["id"]
        assert told["text"].startswith("A channel\n")
        shown = await chat.press("Order a daily passage")
        assert "Which passages" in shown.text
        for label in ("The whole library", "Weekdays", "07:30", "Berlin"):
            shown = await chat.press(label)
        assert "Subscribed" in shown.text
        assert shown.text.startswith("A channel")
        (ordered,) = await chat.core.store.subscriptions.of(THERE)
        assert ordered.zone == "Europe/Berlin"
        assert await chat.core.store.subscriptions.of(Place("telegram", str(ANNA["id"]), private=True)) == []
        shown = await chat.press("Pause")
        assert "Paused" in shown.text
        assert {each["chat_id"] for each in chat.server.of("sendMessage", "editMessageText")} == {ANNA["id"]}


async def test_an_answer_to_a_message_about_a_channel_is_about_it_too(driver):
    async with driver.open(private=True, admin=True) as chat:
        told = await greeted(chat)
        shown = await chat.turn(
            chat.server.crowd.say("/subscribe between 7 and 8 Lisbon", PRIVATE, reply_to=told), answered=True
        )
        assert "Subscribed" in shown.text
        shown = await chat.turn(chat.server.crowd.say("/why", PRIVATE, reply_to=chat.last), answered=True)
        assert "Next" in shown.text
        assert len(await chat.core.store.subscriptions.of(THERE)) == 1


async def test_nobody_else_orders_or_looks_by_a_button_or_a_link(driver):
    async with driver.open(private=True, admin=True) as chat:
        told = await greeted(chat)
        chat.server.chats.admins[CHANNEL["id"]] = []
        for label in ("Order a daily passage", "What is posted there"):
            shown = await chat.turn(chat.server.crowd.press(told, data(told, label), ANNA), presses=1)
            assert "admins" in shown.text
        chat.server.chats.closed[CHANNEL["id"], -1] = Refused("chat not found")
        shown = await chat.turn(chat.server.crowd.say(f"/start {LINK}", BERTS, BERT), answered=True)
        assert "admins" in shown.text
        assert await chat.core.store.subscriptions.of(THERE) == []


async def test_a_link_lets_another_admin_order_too(driver):
    async with driver.open(private=True, admin=True) as chat:
        await greeted(chat)
        chat.server.chats.admins[CHANNEL["id"]] = [ANNA, BERT]
        shown = await chat.turn(chat.server.crowd.say(f"/start {LINK}", BERTS, BERT), answered=True)
        assert "Which passages" in shown.text
        assert chat.last["chat"]["id"] == BERT["id"]


async def test_an_admin_who_never_spoke_with_the_bot_is_left_alone(driver, caplog):
    async with driver.open(private=True, admin=True) as chat:
        chat.server.chats.closed[ANNA["id"], -1] = Refused("bot can't initiate conversation with a user", 403)
        await chat.server.deliver(chat.server.crowd.membership("left", "administrator", CHANNEL))
        assert (await chat.server.called("sendMessage")).status == 403
        await chat.server.until(lambda: not chat.server.waiting)
    assert not caplog.records


async def test_a_first_hello_offers_to_come_along_but_only_in_private(driver):
    async with driver.open(private=True, admin=True) as chat:
        await chat.command("start")
        rows = chat.last["reply_markup"]["inline_keyboard"]
        addresses = [each["url"] for row in rows for each in row if "url" in each]
        assert addresses == [
            "https://t.me/commonplace_bot?startgroup",
            "https://t.me/commonplace_bot?startchannel&admin=post_messages",
        ]
        await chat.turn(chat.server.crowd.say("/start@commonplace_bot", GROUP))
        assert not any("url" in each for row in chat.last["reply_markup"]["inline_keyboard"] for each in row)
