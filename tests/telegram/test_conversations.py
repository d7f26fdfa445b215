"""The conversations, held through the real client against the local Bot API server."""

import pytest

from tests.conversations.suite import hold, those
from tests.telegram.driver import Driver


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("telegram") / "library.sqlite")


@pytest.mark.parametrize("conversation", those(Driver.lacks), ids=str)
async def test_telegram_holds(conversation, driver):
    await hold(conversation, driver)


async def test_a_message_of_long_ago_is_answered_after_a_restart(driver):
    async with driver.open(private=True, admin=False) as chat:
        first = await chat.command("passage", "Tides 2:4")
        old = chat.last
    async with driver.open(private=True, admin=False) as chat:
        chat.last = chat.server.chats.remember(old)
        second = await chat.press("Next")
    assert "2:4" in first.text
    assert "2:5" in second.text


async def test_only_admins_change_what_a_group_gets(driver):
    async with driver.open(private=False, admin=False) as chat:
        shown = await chat.command("subscribe", "07:30 Europe/Berlin")
        assert "admins" in shown.text
        pressed = await chat.turn(chat.server.crowd.press(chat.last, "subscribe|07:30 Europe/Berlin"), presses=1)
        assert pressed.private
        assert "admins" in pressed.text
    async with driver.open(private=False, admin=True) as chat:
        shown = await chat.command("subscribe", "07:30 Europe/Berlin")
        assert "07:30" in shown.text


async def test_words_typed_in_any_chat_find_passages(driver):
    async with driver.open(private=True, admin=False) as chat:
        await chat.server.deliver(chat.server.crowd.type_inline("harbour bell"))
        call = await chat.server.called("answerInlineQuery")
        assert call["results"]
        await chat.server.deliver(chat.server.crowd.type_inline("The lamp does not know whom it saves"))
        judged = (await chat.server.called("answerInlineQuery", 2))["results"][0]
        assert "lamp does not know" in judged["input_message_content"]["message_text"]
