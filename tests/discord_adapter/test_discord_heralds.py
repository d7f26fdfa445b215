"""Posts in forums, passed on from announcement channels, with the mention of one role."""

from datetime import timedelta

import pytest

from adapters.discord import Look
from bot.calendar.subscription import Standing
from bot.chat import Ambiguous, Gone, Herald, Place, Reply
from tests.delivery.once import once
from tests.discord_adapter.conftest import entered
from tests.discord_adapter.driver import Driver
from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_reading as reading
from tests.platforms.core import buttons, pictured, said

FORUM, NEWS, ROLE = "300000000000000015", "300000000000000005", "500000000000000001"
SHELF = Place("discord", str(payloads.GUILD), f"forum-{FORUM}")
BOARD = Place("discord", str(payloads.GUILD), NEWS)
LONG = said("A sentence that goes on and on. " * 150)
BEGIN = rf"POST /channels/{FORUM}/threads"


@pytest.fixture(autouse=True)
def kinds(server):
    server.kinds |= {FORUM: 15, NEWS: 5}


async def posted(discord, place, reply):
    """Post all pieces as the sender does, and return their ids."""
    ids: list[str] = []
    for number, piece in enumerate(discord.split(reply)):
        going = Reply(**{name: getattr(piece, name) for name in Reply.__slots__} | {"after": ids[0] if ids else ""})
        ids.append(await discord.post(place, going, f"nonce-{number}"))
    return ids


@pytest.mark.parametrize("look", Look)
async def test_each_post_in_a_forum_is_a_thread_of_its_own_with_a_title(server, naps, look):
    async with entered(server, naps, look=look) as discord:
        ids = await posted(discord, SHELF, Reply(LONG, buttons("Context"), title="A Keeper's Book, 1912, ¶4 " * 9))
        again = await posted(discord, SHELF, Reply(said("Short"), title="Another"))
    (forum, thread, title), (_, other, _) = server.threads
    assert (forum, thread) == (FORUM, ids[0])
    assert title.startswith("A Keeper's Book")
    assert len(title) <= 100
    assert [each["id"] for each in server.messages[thread]] == ids
    assert len(ids) > 1
    assert [other] == again


async def test_a_picture_goes_into_a_forum_too(discord, server):
    (thread,) = await posted(discord, SHELF, pictured("Two bars", title="Bars"))
    assert server.requests[-1].files
    assert server.messages[thread]


async def test_a_post_bears_the_tag_that_was_ordered_by_its_name(discord, server):
    server.tags[FORUM] = {"71": "Events", "72": "Passages"}
    for _ in range(2):
        await posted(discord, SHELF, Reply(said("Words"), title="T", herald=Herald(tag="passages")))
    begun = [each for each in server.requests if each.path == f"/channels/{FORUM}/threads"]
    assert [each.body["applied_tags"] for each in begun] == [["72"], ["72"]]
    assert sum(each.method == "GET" and each.path == f"/channels/{FORUM}" for each in server.requests) == 1


@pytest.mark.parametrize(("tag", "reason"), [("", "gone-tag"), ("Gone", "gone-tag-unknown")])
async def test_a_missing_tag_is_told_and_can_be_mended(discord, server, tag, reason):
    server.tags[FORUM] = {"72": "Passages"}
    with pytest.raises(Gone) as gone:
        await posted(discord, SHELF, Reply(said("Words"), title="T", herald=Herald(tag=tag)))
    assert (gone.value.reason, gone.value.mendable) == (reason, True)


async def test_a_tag_made_anew_is_found(discord, server):
    piece = Reply(said("Words"), title="T", herald=Herald(tag="Passages"))
    server.tags[FORUM] = {"72": "Passages"}
    await posted(discord, SHELF, piece)
    server.tags[FORUM] = {"73": "Passages"}
    with pytest.raises(Gone):
        await posted(discord, SHELF, piece)
    await posted(discord, SHELF, piece)
    assert server.requests[-1].body["applied_tags"] == ["73"]


async def test_the_permission_that_a_forum_wants_is_named(discord, server):
    server.fail(BEGIN, 403, body={"message": "Missing Permissions", "code": 50013})
    with pytest.raises(Gone, match="gone-permission-forum"):
        await posted(discord, SHELF, Reply(said("Words"), title="T"))


@pytest.mark.parametrize("status", [0, 502])
async def test_what_may_have_arrived_in_a_forum_is_not_posted_again(discord, server, status):
    """There is no nonce: a second try would stand there twice."""
    server.fail(BEGIN, status, taken=True)
    with pytest.raises(Ambiguous) as doubt:
        await posted(discord, SHELF, Reply(said("Words"), title="T"))
    assert not doubt.value.resendable
    assert not discord.resendable(SHELF)
    assert discord.resendable(BOARD)


async def test_every_piece_is_passed_on_from_an_announcement_channel(discord, server):
    ids = await posted(discord, BOARD, Reply(LONG, herald=Herald(spread=True)))
    assert server.crossposted == [(NEWS, each) for each in ids]
    await posted(discord, BOARD, Reply(said("Quiet"), herald=Herald()))
    assert len(server.crossposted) == len(ids)


