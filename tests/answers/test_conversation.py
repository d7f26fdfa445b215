"""The door of the core: every request gets a reply, whatever it is and whatever breaks."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.conversation import Conversation
from bot.answers.cooldown import REMEMBERED, Cooldown, Pace
from bot.chat import Asked, Command, Happened, Notice, Parameter, Person, Place, Refusal, Reply, Request
from bot.text import Kind, Text, block
from bot.wording.wording import Wording
from tests.conversations.core import NOON, CoreChat, talking

ALONE, GROUP = Place("test", "1", private=True), Place("test", "-1")
ANNA, BEN = Person("test", "7"), Person("test", "8")
SECRET = "what nobody else should read"


class Choosing:
    async def complete(self, request):
        raise KeyError(request.text)

    async def inline(self, request):
        return Reply()


async def echo(request, arguments):
    return Reply(Text((block(Kind.PARAGRAPH, f"{request.command} {dict(arguments)}"),)))


async def broken(request, _arguments):
    raise KeyError(request.text)


async def refusing(_request, _arguments):
    raise Refusal("find-what", example="x")


def declare(name, handler, **fields):
    needed = fields.pop("needed", ())
    parameters = tuple(Parameter(each, {"en": each}, required=True) for each in needed)
    return Command(name, {"en": name}, handler, parameters, **fields)


COMMANDS = (
    declare("echo", echo, needed=("first", "second")),
    declare("ask", echo, needed=("text",)),
    declare("broken", broken),
    declare("refusing", refusing),
    declare("admin", echo, manages=True),
    declare("secret", echo, hidden=True),
)


def conversation(*, admin=False, seconds=0.0, told=None):
    async def may_manage(_place, _person):
        return admin

    return Conversation(
        Wording.load(), COMMANDS, Choosing(), may_manage=may_manage, cooldown=Cooldown(seconds), told=told
    )


async def ask(kind, place=ALONE, core=None, **fields):
    return await (core or conversation()).answer(Request(kind, place, ANNA, NOON, **fields))


async def said(*args, **fields):
    return (await ask(*args, **fields)).text.plain


async def test_what_only_buttons_call_cannot_be_typed():
    assert "no command" in await said(Asked.COMMAND, command="secret")
    assert (await said(Asked.BUTTON, text="secret")).startswith("secret")


async def test_a_typed_line_a_platform_s_options_and_a_button_ask_the_same():
    typed = await said(Asked.COMMAND, command="echo", text="one two three")
    options = await said(Asked.COMMAND, command="echo", arguments={"first": "one", "second": "two three"})
    button = await said(Asked.BUTTON, text="echo|one|two three")
    assert typed == options == button == "echo {'first': 'one', 'second': 'two three'}"


async def test_an_option_left_blank_is_not_given():
    assert await said(Asked.COMMAND, command="echo", arguments={"first": " ", "second": "x"}) == "echo {'second': 'x'}"


async def test_words_without_a_command_go_to_the_one_box():
    assert await said(Asked.MESSAGE, text="the sea") == "ask {'text': 'the sea'}"


@pytest.mark.parametrize("data", ["", "echo", "echo|one", "|", "nonsense|1|2", "echo|~|~", "\x00", "echo|%|%7"])
async def test_a_button_that_nobody_made_is_met_kindly(data):
    reply = await ask(Asked.BUTTON, text=data)
    assert reply.text
    assert "went wrong" not in reply.text.plain


async def test_a_slip_in_a_command_is_met_with_the_nearest_that_menus_show():
    assert "Did you mean /echo?" in await said(Asked.COMMAND, command="ehco")
    assert "no command" in await said(Asked.COMMAND, command="xyzzyx")
    assert "/secret" not in await said(Asked.COMMAND, command="secre")


async def test_a_refusal_is_a_private_reply_that_says_the_mend():
    reply = await ask(Asked.COMMAND, command="refusing")
    assert reply.private
    assert "Which words" in reply.text.plain


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Asked.COMMAND, {"command": "broken", "text": SECRET}),
        (Asked.BUTTON, {"text": f"broken|{SECRET}"}),
        (Asked.COMPLETION, {"command": "echo", "text": SECRET}),
    ],
)
async def test_a_bug_is_logged_once_without_a_word_of_what_was_asked(kind, fields, caplog):
    with caplog.at_level(logging.DEBUG):
        reply = await ask(kind, **fields)
    assert "went wrong" in reply.text.plain
    assert reply.private
    assert len(caplog.records) == 1
    assert SECRET not in caplog.text
    assert "KeyError" in caplog.text
    assert "private chat" in caplog.text
    assert fields.get("command", "broken") in caplog.text


async def test_only_admins_manage_a_group_and_everybody_their_own_chat():
    assert "admins" in await said(Asked.COMMAND, GROUP, command="admin")
    assert await said(Asked.COMMAND, GROUP, conversation(admin=True), command="admin") == "admin {}"
    assert await said(Asked.COMMAND, ALONE, command="admin") == "admin {}"
    assert "admins" in await said(Asked.BUTTON, GROUP, text="admin")


async def test_who_asks_too_fast_is_told_once():
    core = conversation(seconds=2)
    replies = [await ask(Asked.MESSAGE, core=core, text="x") for _ in range(3)]
    assert ["ask" in each.text.plain for each in replies] == [True, True, False]
    assert "2 seconds" in replies[1].text.plain
    assert not replies[2].text


async def test_a_press_too_soon_is_always_answered():
    core = conversation(seconds=8)
    replies = [await ask(Asked.BUTTON, core=core, text="ask|x") for _ in range(3)]
    assert all(each.text for each in replies)


async def test_typing_has_no_cooldown():
    core = conversation(seconds=9)
    for _ in range(3):
        assert not (await ask(Asked.INLINE, core=core, text="x")).text


async def test_a_joined_group_is_greeted_and_nothing_else_is_said():
    kept = []

    async def told(notice):
        kept.append(notice)

    core = conversation(told=told)
    assert "Hello" in (await core.notify(Notice(Happened.JOINED, GROUP))).text.plain
    assert not (await core.notify(Notice(Happened.JOINED, ALONE))).text
    for what in (Happened.LEFT, Happened.BLOCKED, Happened.MOVED, Happened.APPRECIATED):
        assert not (await core.notify(Notice(what, GROUP, GROUP))).text
    assert {each.what for each in kept} == set(Happened)


def test_each_asker_has_a_pace_of_their_own():
    cooldown = Cooldown(1)
    assert cooldown.pace(ALONE, ANNA, NOON) is Pace.FINE
    assert cooldown.pace(ALONE, BEN, NOON) is Pace.FINE
    assert cooldown.pace(GROUP, ANNA, NOON) is Pace.FINE
    assert cooldown.pace(GROUP, ANNA, NOON + timedelta(seconds=0.9)) is Pace.TOO_FAST
    assert cooldown.pace(GROUP, ANNA, NOON + timedelta(seconds=0.95)) is Pace.TOLD
    assert cooldown.pace(GROUP, ANNA, NOON + timedelta(seconds=1)) is Pace.FINE


def test_a_clock_set_back_locks_nobody_out():
    cooldown = Cooldown(1)
    cooldown.pace(ALONE, ANNA, NOON)
    assert cooldown.pace(ALONE, ANNA, NOON - timedelta(hours=1)) is Pace.FINE


def test_the_cooldown_forgets_the_longest_silent():
    cooldown = Cooldown(1e6)
    for number in range(REMEMBERED + 10):
        cooldown.pace(ALONE, Person("test", str(number)), NOON)
    assert cooldown.pace(ALONE, Person("test", "0"), NOON) is Pace.FINE
    assert cooldown.pace(ALONE, Person("test", str(REMEMBERED)), NOON) is Pace.TOO_FAST


HOSTILE = st.text(st.characters(), max_size=200) | st.sampled_from(
    ["a\u0301" * 2048, "\u202e" * 4096, "“" * 4096, "\ud800" * 50, "\x00", "~", "%", "|||", "{ $x }", "1:1 " * 999]
)
NAMES = st.sampled_from(["ask", "find", "quote", "passage", "context", "random", "discuss", "about", "start", "help"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE, name=NAMES, kind=st.sampled_from([Asked.COMMAND, Asked.MESSAGE, Asked.BUTTON, Asked.INLINE]))
def test_nothing_that_can_be_typed_breaks_anything(text, name, kind, tmp_path_factory, caplog):
    import asyncio

    async def tried():
        async with talking(tmp_path_factory.getbasetemp() / "hostile.sqlite") as core:
            chat = CoreChat(core, ALONE)
            request = replace(chat.request(kind, text=text, replied=text, shown=text), command=name)
            return await core.answer(request)

    reply = asyncio.run(tried())
    assert "went wrong" not in reply.text.plain, caplog.text
    reply.text.plain.encode()
