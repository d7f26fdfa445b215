"""Commands, presses and typing: always acknowledged, and shown as the reply asks."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from adapters.discord import Look
from bot.chat import Asked, Choice, Person, Place, Poll, Reply
from tests.discord_adapter.conftest import ROOM, entered, listen
from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_reading as reading
from tests.platforms.core import PNG, buttons, pictured, said
from tests.platforms.discord_reading import ephemeral, text

FIND = {"id": "1", "type": 1, "name": "find", "options": [{"type": 3, "name": "words", "value": "the sea"}]}
LONG = said("A sentence that goes on and on. " * 150)
PRIVATE = Place("discord", str(payloads.PRIVATE), private=True)


def press(message, at=0):
    button = list(reading.buttons(message).values())[at]
    return {"custom_id": button["custom_id"], "component_type": 2}


def types(exchange):
    return [each["type"] for each in exchange.callbacks]


@pytest.fixture
async def slow(server, core, naps):
    """A bot whose answers are all too late to be given at once; they come when the event is set."""
    go = asyncio.Event()

    async def reply(_):
        await go.wait()
        return core.later

    core.reply = reply
    async with entered(server, naps, prompt=0.01) as adapter, listen(adapter, core.answer, core.notify):
        yield go


async def test_a_command_is_asked_with_its_options(listening, server, core):
    exchange = await server.interact(2, FIND, private=False, locale="de")
    await server.until(lambda: exchange.messages)
    (asked,) = core.asked
    assert (asked.kind, asked.command, asked.arguments) == (Asked.COMMAND, "find", {"words": "the sea"})
    assert asked.place == ROOM
    assert asked.person == Person("discord", str(payloads.ASKER))
    assert (asked.person.language, asked.person.name) == ("de", "Asker")
    assert abs((datetime.now(UTC) - asked.at).total_seconds()) < 10
    assert types(exchange) == [4]
    assert not ephemeral(exchange.messages[0])


async def test_the_bot_s_own_chat_is_private(listening, server, core):
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.messages)
    assert core.asked[0].place == PRIVATE
    assert core.asked[0].place.private


async def test_a_private_reply_is_for_the_asker_alone(listening, server, core):
    core.reply = lambda _: Reply(LONG, private=True)
    exchange = await server.interact(2, FIND, private=False)
    await server.until(lambda: len(exchange.messages) > 1)
    assert all(ephemeral(each) for each in exchange.messages)


async def test_a_long_reply_goes_on_in_further_messages(listening, server, core):
    core.reply = lambda _: Reply(LONG, buttons("More"))
    exchange = await server.interact(2, FIND)
    await server.until(lambda: len(exchange.messages) == len(listening.split(Reply(LONG))))
    assert [bool(reading.buttons(each)) for each in exchange.messages] == [False, True]


async def test_nothing_to_say_still_answers(listening, server, core):
    core.reply = lambda _: Reply()
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.withdrawn)
    assert types(exchange) == [5]
    assert not exchange.messages


async def test_a_press_carries_its_data_and_its_message(listening, server, core):
    core.reply = lambda _: Reply(said("Page *one*"), buttons("More", "Back"))
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.messages)
    core.reply = lambda _: Reply(said("Page two"), buttons("Back"), edit=True)
    pressed = await server.interact(3, press(exchange.messages[0], 1), message=exchange.messages[0])
    await server.until(lambda: pressed.edited)
    assert (core.asked[1].kind, core.asked[1].text, core.asked[1].shown) == (Asked.BUTTON, "page|back", "Page *one*")
    assert types(pressed) == [7]
    assert text(exchange.messages[0]) == "Page two"


async def test_a_press_may_be_answered_beside_its_message(listening, server, core):
    message = payloads.message(payloads.CHANNEL, {"content": "x", "components": []})
    core.reply = lambda _: Reply(said("For you"), private=True)
    pressed = await server.interact(3, {"custom_id": "0:page|1", "component_type": 2}, message=message, private=False)
    await server.until(lambda: pressed.messages)
    assert ephemeral(pressed.messages[0])
    assert message["content"] == "x"


async def test_a_press_that_says_nothing_is_acknowledged(listening, server, core):
    core.reply = lambda _: Reply()
    pressed = await server.interact(3, {"custom_id": "0:page", "component_type": 2}, message=payloads.message(1, {}))
    await server.until(lambda: pressed.callbacks)
    assert types(pressed) == [6]


async def test_a_button_works_after_a_restart(server, core, naps):
    core.reply = lambda _: Reply(said("One"), buttons("More"))
    async with entered(server, naps) as first, listen(first, core.answer, core.notify):
        exchange = await server.interact(2, FIND)
        await server.until(lambda: exchange.messages)
    async with entered(server, naps) as second, listen(second, core.answer, core.notify):
        pressed = await server.interact(3, press(exchange.messages[0]), message=exchange.messages[0])
        await server.until(lambda: pressed.messages)
    assert core.asked[-1].text == "page|more"


async def test_a_slow_command_is_promised_and_fulfilled(slow, server, core):
    core.later = Reply(LONG, buttons("More"))
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.callbacks)
    assert types(exchange) == [5]
    slow.set()
    await server.until(lambda: len(exchange.messages) == 2)
    assert reading.buttons(exchange.messages[-1])


async def test_a_slow_refusal_is_still_private(slow, server, core):
    core.later = Reply(said("Only admins"), private=True)
    exchange = await server.interact(2, FIND, private=False)
    await server.until(lambda: exchange.callbacks)
    slow.set()
    await server.until(lambda: exchange.messages)
    assert exchange.withdrawn
    assert ephemeral(exchange.messages[0])


async def test_a_slow_nothing_takes_its_promise_back(slow, server, core):
    core.later = Reply()
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.callbacks)
    slow.set()
    await server.until(lambda: exchange.withdrawn)


@pytest.mark.parametrize("edit", [True, False])
async def test_a_slow_press_is_acknowledged_first(slow, server, core, edit):
    message = payloads.message(payloads.CHANNEL, {"content": "before"})
    core.later = Reply(said("after"), edit=edit)
    pressed = await server.interact(3, {"custom_id": "0:page", "component_type": 2}, message=message)
    await server.until(lambda: pressed.callbacks)
    assert types(pressed) == [6]
    slow.set()
    await server.until(lambda: pressed.edited or pressed.messages)
    assert text(message) == ("after" if edit else "before")


async def test_slow_choices_are_none_rather_than_late(slow, server):
    exchange = await server.interact(4, {"id": "1", "type": 1, "name": "find", "options": [typed("s")]})
    await server.until(lambda: exchange.callbacks)
    assert exchange.choices == []


def typed(value):
    return {"type": 3, "name": "words", "value": value, "focused": True}


async def test_typing_is_completed(listening, server, core):
    core.reply = lambda _: Reply(choices=(Choice("The sea", "the sea"), Choice("x" * 300, "y" * 300), Choice(" ", "z")))
    exchange = await server.interact(4, {"id": "1", "type": 1, "name": "find", "options": [typed("the s")]})
    await server.until(lambda: exchange.callbacks)
    (asked,) = core.asked
    assert (asked.kind, asked.command, asked.option, asked.text) == (Asked.COMPLETION, "find", "words", "the s")
    assert [each["name"] for each in exchange.choices] == ["The sea", "x" * 99 + "…"]
    assert all(len(each["value"]) <= 100 for each in exchange.choices)


async def test_at_most_25_choices_are_given(listening, server, core):
    core.reply = lambda _: Reply(choices=tuple(Choice(f"choice {each}", str(each)) for each in range(60)))
    exchange = await server.interact(4, {"id": "1", "type": 1, "name": "find", "options": [typed("c")]})
    await server.until(lambda: exchange.callbacks)
    assert len(exchange.choices) == 25


async def test_a_message_s_menu_judges_it_for_the_asker_alone(listening, server, core):
    theirs = payloads.message(payloads.CHANNEL, {"content": "> as *someone* said"}, author=payloads.user(5))
    data = {"id": "2", "type": 3, "name": "Check this quotation", "target_id": theirs["id"]}
    exchange = await server.interact(2, data | {"resolved": {"messages": {theirs["id"]: theirs}}}, private=False)
    await server.until(lambda: exchange.messages)
    assert (core.asked[0].command, core.asked[0].replied) == ("quote", "as someone said")
    assert ephemeral(exchange.messages[0])


async def test_a_private_message_is_answered(listening, server, core):
    core.reply = lambda _: Reply(LONG, buttons("More"))
    await server.write("the lamp")
    await server.until(lambda: len(server.messages.get(str(payloads.PRIVATE), [])) == 2)
    assert (core.asked[0].kind, core.asked[0].text, core.asked[0].place) == (Asked.MESSAGE, "the lamp", PRIVATE)
    assert reading.buttons(server.messages[str(payloads.PRIVATE)][-1])


async def test_a_private_answer_survives_a_limit_and_a_failure(listening, server, core):
    server.limit(r"POST /channels", 0.01)
    server.fail(r"POST /channels", 502, taken=True)
    await server.write("the lamp")
    await server.until(lambda: sum(each.method == "POST" for each in server.requests) == 3)
    assert len(server.messages[str(payloads.PRIVATE)]) == 1


async def test_what_the_interaction_tells_of_rights_is_believed(listening, server, core):
    exchange = await server.interact(2, FIND, private=False, permissions=0x20)
    await server.until(lambda: exchange.messages)
    made = len(server.requests)
    assert await listening.may_manage(ROOM, core.asked[0].person)
    assert len(server.requests) == made


async def test_an_interaction_that_expired_stops_nothing(listening, server):
    server.fail(r"POST /interactions", 404, body={"message": "Unknown interaction", "code": 10062})
    await server.interact(2, FIND)
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.messages)


async def test_a_limited_answer_is_repeated(listening, server):
    server.limit(r"POST /interactions", 0.01)
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.messages)


async def test_answers_need_no_token(listening, server):
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.messages)
    assert not next(each for each in server.requests if "/interactions/" in each.path).authorization


async def test_leaving_waits_for_the_answers_under_way(server, core, naps):
    begun, go = asyncio.Event(), asyncio.Event()

    async def reply(_):
        begun.set()
        await go.wait()
        return Reply(said("Done"))

    core.reply = reply
    async with entered(server, naps) as adapter:
        async with listen(adapter, core.answer, core.notify) as task:
            exchange = await server.interact(2, FIND)
            await begun.wait()
            task.cancel()
            go.set()
        await server.until(lambda: exchange.messages)


MENTION = f"<@{payloads.BOT}> the tide waits for nobody"


async def test_a_mention_is_answered_where_the_operator_wants_it(server, core, naps):
    async with entered(server, naps, mentions=True) as adapter, listen(adapter, core.answer, core.notify):
        await server.write("just talking", private=False)
        asked = await server.write(MENTION, private=False)
        await server.until(lambda: server.messages)
    assert [(each.kind, each.text, each.place) for each in core.asked] == [
        (Asked.MESSAGE, "the tide waits for nobody", ROOM)
    ]
    assert server.requests[-1].body["message_reference"]["message_id"] == asked["id"]
    assert server.gateway_server.identified[0]["intents"] == (1 << 0) | (1 << 9) | (1 << 12)


async def test_a_mention_is_not_answered_otherwise(listening, server, core):
    await server.write(MENTION, private=False)
    await server.write("alone")
    await server.until(lambda: server.messages)
    assert [each.text for each in core.asked] == ["alone"]


async def test_bots_are_not_answered(listening, server, core):
    await server.write("I am a bot", author=payloads.user(7, bot=True))
    await server.write(" ")
    await server.write("alone")
    await server.until(lambda: server.messages)
    assert [each.text for each in core.asked] == ["alone"]


@pytest.mark.parametrize(
    ("kind", "data", "answered"),
    [
        (2, FIND, 5),
        (3, {"custom_id": "0:page", "component_type": 2}, 6),
        (4, {"id": "1", "type": 1, "name": "find", "options": []}, 8),
    ],
)
async def test_a_bug_never_leaves_an_interaction_unanswered(listening, server, core, kind, data, answered):
    def reply(_):
        raise ZeroDivisionError

    core.reply = reply
    exchange = await server.interact(kind, data, message=payloads.message(1, {}) if kind == 3 else None)
    await server.until(lambda: exchange.withdrawn or (exchange.callbacks and kind != 2))
    assert types(exchange) == [answered]


async def test_an_answer_that_may_have_been_taken_is_repeated(listening, server):
    server.fail(r"POST /interactions", 502, taken=True)
    exchange = await server.interact(2, FIND)
    await server.until(lambda: len(exchange.callbacks) == 1 and server.requests[-1].status == 400)
    assert len(exchange.messages) == 1


@pytest.mark.parametrize(
    ("look", "before"),
    [
        (Look.LAYOUT, {"content": "Before", "flags": 4}),
        (Look.EMBED, {"content": "Before", "flags": 4}),
        (Look.TEXT, {"flags": 1 << 15}),
        (Look.EMBED, {"flags": 1 << 15}),
    ],
)
async def test_a_message_of_another_look_can_be_edited(server, core, naps, look, before):
    """Components cannot become anything else; everything else can become components."""
    core.reply = lambda _: Reply(said("After"), buttons("More"), edit=True)
    message = payloads.message(payloads.CHANNEL, before)
    async with entered(server, naps, look=look) as adapter, listen(adapter, core.answer, core.notify):
        pressed = await server.interact(3, {"custom_id": "0:page", "component_type": 2}, message=message)
        await server.until(lambda: pressed.edited)
    assert text(message) == "After"
    assert bool(message["flags"] & (1 << 15)) is (look is Look.LAYOUT or before["flags"] != 4)


async def test_a_discussion_gets_a_thread_of_its_own(listening, server, core):
    core.reply = lambda _: Reply(LONG, buttons("More"), thread="On lamps " * 20)
    exchange = await server.interact(2, FIND, private=False)
    ((channel, message, title),) = await server.until(lambda: server.threads)
    assert (channel, message) == (str(payloads.CHANNEL), exchange.messages[0]["id"])
    assert title.startswith("On lamps")
    assert len(title) <= 100


async def test_a_promised_discussion_gets_its_thread_too(slow, server, core):
    core.later = Reply(said("Open question"), thread="On lamps")
    exchange = await server.interact(2, FIND, private=False)
    await server.until(lambda: exchange.callbacks)
    slow.set()
    await server.until(lambda: server.threads)


@pytest.mark.parametrize("given", [{"private": True}, {"private": False, "app_permissions": 1 << 11}])
async def test_no_thread_is_opened_where_there_can_be_none(listening, server, core, given):
    core.reply = lambda _: Reply(said("Open question"), thread="On lamps")
    exchange = await server.interact(2, FIND, **given)
    await server.until(lambda: exchange.messages)
    assert not server.threads


async def test_a_thread_that_is_refused_stops_nothing(listening, server, core):
    server.fail(r"POST /channels/\d+/messages/\d+/threads", 403, body={"message": "no", "code": 50013})
    core.reply = lambda _: Reply(LONG, thread="On lamps")
    exchange = await server.interact(2, FIND, private=False)
    await server.until(lambda: len(exchange.messages) == 2)


@pytest.mark.parametrize("look", Look)
async def test_a_picture_is_shown_with_its_words_and_described(server, core, naps, look):
    core.reply = lambda _: pictured("Two bars", buttons=buttons("More"))
    async with entered(server, naps, look=look) as adapter, listen(adapter, core.answer, core.notify):
        exchange = await server.interact(2, FIND)
        await server.until(lambda: exchange.messages)
        made = server.requests[-1]
        core.reply = lambda _: Reply(said("Words"), edit=True)
        pressed = await server.interact(3, press(exchange.messages[0]), message=exchange.messages[0])
        await server.until(lambda: pressed.edited)
    assert made.files == {"files[0]": PNG}
    assert made.body["data"]["attachments"] == [{"id": 0, "filename": "picture.png", "description": "Two bars"}]
    assert ("attachment://picture.png" in json.dumps(made.body)) is (look is not Look.TEXT)
    assert text(exchange.messages[0]) == "Words"
    assert exchange.messages[0]["attachments"] == []


async def test_a_promised_picture_is_put_where_it_was_promised(slow, server, core):
    core.later = pictured("", buttons=buttons("More"))
    exchange = await server.interact(2, FIND)
    await server.until(lambda: exchange.callbacks)
    slow.set()
    await server.until(lambda: exchange.messages)
    assert server.requests[-1].files


async def test_a_picture_is_posted_and_answered_in_private(listening, discord, server, core):
    (piece,) = discord.split(pictured("Two bars"))
    await discord.post(ROOM, piece, "n1")
    assert server.requests[-1].files
    core.reply = lambda _: pictured("Three bars")
    await server.write("two bars?")
    await server.until(lambda: server.messages.get(str(payloads.PRIVATE)))
    assert server.requests[-1].files


async def test_a_poll_is_a_message_of_its_own(listening, server, core):
    poll = Poll("Which one?", ("This", "That"), several=True, hours=48)
    core.reply = lambda _: Reply(said("Choose"), buttons("More"), poll=poll)
    exchange = await server.interact(2, FIND, private=False)
    await server.until(lambda: len(exchange.messages) == 2)
    assert reading.buttons(exchange.messages[0])
    sent = server.requests[-1].body["poll"]
    assert (sent["question"]["text"], sent["duration"], sent["allow_multiselect"]) == ("Which one?", 48, True)
    assert [each["poll_media"]["text"] for each in sent["answers"]] == ["This", "That"]


async def test_a_poll_alone_is_posted(discord, server):
    (piece,) = discord.split(Reply(poll=Poll("Which one?", ("This", "That"))))
    await discord.post(ROOM, piece, "n1")
    assert server.requests[-1].body["poll"]["answers"]
