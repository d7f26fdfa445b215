"""The daily passage in chat: ordered in plain words, listed, changed, ended, explained."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.answers.label import Label
from bot.answers.orders import Account, Orders
from bot.calendar.subscription import Standing, Subscription
from bot.chat import Asked, Happened, Notice, Place
from bot.store.delivery import Delivery, State
from bot.wording.wording import Wording
from tests.conversations.core import CoreChat, talking

GROUP = Place("test", "-5", title="Readers")
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""A Monday, 07:00 in Berlin."""


def one(conversation, place: Place = GROUP, now: datetime = MORNING) -> CoreChat:
    return CoreChat(conversation, place, now=now)


@pytest.fixture
def group(conversation) -> CoreChat:
    return one(conversation)


@pytest.fixture
async def ordered(conversation) -> CoreChat:
    chat = one(conversation)
    await chat.command("subscribe", "07:30 Europe/Berlin weekdays keeper")
    return chat


async def test_an_order_is_confirmed_with_its_next_post_in_local_time(group: CoreChat) -> None:
    shown = await group.command("subscribe", "07:30 Europe/Berlin weekdays Keeper")
    assert "on weekdays at 07:30 (Europe/Berlin), The Keeper's Year" in shown.text
    assert "Mon 23 Nov 2026, 07:30" in shown.text


async def test_options_chosen_one_by_one_say_the_same(group: CoreChat) -> None:
    options = {"time": "7.30am", "zone": "Berlin", "days": "mon-fri", "source": "The Keeper's Year"}
    shown = await group.command("subscribe", arguments=options)
    assert "on weekdays at 07:30 (Europe/Berlin), The Keeper's Year" in shown.text


async def test_a_source_with_a_weekday_in_its_name_is_no_weekday_as_an_option(group: CoreChat) -> None:
    shown = await group.command("subscribe", arguments={"time": "7:30", "zone": "Berlin", "source": "the sun"})
    assert "“the sun”" in shown.text


async def test_the_zone_may_be_left_out_once_the_place_has_one(conversation, ordered: CoreChat) -> None:
    assert "(Europe/Berlin)" in (await ordered.command("subscribe", "8:00")).text
    topic = one(conversation, Place("test", GROUP.chat, "9"))
    assert "(Europe/Berlin)" in (await topic.command("subscribe", "8:00")).text
    elsewhere = one(conversation, Place("test", "other"))
    assert "In which time zone" in (await elsewhere.command("subscribe", "8:00")).text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Berlin weekdays", "When shall it be posted"),
        ("7:30 Berlin until 2020-01-01", "Nothing would ever be due"),
        ("7:30 Berlin from 2026-02-30", "no day of the calendar"),
        ("25:00 Berlin", "“25:00” is no time of day"),
        ("7:30 Berln", "Did you mean Europe/Berlin"),
        ("7:30 Berlin keepr", "no pack, work or topic “keepr”"),
        ("7:30 Berlin on the 40th", "no days that I can read"),
    ],
)
async def test_what_cannot_be_ordered_is_told_with_its_mend(group: CoreChat, line: str, says: str) -> None:
    shown = await group.command("subscribe", line)
    assert says in shown.text
    assert "Nothing is posted" in (await group.command("subscriptions")).text


async def test_the_same_order_twice_is_not_taken(ordered: CoreChat) -> None:
    assert "ordered already, as number 1" in (await ordered.command("subscribe", "7:30 weekdays keeper")).text


async def test_a_place_has_a_bounded_number_of_orders(group: CoreChat) -> None:
    for minute in range(20):
        await group.command("subscribe", f"8:{minute:02} Berlin")
    assert "that is the most" in (await group.command("subscribe", "9:00")).text


async def test_every_third_day_counts_from_the_first_post(group: CoreChat) -> None:
    shown = await group.command("subscribe", "6:30 Berlin every 3 days")
    assert "Tue 24 Nov 2026, 06:30" in shown.text


async def test_an_offset_is_taken_with_a_warning(group: CoreChat) -> None:
    shown = (await group.command("subscribe", "7:30 UTC+2")).text
    assert "(UTC+2)" in shown
    assert "UTC+2 is a fixed offset: it does not follow summer time" in shown
    assert "Asia/Kolkata" in (await group.command("subscribe", "7:30 UTC+5:30")).text


