"""The composition root: opens what the bot is made of, in order, and serves until told to stop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.answers.conversation import Conversation, MayManage
from bot.answers.daily import Daily
from bot.answers.talk import talk
from bot.chat import Adapter, Person, Place, WrongToken
from bot.delivery.decks import Decks
from bot.delivery.deliveries import Deliveries
from bot.library import pack
from bot.listening import alone
from bot.lookup.desk import Desk
from bot.reading.library import Library
from bot.rereading import Rereading, going_on
from bot.roles import ALL, Role
from bot.settings import Settings, WrongSetting
from bot.store.store import Store
from bot.store.trouble import DatabaseTrouble
from bot.wording.wording import Wording

if TYPE_CHECKING:
    from adapters.telegram import Webhook

log = logging.getLogger(__name__)

NOTHING_TO_SERVE = (
    "There is nothing to serve: set COMMONPLACE_TELEGRAM_TOKEN or COMMONPLACE_DISCORD_TOKEN, or both "
    "(docs/operators.md tells where to get them). `commonplace chat` talks to the bot here without any."
)
ONE_PROCESS = (
    "--roles: SQLite is a file for one process that does everything: leave --roles out, or set COMMONPLACE_DATABASE to"
    " a PostgreSQL server (`commonplace move` carries everything there)"
)
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
"""Seconds before listening is begun again after a bug ended it."""


@dataclass(frozen=True, slots=True)
class Core:
    """Everything but the platforms, opened."""

    desk: Desk
    store: Store
    wording: Wording
    conversation: Conversation


Platforms = Callable[[Core], Sequence[Adapter]]
"""Makes the adapters of a run, given the core that they carry."""


@contextlib.asynccontextmanager
async def opened(
    settings: Settings, may_manage: MayManage, *, progress: Callable[[int], None] | None = None
) -> AsyncIterator[Core]:
    """Open the library and the state, and put the conversation together over them."""
    folders = pack.folders(pack.bundled(), settings.packs)
    async with Store.open(settings.state) as store, Desk.open(settings.index, folders, progress=progress) as desk:
        for problem in desk.problems:
            log.warning("%s", problem)
        async with going_on(Rereading(settings.index, pack.bundled(), settings.packs)):
            yield composed(desk, store, may_manage=may_manage, cooldown_seconds=settings.cooldown_seconds)


def composed(desk: Desk, store: Store, *, may_manage: MayManage, cooldown_seconds: float) -> Core:
    """Return the conversation put together over a library and a state that are open."""
    wording, library = Wording.load(), Library(desk)
    daily = Daily(wording, library, store, Decks(desk))
    return Core(desk, store, wording, talk(daily, may_manage=may_manage, cooldown_seconds=cooldown_seconds))


async def serve(
    settings: Settings,
    platforms: Platforms,
    stop: asyncio.Event,
    *,
    roles: frozenset[Role] = ALL,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Serve the platforms until `stop` is set, or until none of them is left to listen to.

    Raises:
        WrongToken: when every platform has refused its token.
        WrongSetting: when SQLite is to be shared by processes of several roles.
        DatabaseTrouble: when the state cannot be opened.

    """
    if roles != ALL and settings.state.startswith("sqlite"):
        raise WrongSetting(ONE_PROCESS)
    entered: dict[str, Adapter] = {}

    async def may_manage(place: Place, person: Person) -> bool:
        return await entered[place.platform].may_manage(place, person)

    async with opened(settings, may_manage, progress=progress) as core, contextlib.AsyncExitStack() as stack:
        for adapter in platforms(core) if roles - {Role.PLAN} else ():
            if await _enter(stack, adapter):
                entered[adapter.platform] = adapter
        if not entered and roles - {Role.PLAN}:
            raise WrongToken("No platform is left to serve: correct the tokens and start again.")
        await stack.enter_async_context(_deliveries(core, settings, tuple(entered.values()), roles))
        if Role.LISTEN in roles:
            await _listen(core, settings, tuple(entered.values()), stop)
        await stop.wait()


def _deliveries(core: Core, settings: Settings, adapters: Sequence[Adapter], roles: frozenset[Role]) -> Deliveries:
    return Deliveries(
        core.store,
        core.desk,
        core.wording,
        adapters,
        lateness=timedelta(hours=settings.lateness_hours),
        at_least_once=settings.at_least_once,
        paid_rate=settings.paid,
        roles=roles,
    )


