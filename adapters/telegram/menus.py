"""The menus of commands, by kind of chat and by language, told to Telegram only where they changed."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.chat import Command

log = logging.getLogger(__name__)

DEFAULT = "en"
"""The language of those for whom there is no menu in their own."""
ALONE = frozenset({"start"})
"""What only a private chat needs."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What one kind of chat is offered in one language (two letters, empty for all others)."""

    scope: BotCommandScope
    language: str
    commands: tuple[BotCommand, ...]


def menus(commands: Sequence[Command]) -> Iterator[Menu]:
    """Yield the menus of these commands: private chats, groups, and groups' admins who may manage."""
    shown = [each for each in commands if not each.hidden]
    shared = [each for each in shown if each.name not in ALONE]
    scopes = (
        (BotCommandScopeAllPrivateChats(), shown),
        (BotCommandScopeAllGroupChats(), [each for each in shared if not each.manages]),
        (BotCommandScopeAllChatAdministrators(), shared),
    )
    for scope, those in scopes:
        for language in languages(shown):
            entries = tuple(BotCommand(each.name, each.summary.get(language, each.summary[DEFAULT])) for each in those)
            yield Menu(scope, "" if language == DEFAULT else language.partition("-")[0].lower(), entries)


def languages(commands: Sequence[Command]) -> list[str]:
    """Return the languages in which some command tells what it does; Telegram knows only their first two letters."""
    told = sorted({language for command in commands for language in command.summary}, reverse=True)
    return sorted({each.partition("-")[0].lower(): each for each in told}.values())


async def publish(bot: Bot, commands: Sequence[Command]) -> None:
    """Tell Telegram the menus that it does not know yet.

    Raises:
        TelegramError: as the client raises it.

    """
    for menu in menus(commands):
        known = await bot.get_my_commands(menu.scope, menu.language or None)
        if known != menu.commands:
            await bot.set_my_commands(menu.commands, menu.scope, menu.language or None)
            log.info("The menu of %s was set (%s)", menu.scope.type, menu.language or "all languages")