@pytest.mark.parametrize("status", [0, 403, 429, 500])
async def test_what_is_not_passed_on_stands_in_the_channel_all_the_same(discord, server, caplog, status):
    server.fail(r"POST /channels/\d+/messages/\d+/crosspost", status, body={"message": "no", "retry_after": 60})
    (message,) = await posted(discord, BOARD, Reply(said("Words"), herald=Herald(spread=True)))
    assert server.messages[NEWS][0]["id"] == message
    assert f"channel {NEWS} was not passed on" in caplog.text


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("place", [SHELF, BOARD])
async def test_exactly_the_role_that_was_asked_for_is_mentioned_and_once(server, naps, look, place):
    words = Reply(LONG + said("@everyone <@&500000000000000002>"), title="T", herald=Herald(role=ROLE))
    async with entered(server, naps, look=look) as discord:
        await posted(discord, place, words)
    sent = [each.body.get("message", each.body) for each in server.requests if each.method == "POST"]
    assert [each["allowed_mentions"] for each in sent] == [{"parse": [], "roles": [ROLE]}] + [{"parse": []}] * (
        len(sent) - 1
    )
    assert len(sent) > 1
    assert [f"<@&{ROLE}>" in reading.markup(each) for each in sent] == [True] + [False] * (len(sent) - 1)


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("heralds") / "library.sqlite")


def picked(name: str, channel: str, kind: int, *options: dict) -> dict:
    """A command with a channel picked, and what else was filled in."""
    resolved = {"channels": {channel: {"id": channel, "name": "the-shelf", "type": kind, "permissions": "0"}}}
    given = [{"type": 7, "name": "channel", "value": channel}, *options]
    return {"id": "1", "type": 1, "name": name, "options": given, "resolved": resolved}


def option(name: str, value: object, kind: int = 3) -> dict:
    return {"type": kind, "name": name, "value": value}


async def test_a_forum_is_ordered_for_from_another_channel_seen_changed_and_ended(driver):
    """As an admin does it: picks forum, tag and role; presses what stands below the answer; changes; ends."""
    async with driver.open(private=False, admin=True) as chat:
        chat.server.kinds[FORUM] = 15
        chat.server.tags[FORUM] = {"72": "Passages"}
        when = option("time", "07:30"), option("zone", "Europe/Berlin")
        how = option("tag", "passages"), option("role", ROLE, 8)
        shown = await chat.used(picked("subscribe", FORUM, 15, *when, *how))
        assert "Posted in the-shelf" in shown.text
        assert "with the mention of a role, with the tag passages" in shown.text
        (ordered,) = await chat.core.store.subscriptions.of(SHELF)
        assert "Nothing is posted here" in (await chat.command("subscriptions")).text
        listed = await chat.used(picked("subscriptions", FORUM, 15))
        assert "with the tag passages" in listed.text
        assert "Paused" in (await chat.press("Pause")).text
        assert "goes on" in (await chat.press("Resume")).text
        ordered = await chat.core.store.subscriptions.find(ordered.id)
        await once(chat.core, chat.adapter, ordered.next_due + timedelta(seconds=20))
        ((_, thread, title),) = chat.server.threads
        assert title in reading.text(chat.server.messages[thread][0])
        mentioned = chat.server.requests[-1].body["message"]["allowed_mentions"]
        assert mentioned == {"parse": [], "roles": [ROLE]}
        edited = await chat.command("edit", f"{ordered.id} 08:00 no role")
        assert "with the tag passages" in edited.text
        assert "role" not in edited.text
        await chat.command("unsubscribe", str(ordered.id))
        assert not await chat.core.store.subscriptions.of(SHELF)


async def test_a_forum_that_wants_a_tag_says_how_to_name_one_and_goes_on(driver):
    async with driver.open(private=False, admin=True) as chat:
        chat.server.kinds[FORUM] = 15
        chat.server.tags[FORUM] = {"72": "Passages"}
        when = option("time", "07:30"), option("zone", "Europe/Berlin")
        await chat.used(picked("subscribe", FORUM, 15, *when))
        (ordered,) = await chat.core.store.subscriptions.of(SHELF)
        await once(chat.core, chat.adapter, ordered.next_due + timedelta(seconds=20))
        (told,) = chat.server.messages[str(payloads.PRIVATE)]
        assert "name one with the option “tag” of /edit" in reading.text(told)
        changed = [option("number", str(ordered.id)), option("tag", "Passages")]
        await chat.used({"id": "1", "type": 1, "name": "edit", "options": changed})
        found = await chat.core.store.subscriptions.find(ordered.id)
        assert (found.standing, found.herald.tag) == (Standing.PAUSED, "Passages")


async def test_an_order_for_another_channel_needs_a_time(driver):
    async with driver.open(private=False, admin=True) as chat:
        assert "When shall it be posted" in (await chat.used(picked("subscribe", NEWS, 5))).text
        when = option("time", "07:30"), option("zone", "Europe/Berlin")
        shown = await chat.used(picked("subscribe", NEWS, 5, *when, option("announce", True, 5)))
        assert "passed on to followers" in shown.text


async def test_who_is_no_admin_orders_nothing_for_another_channel(driver):
    async with driver.open(private=False, admin=False) as chat:
        shown = await chat.used(picked("subscribe", FORUM, 15, option("time", "07:30"), option("zone", "UTC")))
        assert "admins" in shown.text
        assert not await chat.core.store.subscriptions.of(SHELF)


async def test_a_hidden_passage_is_covered_and_its_citation_is_not(driver):
    async with driver.open(private=False, admin=True) as chat:
        shown = await chat.command("subscribe", "07:30 Europe/Berlin hidden")
        assert "hidden until it is tapped" in shown.text
        (ordered,) = await chat.core.store.subscriptions.of(
            Place("discord", str(payloads.GUILD), str(payloads.CHANNEL))
        )
        await once(chat.core, chat.adapter, ordered.next_due + timedelta(seconds=20))
        lines = reading.markup(chat.server.messages[str(payloads.CHANNEL)][0]).split("\n")
        quoted = [each for each in lines if each.startswith("> ") and each != "> "]
        assert quoted
        assert all(each.startswith("> ||") and each.endswith("||") for each in quoted)
        assert any(each.startswith("**") for each in lines)
        assert "hidden" not in (await chat.command("edit", f"{ordered.id} not hidden")).text