async def _enter(stack: contextlib.AsyncExitStack, adapter: Adapter) -> bool:
    """Enter an adapter; one whose token is refused is named and left out."""
    try:
        await stack.enter_async_context(adapter)
    except WrongToken as error:
        log.error("%s", error)  # noqa: TRY400 - the sentence says all; where it was raised says nothing
        return False
    return True


async def _listen(core: Core, settings: Settings, adapters: Sequence[Adapter], stop: asyncio.Event) -> None:
    """Listen to every platform until told to stop, or until each has ended by itself."""
    shards = {"discord": settings.discord_shards}
    seats = {each: f"listen-{each.platform}{shards.get(each.platform, '')}" for each in adapters}
    listening = asyncio.gather(
        *(
            alone(core.store, each.platform, seat, partial(_heard, core.conversation, each))
            for each, seat in seats.items()
        )
    )
    listening.add_done_callback(lambda _ended: stop.set())
    try:
        await stop.wait()
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _heard(conversation: Conversation, adapter: Adapter) -> None:
    """Listen to one platform until it ends; a bug in listening is logged, and listening begun again."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await adapter.listen(conversation.answer, conversation.notify)
        except WrongToken as error:
            return log.error("%s", error)  # noqa: TRY400 - see _enter
        except Exception:
            log.exception("listening to %s broke off; it begins again in %g s", adapter.platform, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def chosen(settings: Settings, roles: frozenset[Role] = ALL) -> Platforms:
    """Return what makes the adapters of the platforms whose tokens are set.

    Raises:
        WrongSetting: when none is, though the roles need one, or when a webhook could not work.

    """
    if not (settings.telegram_token or settings.discord_token) and roles - {Role.PLAN}:
        raise WrongSetting(NOTHING_TO_SERVE)
    webhook = _webhook(settings)
    return lambda core: [
        *_telegram(settings, core, webhook),
        *_discord(settings, core),
    ]


def _webhook(settings: Settings) -> "Webhook | None":
    if not (settings.telegram_token and settings.telegram_webhook):
        return None
    from adapters.telegram import Webhook

    secret = settings.telegram_webhook_secret
    host, _, port = settings.telegram_webhook_listen.rpartition(":")
    try:
        return Webhook(
            settings.telegram_webhook,
            secret.get_secret_value() if secret else "",
            host=host.strip("[]"),
            port=int(port),
            ip=settings.telegram_webhook_ip,
        )
    except ValueError as error:
        raise WrongSetting(f"COMMONPLACE_TELEGRAM_WEBHOOK, COMMONPLACE_TELEGRAM_WEBHOOK_SECRET: {error}") from None


def _telegram(settings: Settings, core: Core, webhook: "Webhook | None") -> Sequence[Adapter]:
    if not settings.telegram_token:
        return ()
    from adapters.telegram import Profile, Telegram

    wording = core.wording
    profile = Profile(wording.label("profile-description"), wording.label("profile-short"))
    return (
        Telegram(
            settings.telegram_token.get_secret_value(),
            api=settings.telegram_api,
            commands=core.conversation.commands,
            webhook=webhook,
            paid=settings.allow_paid_broadcast,
            profiles={wording.language: profile},
        ),
    )


def _discord(settings: Settings, core: Core) -> Sequence[Adapter]:
    if not settings.discord_token:
        return ()
    from adapters.discord import Discord, Look, Words
    from adapters.discord.identifies import BURST, REGAIN, SPACING

    spaced = core.store.gate("discord identify", SPACING)
    rationed = core.store.gate("discord identifies of a day", REGAIN, burst=BURST)

    async def others() -> float:
        """Take a turn among the processes that identify; while the database is away, each knows only its own."""
        try:
            return max((await spaced.take()).wait, (await rationed.take()).wait)
        except DatabaseTrouble as trouble:
            log.warning("identifying without the other processes: %s", trouble)
            return SPACING

    return (
        Discord(
            settings.discord_token.get_secret_value(),
            commands=core.conversation.commands,
            api=settings.discord_api,
            gateway=settings.discord_gateway,
            shards=settings.shards,
            shard_count=settings.discord_shard_count,
            others=None if core.store.database.is_sqlite else others,
            mentions=settings.mentions,
            look=Look(settings.discord_look),
            words=Words(core.wording.label("button-share"), core.wording.text("apology")),
        ),
    )
