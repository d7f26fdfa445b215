"""Links and buttons that lead elsewhere: into private, to the clipboard, into another chat, to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram import links
from adapters.telegram.keyboard import keyboard
from bot.chat import Asked, Button, Reply, pressed
from tests.platforms import telegram_rules
from tests.platforms.core import Core, said
from tests.platforms.telegram import BotApi
from tests.platforms.telegram_updates import GROUP

ELSEWHERE = (
    Button("Open in private", "page", ("abc", "7"), alone=True),
    Button("Copy", copy="Salt remembers. " * 20 + "🧂" * 40),
    Button("Share", share="salt remembers " * 40),
    Button("Source", url="https://example.org/salt"),
    Button("Nowhere", url="Project Salt, shelf 4"),
)


@given(st.text(max_size=60), st.text(max_size=10))
def test_a_link_brings_back_what_it_carries_or_is_none(word, other):
    data = Button("x", "page", (word, other)).data
    address = links.link("commonplace_bot", data)
    if address:
        assert links.asked(address.partition("?start=")[2], {"page"}) == data
    else:
        assert len(data.encode()) > 48


@pytest.mark.parametrize("payload", ["", "github", "mfrggzdfmztw", "x" * 65, "ab-_", "!", "cGFnZXx4"])
def test_a_foreign_link_calls_no_command(payload):
    assert links.asked(payload, {"find"}) == ""


def test_buttons_that_lead_elsewhere_are_taken():
    keys = keyboard((ELSEWHERE,), "commonplace_bot").to_dict()
    assert not telegram_rules.errors("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": keys})
    alone, copy, share, source = keys["inline_keyboard"][0]
    assert alone["url"].startswith("https://t.me/commonplace_bot?start=")
    assert telegram_rules.units(copy["copy_text"]["text"]) <= 256
    assert share["switch_inline_query_chosen_chat"]["allow_group_chats"]
    assert source["url"] == "https://example.org/salt"


def test_without_a_name_what_opens_in_private_is_pressed_where_it_is():
    keys = keyboard((ELSEWHERE[:1],)).to_dict()
    assert pressed(keys["inline_keyboard"][0][0]["callback_data"]) == ("page", ("abc", "7"))


async def test_a_link_opened_is_a_press_without_a_message(server: BotApi, core: Core, listening):
    core.reply = lambda request: Reply(said(f"Opened {request.text}"), (ELSEWHERE[:1],), edit=True)
    await server.deliver(server.crowd.say("/start@commonplace_bot hello", GROUP))
    sent = await server.called("sendMessage")
    url = sent["reply_markup"]["inline_keyboard"][0][0]["url"]
    await server.deliver(server.crowd.say(f"/start {url.partition('=')[2]}"))
    opened = await server.called("sendMessage", 2)
    assert opened["text"] == "Opened page|abc|7"
    assert [(each.kind, each.command, each.text) for each in core.asked] == [
        (Asked.COMMAND, "start", "hello"),
        (Asked.BUTTON, "", "page|abc|7"),
    ]
