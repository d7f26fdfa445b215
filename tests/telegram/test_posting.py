"""What becomes of a post: sent, later, gone, or nobody knows; and never twice."""

import pytest
from telegram.error import NetworkError

from adapters.telegram import Telegram
from adapters.telegram.sending import Sender, patiently
from bot.chat import Ambiguous, Button, Gone, Person, Place, Poll, Reply, TryLater
from bot.text import Kind
from tests.platforms.core import Naps, buttons, said
from tests.platforms.telegram import TOKEN, BotApi, Fault, refusal, too_many
from tests.platforms.telegram_updates import ANNA, FORUM, GROUP, PRIVATE

HOME = Place("telegram", str(PRIVATE["id"]), private=True)
CLUB = Place("telegram", str(GROUP["id"]))
TOPIC = Place("telegram", str(FORUM["id"]), "44")
DAILY = Reply(said("A passage of the day."), silent=True)


async def test_a_post_arrives_in_its_topic_without_a_sound_and_names_its_message(server: BotApi, telegram: Telegram):
    server.chats.topics[FORUM["id"]] = {44}
    name = await telegram.post(TOPIC, DAILY, "nonce")
    call = server.of("sendMessage")[0]
    assert (call["message_thread_id"], call["disable_notification"]) == (44, True)
    assert name == str(call.result["message_id"])


async def test_the_same_post_to_many_chats_is_rendered_once(server: BotApi, telegram: Telegram):
    for _ in range(5):
        await telegram.post(HOME, DAILY, "nonce")
    await telegram.post(CLUB, DAILY, "nonce")
    assert telegram._render.cache_info().misses == 2, "once for private chats, once for groups, where it may be folded"


async def test_only_posts_that_the_operator_pays_for_pass_the_free_limit(server: BotApi):
    async with Telegram(TOKEN, api=server.url, paid=True) as paid:
        await paid.post(HOME, DAILY, "nonce")
    async with Telegram(TOKEN, api=server.url) as free:
        await free.post(HOME, DAILY, "nonce")
    assert [call["allow_paid_broadcast"] for call in server.of("sendMessage")] == [True, None]


@pytest.mark.parametrize(
    ("refused", "reason", "mendable"),
    [
        (refusal("bot was blocked by the user", 403), "gone-blocked", True),
        (refusal("user is deactivated", 403), "gone-deactivated", False),
        (refusal("bot can't initiate conversation with a user", 403), "gone-blocked", True),
        (refusal("bot was kicked from the supergroup chat", 403), "gone-left", True),
        (refusal("bot is not a member of the channel chat", 403), "gone-left", True),
        (refusal("the group chat was deleted", 403), "gone-deleted", False),
        (refusal("chat not found"), "gone-deleted", False),
        (refusal("TOPIC_CLOSED"), "gone-topic-closed", True),
        (refusal("message thread not found"), "gone-topic-deleted", True),
        (refusal("not enough rights to send text messages to the chat"), "gone-permission", True),
        (refusal("have no rights to send a message"), "gone-permission", True),
        (refusal("need administrator rights in the channel chat"), "gone-permission-channel", True),
        (refusal("CHAT_WRITE_FORBIDDEN"), "gone-permission", True),
        (refusal("something new under the sun"), "gone-refused", True),
    ],
)
async def test_a_place_that_is_lost_says_why(server: BotApi, telegram: Telegram, refused, reason, mendable):
    server.fault("sendMessage", refused)
    with pytest.raises(Gone) as gone:
        await telegram.post(CLUB, DAILY, "nonce")
    assert (gone.value.reason, gone.value.mendable) == (reason, mendable)


async def test_a_group_that_became_a_supergroup_says_where(server: BotApi, telegram: Telegram):
    server.fault("sendMessage", refusal("group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009))
    with pytest.raises(Gone) as gone:
        await telegram.post(CLUB, DAILY, "nonce")
    assert (gone.value.reason, gone.value.to) == ("gone-moved", "-1009")


@pytest.mark.parametrize(("place", "seconds", "everywhere"), [(HOME, 7, True), (CLUB, 7, True), (CLUB, 3600, False)])
async def test_a_halt_is_kept_for_as_long_as_it_says(server: BotApi, telegram: Telegram, place, seconds, everywhere):
    server.fault("sendMessage", too_many(seconds))
    with pytest.raises(TryLater) as later:
        await telegram.post(place, DAILY, "nonce")
    assert (later.value.seconds, later.value.everywhere) == (seconds, everywhere)


async def test_without_a_network_nothing_was_sent(server: BotApi, telegram: Telegram):
    async with server.down():
        with pytest.raises(TryLater) as later:
            await telegram.post(HOME, DAILY, "nonce")
    assert later.value.everywhere
    await telegram.post(HOME, DAILY, "nonce")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(cut=True),
        Fault(cut=True, taken=True),
        refusal("Bad Gateway", 502),
        refusal("Internal Server Error", 500),
        refusal("Gateway Timeout", 504),
    ],
    ids=["cut before", "cut after", "502", "500", "504"],
)
async def test_what_may_have_arrived_is_ambiguous_and_sent_once(server: BotApi, telegram: Telegram, fault):
    server.fault("sendMessage", fault)
    with pytest.raises(Ambiguous) as ambiguous:
        await telegram.post(HOME, DAILY, "nonce")
    assert not ambiguous.value.resendable
    assert len(server.of("sendMessage")) == 1


