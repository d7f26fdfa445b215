"""What a message's menu answers is for the asker alone, until it is shared."""

import pytest

from adapters.discord import Look, Words
from bot.chat import Reply
from tests.discord_adapter.conftest import entered, listen
from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_reading as reading
from tests.platforms.core import buttons, pictured, said
from tests.platforms.discord_reading import ephemeral, text

WORDS = Words("Share", said("Something went wrong."))
LONG = said("A sentence that goes on and on. " * 150)


async def used(server, core):
    """Use the menu of somebody's message and return what came of it."""
    theirs = payloads.message(payloads.CHANNEL, {"content": "as someone said"}, author=payloads.user(5))
    data = {"id": "2", "type": 3, "name": "Check this quotation", "target_id": theirs["id"]}
    return await server.interact(2, data | {"resolved": {"messages": {theirs["id"]: theirs}}}, private=False)


async def pressed(server, message, label="Share"):
    data = {"custom_id": reading.buttons(message)[label]["custom_id"], "component_type": 2}
    return await server.interact(3, data, message=message, private=False)


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("below", [(), buttons("Context", "Next"), buttons(*"12345")])
async def test_an_answer_is_shared_once_with_its_buttons_after_a_restart(server, core, naps, look, below):
    core.reply = lambda _: Reply(said("A *lamp*\n@everyone"), below)
    given = {"look": look, "words": WORDS}
    async with entered(server, naps, **given) as first, listen(first, core.answer, core.notify):
        exchange = await used(server, core)
        (own,) = await server.until(lambda: exchange.messages)
    assert ephemeral(own)
    shown = text(own)
    async with entered(server, naps, **given) as second, listen(second, core.answer, core.notify):
        shared = await pressed(server, own)
        (public,) = await server.until(lambda: shared.messages)
    assert not ephemeral(public)
    assert text(public) == shown == text(own) == "A *lamp*\n@everyone"
    assert server.requests[-1].body["allowed_mentions"] == {"parse": []}
    labels = [each.label for row in below for each in row]
    assert list(reading.buttons(public)) == list(reading.buttons(own)) == labels
    assert len(core.asked) == 1


async def test_every_piece_of_a_long_answer_can_be_shared(server, core, naps):
    core.reply = lambda _: Reply(LONG)
    async with entered(server, naps, words=WORDS) as bot, listen(bot, core.answer, core.notify):
        exchange = await used(server, core)
        pieces = await server.until(lambda: exchange.messages[1:] and exchange.messages)
    assert all("Share" in reading.buttons(each) for each in pieces)


@pytest.mark.parametrize(
    "reply", [Reply(said("Say what to check"), private=True), pictured("Two bars")], ids=["a refusal", "a picture"]
)
async def test_what_is_nobody_else_s_business_or_cannot_be_shown_again_is_not_shared(server, core, naps, reply):
    core.reply = lambda _: reply
    async with entered(server, naps, words=WORDS) as bot, listen(bot, core.answer, core.notify):
        exchange = await used(server, core)
        await server.until(lambda: exchange.messages)
    assert "Share" not in reading.buttons(exchange.messages[0])


async def test_a_promised_answer_can_be_shared_too(server, core, naps):
    async def late(_):
        await server.until(lambda: any("callback" in each.path for each in server.requests))
        return Reply(said("At last"))

    core.reply = late
    async with entered(server, naps, words=WORDS, prompt=0.01) as bot, listen(bot, core.answer, core.notify):
        exchange = await used(server, core)
        await server.until(lambda: exchange.messages)
    assert exchange.callbacks == [{"type": 5, "data": {"flags": 64}}]
    assert "Share" in reading.buttons(exchange.messages[0])


FIND = {"id": "1", "type": 1, "name": "find", "options": [{"type": 3, "name": "words", "value": "the sea"}]}
PRESS = {"custom_id": "0:page", "component_type": 2}


@pytest.mark.parametrize(("kind", "data"), [(2, FIND), (3, PRESS)])
async def test_what_discord_does_not_take_is_apologised_for_to_the_asker(server, core, naps, kind, data):
    """AutoMod or a rule that we do not know yet: the person reads a sentence, not that nobody responded."""
    refused = {"message": "Message content contains a blocked phrase", "code": 200000}
    server.fail(r"POST /interactions", 400, body=refused)
    async with entered(server, naps, words=WORDS) as bot, listen(bot, core.answer, core.notify):
        exchange = await server.interact(kind, data, message=payloads.message(1, {}) if kind == 3 else None)
        (told,) = await server.until(lambda: exchange.messages)
    assert text(told) == "Something went wrong."
    assert ephemeral(told)


async def test_a_promise_is_never_left_open(server, core, naps):
    """What is promised and then refused, or never found, ends with a sentence instead of waiting for ever."""

    async def late(_):
        await server.until(lambda: any("callback" in each.path for each in server.requests))
        return Reply(said("At last"))

    core.reply = late
    server.fail(r"PATCH /webhooks", 400, body={"message": "no", "code": 200000})
    async with entered(server, naps, words=WORDS, prompt=0.01) as bot, listen(bot, core.answer, core.notify):
        exchange = await server.interact(2, FIND)
        await server.until(lambda: exchange.messages)
    assert text(exchange.messages[0]) == "Something went wrong."


async def test_a_promise_that_a_bug_breaks_is_apologised_for(server, core, naps):
    async def late(_):
        await server.until(lambda: any("callback" in each.path for each in server.requests))
        raise ZeroDivisionError

    core.reply = late
    async with entered(server, naps, words=WORDS, prompt=0.01) as bot, listen(bot, core.answer, core.notify):
        exchange = await server.interact(2, FIND)
        await server.until(lambda: exchange.messages)
    assert text(exchange.messages[0]) == "Something went wrong."


async def test_an_answer_whose_connection_broke_is_given_again(server, core, naps):
    server.fail(r"POST /interactions", 0)
    async with entered(server, naps, words=WORDS) as bot, listen(bot, core.answer, core.notify):
        exchange = await server.interact(2, FIND)
        await server.until(lambda: exchange.messages)
    assert len(exchange.callbacks) == 1
