"""Posting into a channel, thread or private chat, once."""

import secrets
from typing import Any

import discord
from discord.http import Route

from adapters.discord.failures import ARCHIVED
from adapters.discord.rendering import Message, request
from adapters.discord.rest import Rest
from bot.chat import Picture


async def post(
    rest: Rest, channel: int, message: Message, *, nonce: str = "", picture: Picture | None = None
) -> dict[str, Any]:
    """Post a message with its picture and return what Discord made of it; an archived thread is opened again if we may.

    Discord keeps a second message of ours with the same nonce away for some minutes, so that a repetition is safe.

    Raises:
        HTTPException, RateLimited and what else `failures.meaning` explains.

    """
    body = request(message | {"nonce": nonce or secrets.token_hex(12), "enforce_nonce": True}, picture)
    try:
        return await _created(rest, channel, body)
    except discord.HTTPException as refusal:
        if refusal.code != ARCHIVED or not await _reopened(rest, channel):
            raise
    return await _created(rest, channel, body)


async def _created(rest: Rest, channel: int, body: dict[str, Any]) -> dict[str, Any]:
    posted: dict[str, Any] = await rest.request(
        Route("POST", "/channels/{channel_id}/messages", channel_id=channel), **body
    )
    return posted


async def _reopened(rest: Rest, thread: int) -> bool:
    try:
        await rest.request(Route("PATCH", "/channels/{channel_id}", channel_id=thread), json={"archived": False})
    except discord.HTTPException:
        return False
    return True