async def test_a_windows_minute_stays_through_every_change_but_that_of_the_window(group: CoreChat) -> None:
    await group.command("subscribe", "between 8 and 9 Berlin")
    for change in ("weekends", "question first", "UTC+1", "at most 80 words"):
        assert "here at 08:37" in (await group.command("edit", f"1 {change}")).text
    assert "between 19:00 and 21:00, here at 20:14" in (await group.command("edit", "1 19-21:00")).text
    assert "at 08:00 (UTC+1)" in (await group.command("edit", "1 8:00")).text
    assert "here at 08:37" in (await group.command("edit", "1 8-9:00")).text


async def test_lengths_that_nothing_has_are_refused_and_taken_back_with_two_words(ordered: CoreChat) -> None:
    assert "Nothing of The Keeper's Year is of that length" in (await ordered.command("edit", "1 over 900 words")).text
    assert "at most 60 words" in (await ordered.command("edit", "1 at most 60 words")).text
    assert "at most 60 words" in (await ordered.command("edit", "1 from almanac")).text
    assert "60 words" not in (await ordered.command("edit", "1 any length")).text
    assert "no pack, work or topic “work kepr”" in (await ordered.command("edit", "1 weights kepr 3")).text
    assert "by weights (The Keeper's Year 3)" in (await ordered.command("edit", "1 weights keeper 3")).text
    assert "weights" not in (await ordered.command("edit", "1 in sequence")).text


async def test_only_admins_change_what_a_group_gets(index) -> None:
    async with talking(index, admin=False) as conversation:
        member = one(conversation)
        for command in ("subscribe", "unsubscribe"):
            assert "admins" in (await member.command(command, "7:30 Berlin")).text
        assert "Nothing is posted" in (await member.command("subscriptions")).text
        alone = one(conversation, Place("test", "7", private=True))
        assert "Subscribed" in (await alone.command("subscribe", "7:30 Berlin")).text
        stolen = await member.ask(Asked.BUTTON, text="daily|pause|1")
        assert "admins" in stolen.text


async def test_buttons_of_another_place_change_nothing(conversation, ordered: CoreChat) -> None:
    other = one(conversation, Place("test", "other"))
    assert "no subscription number 1 here" in (await other.ask(Asked.BUTTON, text="daily|pause|1")).text
    assert "no subscription number 1 here" in (await other.command("unsubscribe", "1")).text
    assert "Next:" in (await ordered.command("subscriptions")).text


