"""Threads for discussions: opened below a message, where the channel has threads and the bot may open them."""

import logging
from typing import Any

import discord
from discord.http import Route

from adapters.discord.failures import FAILURES
from adapters.discord.rest import Rest
from bot.text import shortened

LOG = logging.getLogger(__name__)
TITLE = 100
REST_MINUTES = 1440
"""Minutes without a word after which Discord puts a thread away; the next word brings it back."""


def allowed(interaction: discord.Interaction[Any]) -> bool:
    """Whether a thread can be opened below what is said here: not in a thread, not where the bot is no member."""
    permitted = interaction.app_permissions.create_public_threads and interaction.is_guild_integration()
    return permitted and isinstance(interaction.channel, discord.TextChannel)


async def open_below(rest: Rest, original: Route, title: str) -> None:
    """Open a thread below the message that `original` reads; without one people can still talk in the channel."""
    path = "/channels/{channel_id}/messages/{message_id}/threads"
    body = {"name": shortened(title, TITLE), "auto_archive_duration": REST_MINUTES}
    try:
        message = await rest.request(original)
        route = Route("POST", path, channel_id=int(message["channel_id"]), message_id=int(message["id"]))
        await rest.request(route, json=body)
    except FAILURES as failure:
        LOG.warning("Discord: no thread was opened: %s", failure)
