"""Starting, listening through trouble, and leaving nothing behind."""

import asyncio

import pytest

from adapters.telegram import Profile, Telegram
from adapters.telegram.connection import address
from adapters.telegram.polling import ALLOWED
from bot.chat import Happened, Reply, Request, WrongToken
from tests.platforms.core import Core, Naps, said
from tests.platforms.telegram import TOKEN, BotApi, Fault, refusal, too_many
from tests.platforms.telegram_updates import CHANNEL, FORUM, GROUP, PRIVATE, SMALL
from tests.telegram.conftest import COMMANDS, command, listen, running


@pytest.mark.parametrize("token", ["999:nobody-knows-it", "no token at all"])
async def test_a_wrong_token_names_the_setting(server: BotApi, token):
    with pytest.raises(WrongToken, match="COMMONPLACE_TELEGRAM_TOKEN") as wrong:
        await Telegram(token, api=server.url).__aenter__()
    assert token not in str(wrong.value)


async def test_a_token_withdrawn_while_listening_ends_it(server: BotApi, telegram: Telegram, core: Core):
    server.fault("getUpdates", refusal("", 401))
    server.fault("getMe", Fault(), refusal("", 401))
    with pytest.raises(WrongToken):
        await telegram.listen(core.answer, core.notify)


async def test_one_strange_404_ends_nothing(server: BotApi, core: Core, telegram: Telegram):
    server.fault("getUpdates", refusal("Not Found", 404))
    async with listen(telegram, core.answer, core.notify):
        await server.deliver(server.crowd.say("hello"))
        await server.called("sendMessage")


async def test_a_start_without_network_waits_for_it(core: Core, naps: Naps, caplog):
    server = BotApi()
    async with server:
        pass
    async with Telegram(TOKEN, api=server.url, sleep=naps) as telegram, listen(telegram, core.answer, core.notify):
        await naps.third.wait()
        async with server:
            await server.deliver(server.crowd.say("are you there?"))
            await server.called("sendMessage")
    assert naps.taken[:3] == [0.5, 1, 2]
    assert "cannot be reached" in caplog.text


async def test_trouble_with_the_network_is_borne_and_told_once(server: BotApi, core: Core, telegram, naps, caplog):
    faults = [Fault(cut=True), refusal("Bad Gateway", 502), refusal("x", 500), too_many(9), Fault(cut=True)]
    server.fault("getUpdates", *faults)
    async with listen(telegram, core.answer, core.notify):
        await server.deliver(server.crowd.say("hello"))
        await server.called("sendMessage")
    assert naps.taken == [0.5, 1, 2, 9, 10]
    assert len([each for each in caplog.records if each.levelname == "WARNING"]) <= 2


async def test_another_process_on_the_token_is_explained_in_a_sentence(server: BotApi, core, telegram, naps, caplog):
    server.fault("getUpdates", *[refusal("terminated by other getUpdates request", 409)] * 3)
    async with listen(telegram, core.answer, core.notify):
        await server.deliver(server.crowd.say("hello"))
        await server.called("sendMessage")
    assert caplog.text.count("only one may run per token") <= 2
    assert naps.taken[:3] == [0.5, 1, 2]


async def test_a_webhook_left_behind_is_taken_away(server: BotApi, core: Core, telegram):
    server.fault("getUpdates", refusal("can't use getUpdates method while webhook is active", 409))
    async with listen(telegram, core.answer, core.notify):
        await server.deliver(server.crowd.say("hello"))
        await server.called("sendMessage")
    assert len(server.of("deleteWebhook")) == 1


async def test_only_what_is_read_is_asked_for(server: BotApi, listening):
    await server.deliver(server.crowd.say("hello"))
    await server.called("sendMessage")
    polls = server.of("getUpdates")
    assert polls[0]["allowed_updates"] == list(ALLOWED)
    assert set(ALLOWED) == {
        *("message", "callback_query", "inline_query", "my_chat_member"),
        *("message_reaction", "message_reaction_count"),
    }
    assert polls[0]["timeout"] == 50


async def test_an_update_that_cannot_be_read_stops_none_after_it(server: BotApi, core: Core, listening, caplog):
    await server.deliver({"message": {"nonsense": True}}, server.crowd.say("hello"))
    await server.called("sendMessage")
    assert "could not be handled" in caplog.text


async def test_leaving_finishes_answers_and_confirms_what_was_taken(server: BotApi, core: Core, telegram):
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(request: Request) -> Reply:
        begun.set()
        await gate.wait()
        return Reply(said("Still said"))

    core.reply = slow
    task = asyncio.create_task(telegram.listen(core.answer, core.notify))
    await server.deliver(server.crowd.say("hello"))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert server.of("sendMessage")[0]["text"] == "Still said"
    assert not server.waiting


