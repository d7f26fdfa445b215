"""The daily passage through Telegram: ordered in a topic, posted there, once; and at the pace that Telegram keeps."""

import asyncio
from datetime import datetime, timedelta

import pytest

from adapters.telegram import Telegram
from bot.chat import Happened, Place, Reply
from bot.delivery.pace import TELEGRAM, Pace
from tests.delivery.once import once
from tests.platforms.core import said
from tests.platforms.telegram import TOKEN, BotApi, Fault, refusal
from tests.platforms.telegram_rates import Rates
from tests.platforms.telegram_updates import ANNA, BERT, FORUM
from tests.telegram.driver import Driver, TelegramChat

POSTS = ("sendMessage", FORUM["id"])


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("daily") / "library.sqlite")


async def ordered(chat: TelegramChat) -> datetime:
    """Anna orders a daily passage in the forum's topic 44; the instant at which the first is due."""
    chat.server.chats.topics[FORUM["id"]] = {44}
    chat.server.chats.admins[FORUM["id"]] = [ANNA]
    await chat.turn(chat.server.crowd.say("/subscribe 07:30 Europe/Berlin", FORUM, thread=44))
    (subscription,) = await chat.core.store.subscriptions.of(Place("telegram", str(FORUM["id"]), "44"))
    assert subscription.next_due
    return subscription.next_due


async def delivered(chat: TelegramChat, now: datetime) -> list[dict]:
    """What a fresh process posts at that instant."""
    before = len(chat.server.calls)
    await once(chat.core, chat.adapter, now)
    return [each.params for each in chat.server.calls[before:] if (each.method, each.params.get("chat_id")) == POSTS]


async def test_a_passage_is_posted_in_its_topic_once_across_restarts(driver):
    async with driver.open(private=False, admin=True) as chat:
        due = await ordered(chat)
        assert await delivered(chat, due - timedelta(minutes=1)) == []
        posted = await delivered(chat, due + timedelta(seconds=20))
        assert [(each["chat_id"], each["message_thread_id"]) for each in posted] == [(FORUM["id"], 44)]
        assert await delivered(chat, due + timedelta(seconds=40)) == []
        assert len(await delivered(chat, due + timedelta(days=1, seconds=20))) == 1


async def test_kind_reactions_to_a_post_are_counted_and_told(driver):
    async with driver.open(private=False, admin=True) as chat:
        due = await ordered(chat)
        await delivered(chat, due + timedelta(seconds=20))
        (subscription,) = await chat.core.store.subscriptions.of(Place("telegram", str(FORUM["id"]), "44"))
        (post,) = await chat.core.store.ledger.latest(subscription.id)
        number = int(post.message_ids[0])
        acts = [
            (chat.server.crowd.react(FORUM, number, "", "👍"), 1),
            (chat.server.crowd.react(FORUM, number, "", "🔥", BERT), 2),
            (chat.server.crowd.react(FORUM, number, "👍", "👎"), 1),
            (chat.server.crowd.react(FORUM, number + 10, "", "👍"), 1),
            (chat.server.crowd.reactions(FORUM, number, **{"👍": 4, "👎": 2, "❤": 3}), 7),
        ]
        for update, people in acts:
            await chat.server.deliver(chat.server.crowd.react(FORUM, number, "👎", "💩"), update)
            heard = await asyncio.wait_for(chat.heard.get(), 10)
            assert heard.what is Happened.APPRECIATED
            assert (await chat.core.store.ledger.latest(subscription.id))[0].appreciated == people
        shown = await chat.turn(chat.server.crowd.say("/why", FORUM, thread=44))
        assert "7 people reacted kindly" in shown.text


@pytest.mark.parametrize(
    ("fault", "later"),
    [
        (refusal("bot was kicked from the supergroup chat", 403), 0),
        (refusal("TOPIC_CLOSED"), 0),
        (Fault(cut=True, taken=True), 1),
        (refusal("Bad Gateway", 502), 1),
    ],
    ids=["kicked", "topic closed", "cut off", "502"],
)
async def test_a_post_that_failed_or_may_have_arrived_is_not_repeated(driver, fault, later):
    async with driver.open(private=False, admin=True) as chat:
        due = await ordered(chat)
        chat.server.fault("sendMessage", fault)
        assert len(await delivered(chat, due + timedelta(seconds=20))) == 1
        assert await delivered(chat, due + timedelta(minutes=20)) == []
        assert len(await delivered(chat, due + timedelta(days=1, minutes=1))) == later


@pytest.mark.prove
async def test_the_pace_meets_no_refusal_of_a_strict_server():
    rates, pace = Rates(), Pace(TELEGRAM)
    async with BotApi(gate=rates) as server, Telegram(TOKEN, api=server.url) as telegram:
        for number in range(1, 251):
            place = Place("telegram", str(number), private=True)
            async with pace.turn(place):
                pass
            await telegram.post(place, Reply(said("A passage of the day.")), "nonce")
            pace.posted(place)
    assert rates.refusals == 0
    assert rates.busiest < rates.overall
