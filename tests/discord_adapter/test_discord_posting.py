"""Posting: once, with honest errors, with or without a gateway."""

import asyncio

import pytest

from adapters.discord import Discord
from adapters.discord.limits import INVALID_MOST, INVALID_WINDOW, Limited, Limits
from bot.chat import Ambiguous, Gone, Person, Place, Reply, TryLater, WrongToken
from tests.discord_adapter.conftest import COMMANDS, ROOM, entered
from tests.platforms import discord_payloads as payloads
from tests.platforms.core import buttons, said
from tests.platforms.discord_reading import text
from tests.platforms.discord_server import DiscordServer

POST = r"POST /channels/\d+/messages"
PIECE = Reply(said("The passage of the day"))


async def test_a_post_needs_no_gateway(discord, server):
    posted = await discord.post(ROOM, PIECE, "n1")
    (message,) = server.messages[ROOM.thread]
    assert message["id"] == posted
    assert text(message) == "The passage of the day"
    assert not server.gateway_server.connections


async def test_the_same_post_to_many_channels_is_rendered_once(discord, server):
    for number in range(5):
        await discord.post(ROOM, PIECE, f"n{number}")
    assert len(server.messages[ROOM.thread]) == 5
    assert discord._message.cache_info().misses == 1


async def test_a_post_goes_to_the_private_chat_itself(discord, server):
    await discord.post(Place("discord", str(payloads.PRIVATE), private=True), PIECE, "n1")
    assert server.messages[str(payloads.PRIVATE)]


async def test_the_same_nonce_posts_once(discord, server):
    assert await discord.post(ROOM, PIECE, "n1") == await discord.post(ROOM, PIECE, "n1")
    assert len(server.messages[ROOM.thread]) == 1
    assert server.requests[-1].body["enforce_nonce"] is True


async def test_a_post_mentions_nobody_and_previews_nothing(discord, server):
    await discord.post(ROOM, Reply(said("@everyone https://example.org"), silent=True), "n1")
    body = server.requests[-1].body
    assert body["allowed_mentions"] == {"parse": []}
    assert body["flags"] == (1 << 15) | (1 << 12)


@pytest.mark.parametrize(
    ("status", "code", "reason", "mendable"),
    [
        (404, 10003, "gone-deleted", False),
        (403, 50001, "gone-access", True),
        (403, 50013, "gone-permission-send", True),
        (404, 10004, "gone-left", True),
        (400, 40067, "gone-tag", True),
        (400, 50008, "gone-kind", True),
        (400, 50083, "gone-archived", True),
        (403, 160005, "gone-locked", True),
        (403, 50007, "gone-blocked", True),
        (403, 50278, "gone-blocked", True),
        (400, 50035, "gone-refused", True),
    ],
)
async def test_a_place_that_refuses_is_gone(discord, server, status, code, reason, mendable):
    server.fail(POST, status, body={"message": "no", "code": code}, times=2)
    server.fail(r"PATCH /channels", 403, body={"message": "Missing Permissions", "code": 50013})
    with pytest.raises(Gone) as gone:
        await discord.post(ROOM, PIECE, "n1")
    assert (gone.value.reason, gone.value.mendable) == (reason, mendable)
    assert str(code) in gone.value.detail


async def test_an_archived_thread_is_opened_again(discord, server):
    server.fail(POST, 400, body={"message": "Thread is archived", "code": 50083})
    await discord.post(ROOM, PIECE, "n1")
    assert [each.body for each in server.requests if each.method == "PATCH"] == [{"archived": False}]
    assert len(server.messages[ROOM.thread]) == 1


async def test_a_limit_of_the_channel_is_later_for_that_channel(discord, server):
    server.limit(POST, 7.5)
    with pytest.raises(TryLater) as later:
        await discord.post(ROOM, PIECE, "n1")
    assert (later.value.seconds, later.value.everywhere) == (7.5, False)
    with pytest.raises(TryLater):
        await discord.post(ROOM, PIECE, "n1")
    assert len([each for each in server.requests if each.path.startswith("/channels")]) == 1
    await discord.post(Place("discord", ROOM.chat, "300000000000000002"), PIECE, "n2")


async def test_a_global_limit_is_later_for_everything(discord, server):
    server.limit(POST, 3.0, everywhere=True)
    with pytest.raises(TryLater) as later:
        await discord.post(ROOM, PIECE, "n1")
    assert later.value.everywhere
    with pytest.raises(TryLater) as again:
        await discord.post(Place("discord", ROOM.chat, "300000000000000002"), PIECE, "n2")
    assert again.value.everywhere


