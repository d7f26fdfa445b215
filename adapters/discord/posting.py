"""Posting into a channel, thread or private chat, once."""

import secrets
from typing import Any

import discord
from discord.http import Route

from adapters.discord.failures import ARCHIVED
from adapters.discord.rendering import Message
from adapters.discord.rest import Rest


async def post(rest: Rest, channel: int, message: Message, *, nonce: str = "") -> dict[str, Any]:
    """Post a message and return it as Discord did; an archived thread is opened again for it where we may.

    Discord keeps a second message of ours with the same nonce away for some minutes, so that a repetition is safe.

    Raises:
        HTTPException, RateLimited and what else `failures.meaning` explains.

    """
    body = message | {"nonce": nonce or secrets.token_hex(12), "enforce_nonce": True}
    try:
        return await _created(rest, channel, body)
    except discord.HTTPException as refusal:
        if refusal.code != ARCHIVED or not await _reopened(rest, channel):
            raise
    return await _created(rest, channel, body)


async def _created(rest: Rest, channel: int, body: Message) -> dict[str, Any]:
    posted: dict[str, Any] = await rest.request(
        Route("POST", "/channels/{channel_id}/messages", channel_id=channel), json=body
    )
    return posted


async def _reopened(rest: Rest, thread: int) -> bool:
    try:
        await rest.request(Route("PATCH", "/channels/{channel_id}", channel_id=thread), json={"archived": False})
    except discord.HTTPException:
        return False
    return True
