"""What the chat says comes next is what comes, word for word; what was missed can be caught up with."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.app import Core
from bot.chat import Person, Place
from bot.delivery.decks import Decks
from bot.delivery.planner import Planner
from bot.library.source import Source
from bot.store.delivery import State
from tests.conversations.core import CoreChat, opened
from tests.delivery.once import once
from tests.delivery.platform import Platform

GROUP = Place("test", "-5", title="Readers")
MONDAY = datetime.fromisoformat("2026-11-23T06:00:00+00:00")
"""07:00 in Berlin."""
DAY = timedelta(days=1)
LINES = (
    "keeper",
    "by date pack almanac",
    "shuffled pack shore",
    "weights keeper 3",
    "pack shore 3 passages a day",
    "keeper about 150 words a day",
    "shuffled about 80 words a day at most 60 words pack shore",
    "at most 40 words pack shore question first",
    "with question from almanac by date",
    "topic borders",
    "hidden keeper",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return tmp_path_factory.mktemp("preview") / "library.sqlite"


@pytest.fixture
async def core(index) -> AsyncIterator[Core]:
    async def may_manage(_place: Place, _person: Person) -> bool:
        return True

    async with opened(index, may_manage) as found:
        yield found


@pytest.fixture
def platform() -> Platform:
    return Platform("test", whole=True)


@pytest.fixture
def chat(core: Core) -> CoreChat:
    return CoreChat(core.conversation, GROUP, now=MONDAY)


async def previewed(chat: CoreChat) -> str:
    """The next post as the chat is shown it, without the line that says when it comes."""
    await chat.command("subscriptions")
    return (await chat.press("Preview")).text.partition("\n")[2]


@pytest.mark.parametrize("line", LINES)
async def test_the_preview_is_what_is_posted_in_every_order(core: Core, chat: CoreChat, platform, line: str) -> None:
    await chat.command("subscribe", f"7:30 Berlin {line}")
    for day in range(4):
        chat.now = MONDAY + day * DAY
        foreseen = await previewed(chat)
        await once(core, platform, MONDAY + day * DAY + timedelta(minutes=31))
        assert platform.said[day:] == [foreseen]


async def test_the_preview_holds_after_a_skipped_date_an_extra_and_a_change(core, chat, platform) -> None:
    await chat.command("subscribe", "7:30 Berlin keeper")
    foreseen = await previewed(chat)
    await chat.command("subscriptions")
    await chat.press("Skip next")
    chat.now += DAY
    skipped = await previewed(chat)
    assert skipped.partition("\n")[2] == foreseen.partition("\n")[2]
    await chat.command("subscriptions")
    await chat.press("Post now")
    await once(core, platform, chat.now)
    assert platform.said == [foreseen.partition("\n")[2]]
    await chat.command("edit", "1 9:00 question first")
    foreseen = await previewed(chat)
    await once(core, platform, MONDAY + DAY + timedelta(hours=2, minutes=1))
    assert platform.said[1:] == [foreseen]


async def test_a_second_lap_says_when_its_passage_came_last(core, chat, platform) -> None:
    await chat.command("subscribe", "7:30 Berlin the river 20 passages a day")
    texts = []
    for day in range(4):
        chat.now = MONDAY + day * DAY
        foreseen = await previewed(chat)
        await once(core, platform, MONDAY + day * DAY + timedelta(minutes=31))
        texts.append(platform.said[day])
        assert platform.said[day:] == [foreseen]
    again = next(each for each in texts[1:] if "Last posted here" in each)
    assert "Last posted here on 23 November 2026" in again
    assert "Last posted here" not in texts[0]


async def test_what_was_missed_is_caught_up_with_once_and_in_order(core, chat, platform) -> None:
    await chat.command("subscribe", "7:30 Berlin keeper 2 passages a day")
    ends = (await chat.command("subscriptions")).text
    assert "Catch up" not in chat_buttons(chat)
    await once(core, platform, MONDAY + timedelta(minutes=31))
    chat.now = MONDAY + 3 * DAY
    await once(core, platform, MONDAY + 3 * DAY + timedelta(minutes=31))
    shown = await chat.command("subscriptions")
    assert "2 posts were missed; Catch up brings them" in shown.text
    foreseen = await previewed(chat)
    await chat.command("subscriptions")
    shown = await chat.press("Catch up")
    assert "What was missed is being posted now" in shown.text
    assert "missed;" not in shown.text
    assert end_date(shown.text) == end_date(ends)
    chat.now = MONDAY + 4 * DAY
    await once(core, platform, MONDAY + 3 * DAY + timedelta(hours=1))
    order = await core.desk.ask(lambda lookup: lookup.shelf.keys(Source("shore", "keeper"), postable=True))
    sent = [each for each in reversed(await core.store.ledger.latest(1, 20)) if each.state is State.SENT]
    assert [key for each in sorted(sent, key=lambda each: each.id) for key in each.passages] == list(order[:8])
    assert foreseen.partition("\n")[2] == platform.said[2]
    missed = [await core.store.ledger.on(1, (MONDAY + day * DAY).date()) for day in (1, 2)]
    assert [each.error for each in missed if each] == ["daily-caught-up"] * 2


async def test_a_post_that_waited_too_long_comes_with_the_very_passages_it_had(core, chat, platform) -> None:
    await chat.command("subscribe", "7:30 Berlin keeper")
    foreseen = await previewed(chat)
    await planned(core, MONDAY + timedelta(minutes=31))
    await core.store.ledger.expire("test", MONDAY + timedelta(hours=8))
    chat.now = MONDAY + timedelta(hours=8)
    shown = await chat.command("subscriptions")
    assert "One post was missed; Catch up brings it" in shown.text
    await chat.press("Catch up")
    await once(core, platform, chat.now)
    assert platform.said == [foreseen.partition("\n")[2]]
    assert (await core.store.ledger.counts()) == {State.SKIPPED: 1, State.SENT: 1}


async def test_what_an_admin_left_out_is_not_missed(core, chat, platform) -> None:
    await chat.command("subscribe", "7:30 Berlin keeper")
    await chat.command("subscriptions")
    shown = await chat.press("Skip next")
    assert "Catch up" not in shown.buttons


async def planned(core: Core, now: datetime) -> None:
    """The planner has done its part and nobody sends."""
    await Planner(core.store, Decks(core.desk), timedelta(hours=6)).tick(now)


def chat_buttons(chat: CoreChat) -> list[str]:
    return [each.label for row in chat.last.buttons for each in row]


def end_date(text: str) -> str:
    return text.partition("read to its end on ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    "line",
    [
        "the river",
        "the river 3 passages a day",
        "the river about 60 words a day every 2 days",
        "shuffled about 90 words a day the river weekends",
        "keeper 9 passages a day until 2027-12-31",
        "keeper about 400 words a day",
        "at most 50 words keeper 4 passages a day",
    ],
)
async def test_a_plan_ends_on_the_very_day_that_was_foreseen(core: Core, chat: CoreChat, platform, line: str) -> None:
    foreseen = end_date((await chat.command("subscribe", f"7:30 Berlin {line}")).text)
    (standing,) = await core.store.subscriptions.of(GROUP)
    left = set(await core.desk.ask(lambda lookup: lookup.shelf.keys(standing.source, postable=True)))
    now = MONDAY + timedelta(minutes=31)
    while left and now < MONDAY + 200 * DAY:
        await once(core, platform, now)
        found = await core.store.ledger.latest(standing.id)
        left -= {key for each in found for key in each.passages}
        last, now = found[0].day if found else None, now + DAY
    assert not left
    assert last
    assert foreseen == f"{last.day} {last:%B %Y}."
