"""Who may manage a chat, asked of Telegram and believed for a minute."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat import Person, Place, TryLater

BELIEVED = timedelta(seconds=60)
KEPT = 2000
"""How many answers are remembered; the oldest give way."""
MANAGING = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
ASK_AGAIN = 5.0


class Rights:
    """Remembers for a minute whether a person is an admin of a chat."""

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._known: dict[tuple[str, str], tuple[datetime, bool]] = {}

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return whether the person is an admin of the place.

        Whoever writes as the group itself is its anonymous admin: Telegram lets nobody else.

        Raises:
            TryLater: when Telegram cannot be asked.

        """
        if place.private or person.id == place.chat:
            return True
        asked = (place.chat, person.id)
        until, manages = self._known.pop(asked, (self._now(), False))
        if until <= self._now():
            until, manages = self._now() + BELIEVED, await self._ask(*asked)
        self._known[asked] = (until, manages)
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return manages

    async def _ask(self, chat: str, person: str) -> bool:
        try:
            admins = await self._bot.get_chat_administrators(chat)
            return any(str(each.user.id) == person for each in admins) or await self._is_hidden(chat, person)
        except (BadRequest, Forbidden):
            return False
        except TelegramError as error:
            raise TryLater(ASK_AGAIN, detail=str(error)) from error

    async def _is_hidden(self, chat: str, person: str) -> bool:
        """Return whether the person is an admin who is not listed, as anonymous ones may be."""
        if not person.lstrip("-").isdigit() or person.startswith("-"):
            return False
        member = await self._bot.get_chat_member(chat, int(person))
        return member.status in MANAGING
