"""The gateway: connected in spite of everything, resumed where it can be, never near a thousand IDENTIFYs."""

import asyncio
import logging

import pytest
from discord import ConnectionClosed

from adapters.discord import Discord
from adapters.discord.identifies import BURST, REGAIN, SPACING, Identifies
from bot.chat import Happened, Place, Reply, WrongToken
from tests.discord_adapter.conftest import COMMANDS, entered, listen
from tests.platforms import discord_payloads as payloads
from tests.platforms.core import said
from tests.platforms.discord_reading import text
from tests.platforms.discord_server import DiscordServer

OTHER = 200000000000000777


async def test_only_unprivileged_intents_are_asked_for(listening, server):
    (identified,) = server.gateway_server.identified
    assert identified["intents"] == (1 << 0) | (1 << 12)
    assert identified["shard"] == [0, 1]


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(listening, server, core):
    await server.gateway_server.drop()
    await server.write("while you were away")
    await server.until(lambda: core.asked)
    assert core.asked[0].text == "while you were away"
    assert len(server.gateway_server.identified) == 1
    assert len(server.gateway_server.resumed) == 1


async def test_a_request_to_reconnect_is_followed_by_resuming(listening, server):
    await server.gateway_server.ask_to_reconnect()
    await server.until(lambda: server.gateway_server.resumed)
    assert len(server.gateway_server.identified) == 1


async def test_a_session_that_can_go_on_is_resumed(listening, server):
    await server.gateway_server.invalidate(resumable=True)
    await server.until(lambda: server.gateway_server.resumed)


async def test_a_session_that_is_lost_is_begun_anew_after_a_while(listening, server, core, naps):
    await server.gateway_server.invalidate()
    await server.until(lambda: len(server.gateway_server.sessions) == 1 and server.gateway_server.live)
    assert len(server.gateway_server.identified) == 2
    assert max(naps.taken) > SPACING - 1
    await server.write("still there?")
    await server.until(lambda: core.asked)


async def test_the_resume_address_is_overridden_too(listening, server):
    assert "invalid" in server.gateway_server.resume_address
    await server.gateway_server.drop()
    await server.until(lambda: server.gateway_server.resumed)


async def test_the_first_connection_may_fail(server, core, naps):
    server.gateway_server.refusing = 4
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert server.gateway_server.connections == 5
        assert len(server.gateway_server.identified) == 1
    assert naps.taken[:4] == sorted(naps.taken[:4])


async def test_a_server_in_trouble_at_start_is_waited_for(server, core, naps):
    for pattern in (r"GET /users/@me", r"GET /oauth2", r"GET /gateway/bot", r"GET /applications"):
        server.fail(pattern, 503, times=2)
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert adapter.connected.is_set()
    assert server.commands


async def test_no_network_at_start_is_not_fatal(core):
    waited = asyncio.Event()

    async def nap(_):
        waited.set()
        await asyncio.Event().wait()

    async with (
        Discord("token", commands=COMMANDS, api="http://127.0.0.1:9/api/v10", sleep=nap) as adapter,
        listen(adapter, core.answer, core.notify, connected=False) as task,
    ):
        await waited.wait()
        assert not task.done()


async def test_a_token_that_the_gateway_refuses_is_wrong(server, core, naps):
    server.gateway_server.token = "another"
    async with entered(server, naps) as adapter:
        with pytest.raises(WrongToken, match="COMMONPLACE_DISCORD_TOKEN"):
            await adapter.listen(core.answer, core.notify)


async def test_few_identifies_left_are_kept_for_the_operator(server, core, naps):
    server.identifies_left = 20
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert 60.0 in naps.taken


def test_no_day_sees_a_thousand_identifies():
    identifies, now, taken = Identifies(), 0.0, 0
    while now < 86_400:
        now += identifies.wait(now)
        identifies.take(now)
        taken += 1
    assert taken <= BURST + 86_400 / REGAIN + 1 < 600