async def test_the_preview_tells_what_is_posted_next(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    shown = await ordered.press("Preview")
    assert "To be posted Mon 23 Nov 2026, 07:30" in shown.text
    assert "The Keeper's Year" in shown.text
    assert shown.private


async def test_skipping_leaves_out_one_date_and_says_so(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    shown = await ordered.press("Skip next")
    assert "Tue 24 Nov 2026, 07:30" in shown.text
    assert "left out" in (await ordered.command("why")).text


async def test_pausing_and_resuming_keep_the_settings(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    paused = await ordered.press("Pause")
    assert "Paused" in paused.text
    assert paused.buttons == ("Resume", "Edit", "End")
    resumed = await ordered.press("Resume")
    assert "on weekdays at 07:30" in resumed.text
    assert "Next: Mon 23 Nov 2026, 07:30" in resumed.text


@pytest.mark.parametrize(
    ("line", "says", "following"),
    [
        ("7:30 Berlin every 3 days", "every 3 days at 07:30", "Mon 23 Nov 2026, 07:30"),
        ("7:30 Berlin every 3 days weekends", "every 3 days, at weekends at 07:30", "Sat 28 Nov 2026, 07:30"),
        ("7:30 Berlin on the 1st and 15th", "on day 1, 15 of the month", "Tue 1 Dec 2026, 07:30"),
        ("7:30 Berlin from 2026-12-01 until 2027-01-31", "until 31 January 2027", "Tue 1 Dec 2026, 07:30"),
        ("23:30 Berlin quiet 22:00-8:00", "not between 22:00 and 08:00", "Tue 24 Nov 2026, 08:00"),
        ("7:30 Berlin silently, shuffled", "shuffled, without a sound", "Mon 23 Nov 2026, 07:30"),
        ("7:30 Berlin question first", "the question first", "Mon 23 Nov 2026, 07:30"),
        ("7:30 Berlin by date pack almanac", "by date", "Mon 23 Nov 2026, 07:30"),
        ("between 8 and 9 Berlin", "between 08:00 and 09:00, here at 08:37", "Mon 23 Nov 2026, 08:37"),
        ("7:30 Berlin about 150 words a day", "about 150 words at a time", "Mon 23 Nov 2026, 07:30"),
        ("7:30 Berlin at most 60 words", "passages of at most 60 words", "Mon 23 Nov 2026, 07:30"),
        (
            "7:30 Berlin weights keeper 3, tides 2",
            "by weights (The Keeper's Year 3, The Book of Tides 2), shuffled",
            "Mon 23 Nov 2026, 07:30",
        ),
    ],
)
async def test_an_order_says_back_all_that_was_understood(
    group: CoreChat, line: str, says: str, following: str
) -> None:
    shown = await group.command("subscribe", line)
    assert says in shown.text
    assert f"Next: {following}" in shown.text
    assert says in (await group.command("subscriptions")).text


async def test_a_change_keeps_what_it_does_not_name(ordered: CoreChat) -> None:
    shown = await ordered.command("edit", "1 08:15 Lisbon question first")
    assert "on weekdays at 08:15 (Europe/Lisbon), The Keeper's Year, the question first" in shown.text
    assert "Next: Mon 23 Nov 2026, 08:15" in shown.text
    assert "at 08:15" in (await ordered.command("edit", "passage only")).text


async def test_a_change_of_time_does_not_post_a_day_that_was_not_due(conversation) -> None:
    evening = one(conversation, now=datetime(2026, 11, 23, 18, 0, tzinfo=UTC))
    await evening.command("subscribe", "7:30 Berlin")
    assert "Tue 24 Nov 2026, 08:00" in (await evening.command("edit", "1 8:00")).text
    assert "Mon 23 Nov 2026, 22:00" in (await evening.command("edit", "1 22:00")).text


async def test_a_pause_with_a_date_goes_on_by_itself_or_earlier(ordered: CoreChat) -> None:
    assert "Next: Thu 24 Dec 2026, 07:30" in (await ordered.command("edit", "1 paused until 2026-12-24")).text
    assert "Next: Mon 23 Nov 2026, 07:30" in (await ordered.command("edit", "1 resume")).text


async def test_another_source_begins_at_its_beginning(ordered: CoreChat) -> None:
    assert "A Neighbour's Almanac" in (await ordered.command("edit", "1 from almanac")).text
    assert "no pack, work or topic “almanacc”" in (await ordered.command("edit", "1 from almanacc")).text


async def test_changes_without_words_have_buttons(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    assert "/edit 1" in (await ordered.press("Edit")).text
    assert "shuffled" in (await ordered.press("Shuffled")).text
    await ordered.press("Edit")
    assert "without a sound" in (await ordered.press("Silent")).text
    await ordered.press("Edit")
    assert "without a sound" not in (await ordered.press("With sound")).text


async def test_a_paused_order_can_be_changed_and_stays_paused(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    await ordered.press("Pause")
    assert "Paused" in (await ordered.command("edit", "1 9:00")).text
    assert "Next: Mon 23 Nov 2026, 09:00" in (await ordered.press("Resume")).text


@pytest.mark.parametrize(
    ("line", "says"),
    [("", "Which subscription"), ("9 8:00", "no subscription number 9"), ("1 25:00", "no time of day")],
)
async def test_a_change_that_is_not_clear_is_asked_back(group: CoreChat, line: str, says: str) -> None:
    await group.command("subscribe", "7:30 Berlin")
    await group.command("subscribe", "8:30 Berlin")
    assert says in (await group.command("edit", line)).text


async def test_nothing_given_is_asked_step_by_step(group: CoreChat) -> None:
    shown = await group.command("subscribe")
    assert "Which passages" in shown.text
    assert "The whole library" in shown.buttons
    assert "which days" in (await group.press("A Neighbour's Almanac")).text
    assert "what time" in (await group.press("Weekdays")).text
    shown = await group.press("07:30")
    assert "/subscribe 07:30 Lisbon weekdays almanac" in shown.text
    shown = await group.press("New York")
    assert "on weekdays at 07:30 (America/New_York), A Neighbour's Almanac" in shown.text
    await group.command("subscribe")
    await group.press("The whole library")
    await group.press("Weekends")
    await group.press("07:00–08:00")
    shown = await group.press("By offset …")
    assert "does not follow summer time" in shown.text
    shown = await group.press("UTC-3")
    assert "at weekends between 07:00 and 08:00, here at 07:14 (UTC-3)" in shown.text
    assert "fixed offset" in shown.text
    await group.command("subscribe")
    await group.press("The whole library")
    await group.press("Every day")
    await group.press("21:30")
    assert "every day at 21:30 (UTC-3), from the whole library" in (await group.press("UTC-3")).text


async def test_a_reading_plan_tells_when_it_is_through(group: CoreChat) -> None:
    one_a_day = await group.command("subscribe", "7:30 Berlin keeper")
    assert "read to its end on" in one_a_day.text
    shown = await group.command("edit", "1 100 passages a day")
    assert "from 1 to 20" in shown.text
    faster = await group.command("edit", "1 20 passages a day")
    assert "20 passages at a time" in faster.text
    assert "read to its end on 24 November 2026" in faster.text
    assert "read to its end on 24 November 2026" in (await group.command("subscriptions")).text
    in_words = await group.command("edit", "1 about 300 words a day")
    assert "about 300 words at a time" in in_words.text
    assert "read to its end on" in in_words.text
    await group.command("edit", "1 2 passages a day")
    await group.command("subscriptions")
    assert "¶1-2" in (await group.press("Preview")).text
    assert "read to its end" not in (await group.command("edit", "1 by date")).text


async def test_posting_now_queues_an_extra(ordered: CoreChat) -> None:
    await ordered.command("subscriptions")
    assert "being posted now" in (await ordered.press("Post now")).text
    assert "waiting to be posted" in (await ordered.command("why")).text


async def test_the_only_order_ends_without_its_number_several_are_asked_for_theirs(ordered: CoreChat) -> None:
    await ordered.command("subscribe", "9:00")
    shown = await ordered.command("unsubscribe")
    assert shown.buttons == ("1", "2")
    assert "Ended: 1." in (await ordered.press("1")).text
    assert "Ended: 2." in (await ordered.command("unsubscribe")).text
    assert "Nothing is posted" in (await ordered.command("unsubscribe")).text


async def test_today_is_what_the_place_gets_today_else_the_calendars(conversation, ordered: CoreChat) -> None:
    shown = await ordered.command("today")
    assert "23 November 2026" in shown.text
    assert "The Keeper's Year" in shown.text
    elsewhere = await one(conversation, Place("test", "other")).command("today")
    assert "A Neighbour's Almanac, 1935-11-23" in elsewhere.text


async def test_why_tells_of_nothing_where_nothing_was_posted(ordered: CoreChat) -> None:
    assert "Nothing has been posted yet" in (await ordered.command("why")).text
    assert "no subscription number 8" in (await ordered.command("why", "8")).text


async def test_why_tells_what_comes_next_where_and_when(ordered: CoreChat) -> None:
    shown = (await ordered.command("why")).text
    assert "Next: Mon 23 Nov 2026, 07:30" in shown
    assert "Then comes Ilse Brandt, The Keeper's Year (1912) ¶1, in Readers." in shown


async def test_why_tells_the_readers_own_hour_where_they_have_told_their_zone(conversation, ordered) -> None:
    assert "By your own clock" not in (await ordered.command("why")).text
    alone = one(conversation, Place("test", ordered.person.id, private=True))
    await alone.command("subscribe", "8:00 New York")
    assert "By your own clock (America/New_York): Mon 23 Nov 2026, 01:30" in (await ordered.command("why")).text
    assert "By your own clock" not in (await alone.command("why")).text


async def test_why_says_that_yesterday_was_none_of_its_days(conversation, ordered) -> None:
    assert "none of its days" not in (await ordered.command("why")).text
    await ordered.command("subscriptions")
    await ordered.press("Post now")
    assert "Yesterday, 22 November 2026, was none of its days" in (await ordered.command("why")).text


GONE = ("blocked", "deactivated", "left", "deleted", "topic-closed", "topic-deleted", "permission", "refused", "access")
LATER = MORNING + timedelta(hours=2)


def past(state: State, error: str, **fields: object) -> Delivery:
    return Delivery(1, 1, GROUP, MORNING.date(), MORNING, LATER, MORNING, "UTC", state=state, error=error, **fields)


@pytest.mark.parametrize(
    ("delivery", "says"),
    [
        (past(State.SKIPPED, "delivery-late"), "Catch up under /subscriptions brings what was missed"),
        (past(State.SKIPPED, "daily-caught-up"), "made up for later"),
        (past(State.UNKNOWN, "delivery-cut-off"), "Look whether it stands here"),
        (past(State.UNKNOWN, "read timed out"), "The platform said: read timed out"),
        (past(State.FAILED, "delivery-source-empty"), "choose another with /edit"),
        (past(State.FAILED, "delivery-bug"), "noted it for the operator"),
        (past(State.FAILED, "passage-gone"), "no longer in this library"),
        (past(State.FAILED, "passage-retired"), "taken that passage out"),
        (past(State.SKIPPED, "daily-skipped"), "An admin left it out"),
        (replace(past(State.QUEUED, "slow mode"), not_before=LATER), "tried again Mon 23 Nov 2026, 09:00"),
    ],
)
def test_every_outcome_has_its_own_sentence(delivery: Delivery, says: str) -> None:
    standing = Subscription(GROUP, time(7, 30), "Europe/Berlin")
    told = Orders(Wording.load()).explained([Account(standing, Label(""), [delivery], ())])
    assert says in told.text.plain


def test_every_way_to_lose_a_place_has_its_own_sentence() -> None:
    lost = Subscription(GROUP, time(7, 30), "Europe/Berlin", standing=Standing.ENDED, detail="403")
    told = {
        Orders(Wording.load()).explained([Account(replace(lost, reason=f"gone-{each}"), Label(""), [], ())]).text.plain
        for each in GONE
    }
    assert len(told) == len(GONE)
    assert all("Ended by itself" in each and "403" in each for each in told)


@pytest.mark.parametrize(
    ("what", "says"), [(Happened.LEFT, "taken out of that chat"), (Happened.BLOCKED, "was blocked there")]
)
async def test_a_place_that_is_left_pauses_and_says_why(conversation, ordered, what: Happened, says: str) -> None:
    await conversation.notify(Notice(what, GROUP))
    shown = await ordered.command("subscriptions")
    assert says in shown.text
    assert "Resume" in shown.buttons


async def test_a_place_that_moves_keeps_its_orders(conversation, ordered: CoreChat) -> None:
    await conversation.notify(Notice(Happened.MOVED, GROUP, Place("test", "-100500")))
    assert "Nothing is posted" in (await ordered.command("subscriptions")).text
    moved = one(conversation, Place("test", "-100500"))
    assert "The Keeper's Year" in (await moved.command("subscriptions")).text


async def test_a_work_that_may_not_be_posted_is_refused_and_the_mend_named(conversation, tmp_path) -> None:
    pack = tmp_path / "closed"
    pack.mkdir()
    (pack / "pack.toml").write_text(
        'name = "closed"\ntitle = "Closed"\nlicence = "All rights reserved"\nredistribute = false\n'
        'source = "our own"\nlanguage = "en"\n[[work]]\nfile = "letters.md"\nid = "letters"\ntitle = "Closed Letters"\n'
    )
    (pack / "letters.md").write_text("These words were written for a friend and for nobody else who came after.\n")
    async with talking(tmp_path / "index", packs=[pack]) as closed:
        shown = await one(closed).command("subscribe", "7:30 Berlin closed letters")
    assert "its licence does not allow posting" in shown.text
    assert "post = true" in shown.text
