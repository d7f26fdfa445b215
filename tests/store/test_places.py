"""Places, what they chose, and what becomes of their subscriptions."""

from datetime import date, timedelta

from bot.calendar import occurrence
from bot.calendar.days import Days
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Draw, Format, Standing
from bot.chat import Place
from bot.library.source import Source
from bot.store.store import Store
from tests.store.samples import GROUP, NOW, chosen, subscribed, wanted


async def test_a_subscription_is_kept_as_it_was_given(store: Store) -> None:
    given = wanted(
        Place("discord", "1", "2", title="Readers"),
        days=Days((0, 2), 2, (1, 15), date(2026, 1, 5), date(2027, 1, 1)),
        source=Source("letters", "one", "courage"),
        rotation=Rotation.SHUFFLE,
        format=Format.PROMPTED,
        silent=True,
        paused_until=date(2026, 4, 1),
    )
    added = await store.subscriptions.add(given, None)
    found = await store.subscriptions.find(added.id)
    assert found == added
    assert found
    for name in ("place", "at", "zone", "days", "source", "rotation", "format", "silent", "paused_until"):
        assert getattr(found, name) == getattr(given, name)


async def test_a_place_sees_its_own_subscriptions_without_the_ended(store: Store) -> None:
    topic = Place("telegram", GROUP.chat, "7")
    mine, other = await subscribed(store), await subscribed(store, wanted(topic))
    ended = await subscribed(store, wanted(at="08:00", standing=Standing.ENDED))
    assert [each.id for each in await store.subscriptions.of(GROUP)] == [mine.id]
    assert [each.id for each in await store.subscriptions.of(topic)] == [other.id]
    assert await store.subscriptions.find(ended.id)
    assert await store.subscriptions.find(999) is None


async def test_a_topic_keeps_its_chats_zone_until_it_has_its_own(store: Store) -> None:
    topic = Place("telegram", GROUP.chat, "7")
    assert (await store.places.habits(topic)).zone == ""
    await store.places.remember(GROUP, zone="Europe/Berlin")
    assert (await store.places.habits(topic)).zone == "Europe/Berlin"
    await store.places.remember(topic, zone="Asia/Tokyo", language="ja")
    assert (await store.places.habits(topic)).zone == "Asia/Tokyo"
    assert (await store.places.habits(GROUP)).language == ""


async def test_a_chat_that_moves_takes_its_topics_along(store: Store) -> None:
    await subscribed(store)
    await subscribed(store, wanted(Place("telegram", GROUP.chat, "7")))
    await store.places.move(GROUP, "-200")
    assert await store.subscriptions.of(GROUP) == []
    assert len(await store.subscriptions.of(Place("telegram", "-200"))) == 1
    assert len(await store.subscriptions.of(Place("telegram", "-200", "7"))) == 1


async def test_a_chat_that_was_already_known_by_its_new_id_keeps_both_orders(store: Store) -> None:
    await subscribed(store)
    await subscribed(store, wanted(Place("telegram", "-200"), at="09:00"))
    await store.places.move(GROUP, "-200")
    assert [each.at.hour for each in await store.subscriptions.of(Place("telegram", "-200"))] == [7, 9]


async def test_a_place_that_was_left_pauses_and_keeps_its_settings(store: Store) -> None:
    added = await subscribed(store)
    assert await store.places.leave(GROUP, "gone-left") == 1
    found = await store.subscriptions.find(added.id)
    assert found
    assert (found.standing, found.reason, found.at) == (Standing.PAUSED, "gone-left", added.at)
    assert await store.planning.plan(NOW, 10, chosen) == 0
    assert await store.places.leave(GROUP, "gone-left") == 0


async def test_only_what_is_due_and_active_is_planned_soonest_first(store: Store) -> None:
    later = await subscribed(store, wanted(at="08:00"))
    sooner = await subscribed(store, wanted(at="07:45"))
    paused = await subscribed(store, wanted(at="07:40", standing=Standing.PAUSED))
    seen: list[int] = []

    def look(each):
        seen.append(each.id)
        return chosen(each)

    assert await store.planning.plan(NOW + timedelta(hours=1), 10, look) == 2
    assert seen == [sooner.id, later.id]
    assert paused.id not in seen


async def test_what_is_due_is_drawn_from_is_told_once_each(store: Store) -> None:
    for at in ("07:30", "07:31"):
        await subscribed(store, wanted(at=at, source=Source("letters"), rotation=Rotation.SEQUENCE))
    measured = {"words": 200, "weights": (("p/a", 3), ("p/b", 1)), "rotation": Rotation.SHUFFLE}
    await subscribed(store, wanted(at="07:32", source=Source("letters", longest=80), **measured))
    found = await store.planning.draws(NOW + timedelta(hours=1), 10)
    plain = Draw(Source("letters"), Rotation.SEQUENCE)
    heavy = Draw(Source("letters", longest=80), Rotation.SHUFFLE, (("p/a", 3), ("p/b", 1)), measured=True)
    assert found == {plain, heavy}


async def test_active_subscriptions_are_gone_through_page_by_page(store: Store) -> None:
    numbers = [(await subscribed(store, wanted(at=f"0{hour}:00"))).id for hour in range(5)]
    page = await store.subscriptions.after(0, 3)
    rest = await store.subscriptions.after(page[-1].id, 3)
    assert [each.id for each in (*page, *rest)] == numbers


async def test_a_subscription_can_be_moved_to_another_occurrence(store: Store) -> None:
    added = await subscribed(store)
    due = occurrence.following(added, date(2026, 5, 1))
    await store.subscriptions.change(added, due)
    found = await store.subscriptions.find(added.id)
    assert found
    assert found.next_day == date(2026, 5, 2)


async def test_a_note_replaces_the_one_before(store: Store) -> None:
    assert await store.fact("tz") == ""
    await store.note("tz", "2026a")
    await store.note("tz", "2026b")
    assert await store.fact("tz") == "2026b"