async def test_a_token_refused_later_pauses_everything(server: BotApi, telegram: Telegram):
    server.fault("sendMessage", refusal("", 401))
    with pytest.raises(TryLater) as later:
        await telegram.post(HOME, DAILY, "nonce")
    assert later.value.everywhere
    assert TOKEN not in later.value.detail


async def test_an_entity_that_is_refused_does_not_lose_the_post(server: BotApi, telegram: Telegram):
    server.fault("sendMessage", refusal("can't parse entities: unsupported type"))
    await telegram.post(HOME, Reply(said("Words", Kind.QUOTE)), "nonce")
    assert [each.status for each in server.of("sendMessage")] == [400, 200]


async def test_rows_of_any_length_become_a_keyboard(server: BotApi, telegram: Telegram):
    rows = (*buttons(*map(str, range(11))), (Button("Read it there", url="https://example.org/a"),))
    await telegram.post(HOME, Reply(said("Words"), rows), "nonce")
    keys = server.of("sendMessage")[0]["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in keys] == [8, 3, 1]
    assert keys[-1][0]["url"] == "https://example.org/a"


async def test_only_admins_manage_and_are_asked_after_once_a_minute(server: BotApi, telegram: Telegram):
    server.chats.admins[GROUP["id"]] = [ANNA]
    anna, bert = Person("telegram", "7001"), Person("telegram", "7002")
    for _ in range(3):
        assert await telegram.may_manage(CLUB, anna)
        assert not await telegram.may_manage(CLUB, bert)
    assert await telegram.may_manage(HOME, bert)
    assert len(server.of("getChatAdministrators")) == 2
    server.fault("getChatAdministrators", refusal("CHAT_ADMIN_REQUIRED"))
    assert not await telegram.may_manage(Place("telegram", "-1008"), anna)
    server.fault("getChatAdministrators", refusal("Bad Gateway", 502))
    with pytest.raises(TryLater):
        await telegram.may_manage(Place("telegram", "-1007"), anna)


async def test_a_reply_that_found_no_network_is_sent_when_it_is_back(server: BotApi, telegram: Telegram):
    sender = Sender(telegram._connection.replies)

    async def back(seconds: float) -> None:
        await server.__aenter__()

    await server.__aexit__()
    await patiently(lambda: sender.send(HOME, DAILY), back)
    assert len(server.of("sendMessage")) == 1


async def test_a_reply_that_may_have_arrived_is_not_repeated(server: BotApi, telegram: Telegram, naps: Naps):
    server.fault("sendMessage", Fault(cut=True, taken=True))
    with pytest.raises(NetworkError):
        await patiently(lambda: Sender(telegram._connection.replies).send(HOME, DAILY), naps)
    assert len(server.of("sendMessage")) == 1
    assert not naps.taken


async def test_a_poll_is_asked_below_its_passage_in_the_topic(server: BotApi, telegram: Telegram):
    server.chats.topics[FORUM["id"]] = {44}
    poll = Poll("Which half is true?", ("The first 🧂", "The second"), several=True, hours=48)
    pieces = telegram.split(Reply(said("Salt remembers; the sea forgets."), buttons("Next"), poll=poll, silent=True))
    for each in pieces:
        await telegram.post(TOPIC, each, "nonce")
    passage, asked = server.calls[-2:]
    assert (passage.method, asked.method, asked["open_period"]) == ("sendMessage", "sendPoll", 48 * 3600)
    assert [each["text"] for each in asked["options"]] == list(poll.options)
    assert (asked["message_thread_id"], asked["allows_multiple_answers"]) == (44, True)
    assert "reply_markup" in asked.params
    assert "reply_markup" not in passage.params
    assert poll.text.plain.splitlines() == ["Which half is true?", *poll.options]
    for wrong in (("q", ("one",), 24), ("", ("a", "b"), 24), ("q", ("a", "b" * 56), 24), ("q", ("a", "b"), 999)):
        with pytest.raises(ValueError, match="a poll"):
            Poll(*wrong[:2], hours=wrong[2])
