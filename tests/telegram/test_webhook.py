"""Updates brought by Telegram: only by it, each once, and answered for only when handled."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest

from adapters.telegram import Telegram, Webhook
from bot.chat import Reply, WrongToken
from tests.platforms.core import Core, Naps, said
from tests.platforms.telegram import TOKEN, BotApi, refusal
from tests.telegram.conftest import listen

SECRET = "a-secret-of-the-tests"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
def hook() -> Webhook:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Webhook("https://example.org/telegram/hook", SECRET, port=free.getsockname()[1], ip="192.0.2.7")


@asynccontextmanager
async def hooked(server: BotApi, core: Core, hook: Webhook):
    """Brings bodies to the adapter's own address; gives the status that it answers."""
    adapter = Telegram(TOKEN, api=server.url, webhook=hook, sleep=Naps())

    async def bring(body: object, headers: dict = HEADERS, path: str = "/telegram/hook") -> int:
        async with session.post(f"http://127.0.0.1:{hook.port}{path}", json=body, headers=headers) as answer:
            return answer.status

    async with adapter, aiohttp.ClientSession() as session, listen(adapter, core.answer, core.notify):
        await server.called("setWebhook")
        yield bring


async def test_it_registers_its_address_and_handles_what_is_brought(server: BotApi, core: Core, hook: Webhook):
    async with hooked(server, core, hook) as bring:
        assert await bring({"update_id": 1, **server.crowd.say("hello")}) == 200
    call = server.of("setWebhook")[0]
    assert (call["url"], call["secret_token"], call["ip_address"]) == (hook.url, SECRET, "192.0.2.7")
    assert call["allowed_updates"] == ["message", "callback_query", "inline_query", "my_chat_member"]
    assert server.of("sendMessage")[0]["text"] == "You asked: hello"
    assert not server.of("getUpdates", "deleteWebhook")


async def test_nobody_else_can_bring_anything(server: BotApi, core: Core, hook: Webhook):
    async with hooked(server, core, hook) as bring:
        update = {"update_id": 1, **server.crowd.say("hello")}
        assert await bring(update, {}) == 403
        assert await bring(update, {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}) == 403
        assert await bring(update, HEADERS, "/") == 404
        assert await bring(["nonsense"]) == 400
        assert await bring({"update_id": "1"}) == 400
    assert not core.asked


async def test_an_update_brought_twice_is_handled_once(server: BotApi, core: Core, hook: Webhook):
    async with hooked(server, core, hook) as bring:
        update = {"update_id": 7, **server.crowd.say("hello")}
        assert await asyncio.gather(bring(update), bring(update)) == [200, 200]
        assert await bring(update) == 200
    assert len(server.of("sendMessage")) == 1


async def test_what_is_not_handled_is_not_called_taken(server: BotApi, core: Core, hook: Webhook):
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(request) -> Reply:
        begun.set()
        await gate.wait()
        return Reply(said("At last"))

    core.reply = slow
    async with hooked(server, core, hook) as bring:
        bringing = asyncio.create_task(bring({"update_id": 1, **server.crowd.say("hello")}))
        await begun.wait()
        assert not bringing.done()
        gate.set()
        assert await bringing == 200
    assert server.of("sendMessage")[0]["text"] == "At last"


async def test_an_update_that_cannot_be_read_is_not_brought_for_ever(server: BotApi, core: Core, hook: Webhook, caplog):
    async with hooked(server, core, hook) as bring:
        assert await bring({"update_id": 1, "message": {"nonsense": True}}) == 200
    assert "could not be handled" in caplog.text


async def test_registering_is_tried_until_the_network_is_there(server: BotApi, core: Core, hook: Webhook):
    server.fault("setWebhook", refusal("Bad Gateway", 502))
    async with hooked(server, core, hook):
        assert (await server.called("setWebhook", 2)).status == 200
    server.fault("setWebhook", refusal("", 401))
    adapter = Telegram(TOKEN, api=server.url, webhook=hook, sleep=Naps())
    with suppress(asyncio.CancelledError), pytest.raises(WrongToken):
        async with adapter:
            await adapter.listen(core.answer, core.notify)


@pytest.mark.parametrize(
    ("url", "secret"), [("http://example.org/x", SECRET), ("https://example.org/", SECRET), ("https://a.b/x", "short")]
)
def test_an_address_that_telegram_or_anybody_would_misuse_is_refused(url, secret):
    with pytest.raises(ValueError, match="webhook's"):
        Webhook(url, secret)
