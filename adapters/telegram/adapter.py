"""Telegram as the core's adapter: connect, listen, reply, post."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, Self

from telegram import Update, User
from telegram.error import TelegramError

from adapters.telegram import errors, menus, profile
from adapters.telegram.answering import Answering
from adapters.telegram.connection import Connection
from adapters.telegram.errands import Errands
from adapters.telegram.polling import Polling, explained, pause
from adapters.telegram.profile import Profile
from adapters.telegram.reading import PLATFORM, Reader
from adapters.telegram.recent import Recent
from adapters.telegram.rendering import render
from adapters.telegram.rights import Rights
from adapters.telegram.sending import Sender, Sleep, pieces
from adapters.telegram.telling import tell_admin
from adapters.telegram.webhook import Hook, Webhook
from bot.chat import Answer, Command, Happened, Notice, Notify, Person, Place, Reply

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Updates that are handled at the same time; further ones wait at Telegram."""
LONGEST = 150.0
"""Seconds after which an update is given up, so that what hangs takes no place for ever."""
KEPT = 256
"""Pieces kept as they were rendered, for all chats that get the same."""
GRACE = 5.0
"""Seconds that answers under way have when we leave."""
OFFICIAL = "https://api.telegram.org"


def clock() -> datetime:
    """Return now, aware UTC."""
    return datetime.now(UTC)


class Telegram:
    """One bot on Telegram.

    `api` is a Bot API server's address before `/bot`, or one with `{token}` where the token goes. Updates are fetched,
    unless a `webhook` is there to bring them. Entering does not need the network; listening
    waits for it. With `paid`, posts may pass Telegram's free limit (`allow_paid_broadcast`).
    """

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        *,
        commands: Sequence[Command] = (),
        api: str = OFFICIAL,
        webhook: Webhook | None = None,
        paid: bool = False,
        profiles: Mapping[str, Profile] | None = None,
        now: Callable[[], datetime] = clock,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._commands = tuple(commands)
        self._connection = Connection(token, api)
        self._webhook = webhook
        self._paid = paid
        self._render = lru_cache(KEPT)(render)
        self._profiles = dict(profiles or {})
        self._now = now
        self._sleep = sleep
        self._expected: set[tuple[Happened, str]] = set()
        """What a group's move brings along: to leave the old one and to join the new one is no news."""

    async def __aenter__(self) -> Self:
        """Open the connections and try the token.

        Raises:
            WrongToken: where Telegram refuses it.

        """
        connection = await self._connection.__aenter__()
        try:
            await connection.who()
        except TelegramError as error:
            log.warning("%s", explained(error))
        except BaseException:
            await connection.__aexit__()
            raise
        self._rights = Rights(connection.replies, self._now)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the connections."""
        await self._connection.__aexit__(*error)

    async def listen(self, answer: Answer, notify: Notify) -> None:
        """Hand updates to the core and carry its replies back, until cancelled.

        Raises:
            WrongToken: where Telegram refuses the token, now or later.

        """
        me = await self._introduced()
        recent = Recent()
        reader = Reader(me, frozenset(each.name for each in self._commands), recent)
        answering = Answering(Sender(self._connection.replies, self._connection.name), answer, self._sleep, recent)
        source, errands = self._source(), Errands(AT_ONCE)
        try:
            await errands.start(self._publish)
            await source.feed(errands, partial(self._handle, reader, answering, notify))
        finally:
            await errands.finish(GRACE)
            await source.close()

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Return the reply in pieces of one message each, buttons on the last."""
        return pieces(reply)

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:  # noqa: ARG002 - Telegram has no place for it
        """Post one piece unasked and return the message's id.

        Raises:
            Gone: nothing can be posted there any more.
            TryLater: certainly not posted; when to try again.
            Ambiguous: it may have arrived; Telegram cannot tell a repeated post from another.

        """
        try:
            return await self._posting.send(place, piece)
        except TelegramError as error:
            raise errors.meaning(error, chat=place.chat) from error

    def resendable(self, place: Place) -> bool:
        """Return false: Telegram cannot tell a repeated post from another."""
        del place
        return False

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        """Tell one of the chat's admins in private: the owner, else whoever has spoken with the bot before."""
        del nonce
        return not place.private and await tell_admin(self._connection.replies, place, piece)

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return whether the person is an admin of the place, as Telegram said within the last minute.

        Raises:
            TryLater: when Telegram cannot be asked.

        """
        return await self._rights.may_manage(place, person)

    @property
    def _posting(self) -> Sender:
        return Sender(self._connection.posts, self._connection.name, paid=self._paid, render=self._render)

    async def _introduced(self) -> User:
        """Return who we are, asked until the network is there."""
        failures = 0
        while True:
            try:
                return await self._connection.who()
            except TelegramError as error:
                failures += 1
                await self._sleep(pause(error, failures))

    async def _publish(self) -> None:
        try:
            await menus.publish(self._connection.replies, self._commands)
            await profile.publish(self._connection.replies, self._profiles)
        except TelegramError as error:
            log.warning("The menus of commands could not be set: %s", error)

    def _source(self) -> Hook | Polling:
        if self._webhook:
            return Hook(self._connection.replies, self._webhook, self._sleep)
        return Polling(self._connection.replies, self._connection.who, self._sleep)

    async def _handle(self, reader: Reader, answering: Answering, notify: Notify, raw: dict[str, Any]) -> None:
        update = Update.de_json(raw, self._connection.replies)
        read = reader.read(update, self._now())
        async with asyncio.timeout(LONGEST):
            if isinstance(read, Notice):
                await self._notice(read, answering, notify)
            elif read:
                await answering.carry(read, update)

    async def _notice(self, notice: Notice, answering: Answering, notify: Notify) -> None:
        """Tell the core what happened, and greet where it has something to say: only where we just came."""
        if notice.to:
            self._expected |= {(Happened.LEFT, notice.place.chat), (Happened.JOINED, notice.to.chat)}
        if (notice.what, notice.place.chat) in self._expected:
            return self._expected.discard((notice.what, notice.place.chat))
        reply = await notify(notice)
        if notice.what is Happened.JOINED and reply.text:
            with suppress(TelegramError):  # an admin who never spoke with the bot cannot be written to
                await answering.greet(notice, reply)
        return None