async def test_every_shard_is_connected(core, naps):
    guilds = tuple((each << 22) | 1 for each in range(4))
    async with DiscordServer(guilds=guilds) as server:
        server.shards = 3
        async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
            await server.until(lambda: len(server.gateway_server.live) == 3)
        assert [each["shard"] for each in server.gateway_server.identified] == [[0, 3], [1, 3], [2, 3]]


async def test_a_process_may_listen_as_some_of_the_shards(server, core, naps):
    given = {"shards": (1, 2), "shard_count": 4}
    async with entered(server, naps, **given) as adapter, listen(adapter, core.answer, core.notify):
        await server.until(lambda: len(server.gateway_server.live) == 2)
    assert [each["shard"] for each in server.gateway_server.identified] == [[1, 4], [2, 4]]


async def test_servers_known_at_start_are_no_news(listening, server, core):
    await server.gateway_server.drop()
    await server.until(lambda: server.gateway_server.resumed)
    await server.write("a sign of life")
    await server.until(lambda: core.asked)
    assert core.told == []


async def test_a_new_server_is_told_and_greeted(listening, server, core):
    core.greeting = Reply(said("Hello, all."))
    new = payloads.guild(OTHER, channel_id=OTHER + 1, system=True)
    await server.gateway_server.dispatch("GUILD_CREATE", new)
    await server.until(lambda: server.messages)
    assert [(each.what, each.place) for each in core.told] == [(Happened.JOINED, Place("discord", str(OTHER)))]
    assert text(server.messages[str(OTHER + 1)][0]) == "Hello, all."


async def test_an_outage_is_not_a_removal(listening, server, core):
    await server.gateway_server.dispatch("GUILD_DELETE", {"id": str(payloads.GUILD), "unavailable": True})
    await server.gateway_server.dispatch(
        "GUILD_CREATE", server.gateway_server.guilds[payloads.GUILD] | {"unavailable": False}
    )
    await server.gateway_server.dispatch("GUILD_DELETE", {"id": str(payloads.GUILD)})
    await server.until(lambda: core.told)
    assert [(each.what, each.place.chat) for each in core.told] == [(Happened.LEFT, str(payloads.GUILD))]


async def test_three_hundred_servers_come_and_go(listening, server, core):
    guilds = [OTHER + each for each in range(300)]
    for each in guilds:
        await server.gateway_server.dispatch("GUILD_CREATE", payloads.guild(each, channel_id=each + 1000))
    for each in guilds:
        await server.gateway_server.dispatch("GUILD_DELETE", {"id": str(each)})
    await server.write("done")
    await server.until(lambda: core.asked)
    assert [each.place.chat for each in core.told if each.what is Happened.LEFT] == [str(each) for each in guilds]


async def test_another_number_of_shards_is_taken_up(listening, server):
    server.shards = 2
    await server.gateway_server.close(4011)
    await server.until(lambda: len(server.gateway_server.live) == 2)
    assert server.gateway_server.identified[-1]["shard"][1] == 2


async def test_refused_intents_are_not_tried_again(server, core, naps):
    async with entered(server, naps) as adapter:
        listening = asyncio.create_task(adapter.listen(core.answer, core.notify))
        await adapter.connected.wait()
        await server.gateway_server.close(4013)
        with pytest.raises(ConnectionClosed):
            await listening


async def test_the_operator_is_told_how_to_invite_the_bot(server, core, naps, caplog):
    with caplog.at_level(logging.INFO):
        async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
            assert f"client_id={payloads.APPLICATION}" in caplog.text


async def test_commands_that_go_elsewhere_are_noticed(server, core, naps, caplog):
    server.application["interactions_endpoint_url"] = "https://example.org/interactions"
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert "Interactions Endpoint URL" in caplog.text


async def test_what_stands_before_discord_may_refuse_at_start(server, core, naps):
    server.fail(r"GET /users/@me", 403, body={"message": "blocked"})
    async with entered(server, naps) as adapter, listen(adapter, core.answer, core.notify):
        assert adapter.connected.is_set()
