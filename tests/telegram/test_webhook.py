"""Updates brought by Telegram: only by it, each once, and answered for only when handled."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest

from adapters.telegram import Telegram, Webhook
from adapters.telegram.polling import ALLOWED
from bot.app import chosen
from bot.chat import Person, Place, Reply, WrongToken
from bot.settings import WrongSetting, read
from tests.conversations.core import opened
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
    assert call["allowed_updates"] == list(ALLOWED)
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


async def test_an_address_in_use_is_named_and_waited_for(server: BotApi, core: Core, hook: Webhook, caplog):
    taken = socket.create_server((hook.host, hook.port))

    async def free(seconds: float) -> None:
        taken.close()

    adapter = Telegram(TOKEN, api=server.url, webhook=hook, sleep=free)
    async with adapter, listen(adapter, core.answer, core.notify):
        await server.called("setWebhook")
    assert f"cannot listen on 127.0.0.1:{hook.port}" in caplog.text
    assert "COMMONPLACE_TELEGRAM_WEBHOOK_LISTEN" in caplog.text


async def test_settings_alone_bring_a_quotation_to_its_answer(server: BotApi, hook: Webhook, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = read(
        telegram_token=TOKEN,
        telegram_api=server.url,
        telegram_webhook=hook.url,
        telegram_webhook_secret=SECRET,
        telegram_webhook_listen=f"127.0.0.1:{hook.port}",
        telegram_webhook_ip=hook.ip,
    )

    async def nobody(place: Place, person: Person) -> bool:
        return False

    async with opened(tmp_path / "library.sqlite", nobody) as core:
        (adapter,) = chosen(settings)(core)
        async with adapter, listen(adapter, core.conversation.answer, core.conversation.notify):
            call = await server.called("setWebhook")
            update = {"update_id": 1, **server.crowd.say("/quote The lamp does not know whom it saves")}
            async with aiohttp.ClientSession() as session:
                where = f"http://127.0.0.1:{hook.port}{hook.path}"
                async with session.post(where, json=update, headers=HEADERS) as answer:
                    assert answer.status == 200
            await server.called("setMyDescription")
    assert (call["url"], call["secret_token"], call["ip_address"]) == (hook.url, SECRET, hook.ip)
    assert "lamp does not know" in server.of("sendMessage")[0]["text"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"telegram_webhook": "https://example.org/x"}, "COMMONPLACE_TELEGRAM_WEBHOOK_SECRET: .* 16-256"),
        (
            {"telegram_webhook": "https://example.org", "telegram_webhook_secret": SECRET},
            "COMMONPLACE_TELEGRAM_WEBHOOK.* path of its own",
        ),
        ({"telegram_webhook_listen": "8080"}, "COMMONPLACE_TELEGRAM_WEBHOOK_LISTEN .* 127.0.0.1:8080"),
    ],
)
def test_settings_that_cannot_work_are_named(wrong, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongSetting, match=told):
        chosen(read(telegram_token=TOKEN, **wrong))


@pytest.mark.parametrize(
    ("url", "secret"), [("http://example.org/x", SECRET), ("https://example.org/", SECRET), ("https://a.b/x", "short")]
)
def test_an_address_that_telegram_or_anybody_would_misuse_is_refused(url, secret):
    with pytest.raises(ValueError, match="webhook's"):
        Webhook(url, secret)
