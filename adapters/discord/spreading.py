"""Spreading: a post in an announcement channel passed on to the channels that follow it, Discord's own fan-out."""

import logging

from discord.http import Route

from adapters.discord.failures import FAILURES
from adapters.discord.rest import Rest

LOG = logging.getLogger(__name__)


async def spread(rest: Rest, channel: int, message: int) -> None:
    """Pass a message on. What is refused is the operator's to know: the message stands in the channel all the same."""
    path = "/channels/{channel_id}/messages/{message_id}/crosspost"
    try:
        await rest.request(Route("POST", path, channel_id=channel, message_id=message))
    except FAILURES as failure:
        LOG.warning("Discord: a post in channel %d was not passed on to its followers: %s", channel, failure)
