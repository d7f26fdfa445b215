"""Telling somebody in charge of a server, in private, what the channel itself can no longer be told."""

import logging

import discord
from discord.http import Route

from adapters.discord.failures import FAILURES
from adapters.discord.posting import post
from adapters.discord.rendering import Message
from adapters.discord.rest import Rest

LOG = logging.getLogger(__name__)
THREADS = tuple(
    each.value
    for each in (
        discord.ChannelType.news_thread,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
    )
)


async def tell_owner(rest: Rest, guild: int, message: Message, *, nonce: str) -> bool:
    """Send a message to a server's owner and return whether that was possible."""
    try:
        owner = (await rest.request(Route("GET", "/guilds/{guild_id}", guild_id=guild)))["owner_id"]
        private = await rest.request(Route("POST", "/users/@me/channels"), json={"recipient_id": owner})
        await post(rest, int(private["id"]), message, nonce=nonce)
    except FAILURES as failure:
        LOG.info("Discord: the owner of server %d was not told: %s", guild, failure)
        return False
    return True


async def is_thread(rest: Rest, channel: int) -> bool:
    """Return whether a channel is a thread; false where Discord does not tell."""
    try:
        found = await rest.request(Route("GET", "/channels/{channel_id}", channel_id=channel))
    except FAILURES:
        return False
    return found["type"] in THREADS