async def test_a_ban_by_what_stands_before_discord_stops_everything(discord, server):
    server.fail(POST, 429, body={}, headers={"Retry-After": "1200"})
    with pytest.raises(TryLater) as later:
        await discord.post(ROOM, PIECE, "n1")
    assert (later.value.seconds, later.value.everywhere) == (1200, True)


async def test_an_exhausted_bucket_is_known_before_it_refuses(discord, server):
    server.headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "4.5"}
    await asyncio.wait_for(discord.post(ROOM, PIECE, "n1"), 2)
    with pytest.raises(TryLater) as later:
        await discord.post(ROOM, PIECE, "n2")
    assert 3 < later.value.seconds <= 4.5
    assert len(server.messages[ROOM.thread]) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_s_error_may_have_been_taken_and_may_be_repeated(discord, server, status):
    server.fail(POST, status, taken=True)
    with pytest.raises(Ambiguous) as unknown:
        await discord.post(ROOM, PIECE, "n1")
    assert unknown.value.resendable
    await discord.post(ROOM, PIECE, "n1")
    assert len(server.messages[ROOM.thread]) == 1


async def test_a_connection_that_breaks_leaves_it_open(discord, server):
    server.fail(POST, 0, taken=True)
    with pytest.raises(Ambiguous) as unknown:
        await discord.post(ROOM, PIECE, "n1")
    assert unknown.value.resendable


async def test_an_unreachable_server_took_nothing(naps):
    async with Discord("token", commands=COMMANDS, api="http://127.0.0.1:9/api/v10", sleep=naps) as discord:
        with pytest.raises(TryLater) as later:
            await discord.post(ROOM, PIECE, "n1")
    assert later.value.everywhere


async def test_a_token_refused_later_pauses_everything(discord, server):
    server.token = "another"
    with pytest.raises(TryLater) as later:
        await discord.post(ROOM, PIECE, "n1")
    assert later.value.everywhere


async def test_a_wrong_token_names_the_setting(naps):
    async with DiscordServer() as server:
        with pytest.raises(WrongToken, match="COMMONPLACE_DISCORD_TOKEN"):
            async with Discord("wrong", api=server.api, gateway=server.gateway, commands=COMMANDS, sleep=naps):
                pass


async def test_two_bots_at_two_addresses_do_not_disturb_one_another(naps):
    async with DiscordServer("one") as first, DiscordServer("two") as second:
        async with entered(first, naps) as one, entered(second, naps) as two:
            await asyncio.gather(one.post(ROOM, PIECE, "a"), two.post(ROOM, PIECE, "b"))
        assert [len(each.messages[ROOM.thread]) for each in (first, second)] == [1, 1]


def test_a_thousand_refusals_in_ten_minutes_are_enough():
    limits = Limits()
    for at in range(INVALID_MOST):
        limits.check("route", float(at) / 10)
        limits.note(f"route {at}", float(at) / 10, status=403, headers={})
    with pytest.raises(Limited) as limited:
        limits.check("route", 101.0)
    assert limited.value.everywhere
    limits.check("route", 101.0, exempt=True)
    limits.check("route", INVALID_WINDOW + 1)


async def test_buttons_stand_below_the_last_piece(discord):
    long = Reply(said("A sentence that goes on. " * 400), buttons("More", "Back"))
    parts = discord.split(long)
    assert len(parts) > 2
    assert [bool(each.buttons) for each in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize(
    ("held", "manages"),
    [((), False), ((500,), True), ((501,), True), ((502,), False)],
)
async def test_who_manages_a_server_is_asked_of_discord(discord, server, held, manages):
    guild = server.gateway_server.guilds[payloads.GUILD]
    guild["roles"] += [payloads.role(500, 0x20), payloads.role(501, 0x8), payloads.role(502, 0x2000)]
    server.members[payloads.GUILD, payloads.ASKER] = payloads.member(roles=held)
    assert await discord.may_manage(ROOM, Person("discord", str(payloads.ASKER))) is manages


async def test_the_owner_manages_and_a_stranger_does_not(discord, server):
    server.members[payloads.GUILD, payloads.OWNER] = payloads.member(payloads.OWNER)
    assert await discord.may_manage(ROOM, Person("discord", str(payloads.OWNER)))
    assert not await discord.may_manage(ROOM, Person("discord", "5"))


async def test_alone_with_the_bot_everybody_manages(discord):
    assert await discord.may_manage(Place("discord", "1", private=True), Person("discord", "5"))