async def test_menus_are_set_by_scope_and_language_and_only_when_they_changed(server: BotApi, core: Core):
    async with running(server, core):
        await server.called("setMyCommands", 6)
    names = {
        (each["scope"]["type"], each["language_code"]): [entry["command"] for entry in each["commands"]]
        for each in server.of("setMyCommands")
    }
    assert names["all_private_chats", None] == ["start", "find", "quote", "subscribe"]
    assert names["all_group_chats", None] == ["find", "quote"]
    assert names["all_chat_administrators", "de"] == ["find", "quote", "subscribe"]
    changed = (*COMMANDS, command("random"))
    for commands, sets in ((COMMANDS, 6), (changed, 12)):
        asked = len(server.of("getMyCommands"))
        async with running(server, core, commands):
            await server.called("getMyCommands", asked + 6)
            await server.called("setMyCommands", sets)
        assert len(server.of("setMyCommands")) == sets


async def test_the_bots_page_is_told_by_language_once_and_what_the_operator_wrote_stays(server: BotApi, core: Core):
    profiles = {"en": Profile("Looks up passages.", "A library."), "de-AT": Profile("Schlägt Stellen nach.")}
    for start in (1, 2):
        telegram = Telegram(TOKEN, api=server.url, profiles=profiles, sleep=Naps())
        async with telegram, listen(telegram, core.answer, core.notify):
            await server.called("getMyDescription", 2 * start)
            await server.called("getChatMenuButton", start)
            await server.called("setChatMenuButton")
        server.chats.texts["MyDescription", ""] = "The operator's own words."
    told = [(each.method, each["language_code"]) for each in server.of("setMyDescription", "setMyShortDescription")]
    assert told == [("setMyDescription", None), ("setMyShortDescription", None), ("setMyDescription", "de")]
    assert len(server.of("setChatMenuButton")) == 1
    with pytest.raises(ValueError, match="512"):
        Profile("x" * 513)


async def test_nothing_secret_or_said_is_logged(server: BotApi, core: Core, caplog):
    caplog.set_level("DEBUG")
    async with running(server, core):
        server.fault("sendMessage", refusal("no such luck"))
        await server.deliver(server.crowd.say("my own words"))
        await server.called("sendMessage")
    assert TOKEN not in caplog.text
    assert "my own words" not in caplog.text


async def test_coming_and_going_is_told(server: BotApi, core: Core, listening):
    core.greeting = Reply(said("Good day."))
    await server.deliver(
        server.crowd.membership("left", "member"),
        server.crowd.membership("member", "administrator"),
        server.crowd.membership("administrator", "kicked"),
        server.crowd.membership("member", "kicked", PRIVATE),
        server.crowd.membership("kicked", "member", PRIVATE),
        server.crowd.membership("left", "administrator", CHANNEL),
        server.crowd.migrate(SMALL, FORUM["id"]),
    )
    await server.until(lambda: len(core.told) >= 5 and len(server.of("sendMessage")) >= 2)
    told = {(each.what, each.place.chat, each.to.chat if each.to else "") for each in core.told}
    group, alone = str(GROUP["id"]), str(PRIVATE["id"])
    assert told == {
        (Happened.JOINED, group, ""),
        (Happened.LEFT, group, ""),
        (Happened.JOINED, str(CHANNEL["id"]), ""),
        (Happened.BLOCKED, alone, ""),
        (Happened.MOVED, str(SMALL["id"]), str(FORUM["id"])),
    }
    sent = {each["chat_id"]: each["text"] for each in server.of("sendMessage")}
    assert sent == {GROUP["id"]: "Good day.", PRIVATE["id"]: "A channel\nGood day."}


async def test_a_group_that_moved_is_neither_left_nor_joined(server: BotApi, core: Core, listening):
    await server.deliver(server.crowd.migrate(SMALL, FORUM["id"]))
    await server.until(lambda: not server.waiting)
    await server.deliver(
        server.crowd.membership("member", "left", SMALL), server.crowd.membership("left", "member", FORUM)
    )
    await server.until(lambda: not server.waiting)
    assert [each.what for each in core.told] == [Happened.MOVED]
    await server.deliver(server.crowd.membership("member", "left", FORUM))
    await server.until(lambda: not server.waiting)
    assert [each.what for each in core.told] == [Happened.MOVED, Happened.LEFT]


@pytest.mark.parametrize(
    ("api", "stands"),
    [
        ("https://api.telegram.org", "https://api.telegram.org/bot"),
        ("http://localhost:8081/", "http://localhost:8081/bot"),
        ("https://api.telegram.org/bot{token}/test", "https://api.telegram.org/bot{token}/test"),
    ],
)
def test_a_server_of_ones_own_or_the_test_environment_is_an_address(api, stands):
    assert address(api) == stands
