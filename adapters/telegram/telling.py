"""Telling somebody in charge of a chat, in private, what the chat itself can no longer be told."""

import logging

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from adapters.telegram.reading import PLATFORM
from adapters.telegram.sending import Sender
from bot.chat import Place, Reply

log = logging.getLogger(__name__)

ASKED = 5
"""Admins who are tried at most; one who never spoke with the bot cannot be written to."""


async def tell_admin(bot: Bot, place: Place, piece: Reply) -> bool:
    """Send a piece to the owner of a chat, else to the next of its admins whom the bot may write to."""
    try:
        admins = await bot.get_chat_administrators(place.chat)
    except TelegramError as error:
        log.info("The admins of a chat could not be asked for: %s", error)
        return False
    people = [each for each in admins if not each.user.is_bot]
    people.sort(key=lambda each: each.status != ChatMember.OWNER)
    for each in people[:ASKED]:
        if await _told(bot, each.user.id, piece):
            return True
    return False


async def _told(bot: Bot, person: int, piece: Reply) -> bool:
    try:
        await Sender(bot).send(Place(PLATFORM, str(person), private=True), piece)
    except TelegramError:
        return False
    return True
