"""From an interaction to its answer: acknowledged in time whatever the answer takes, and shown as the reply asks."""

import asyncio
from collections.abc import Sequence

from adapters.discord.exchange import Exchange
from adapters.discord.rendering import says
from bot.chat import Answer, Choice, Reply, Request
from bot.text import shortened

PROMPT = 1.5
"""Seconds that an answer may take before it is promised instead, and choices before none are given: Discord waits
for three."""
LONGEST = 14 * 60.0
"""Seconds after which an interaction can no longer be answered, with a minute to spare."""
CHOICES = 25
CHOICE = 100


async def answer_command(exchange: Exchange, answer: Answer, request: Request, *, private: bool, prompt: float) -> None:
    """Answer a command with messages; `private` is for the asker alone whatever the reply says."""
    thinking = asyncio.ensure_future(answer(request))
    if await _within(thinking, prompt):
        reply = thinking.result()
        await _say(exchange, reply, private=private or reply.private, share=private and not reply.private)
    elif await exchange.promise(ephemeral=private):
        await _fulfil(exchange, await asyncio.wait_for(thinking, LONGEST), promised=private, private=private)
    else:
        thinking.cancel()


async def answer_press(exchange: Exchange, answer: Answer, request: Request, *, prompt: float) -> None:
    """Answer a pressed button, in its message's place where the reply asks for that."""
    thinking = asyncio.ensure_future(answer(request))
    if not await _within(thinking, prompt):
        await exchange.acknowledge()
        await _after_press(exchange, await asyncio.wait_for(thinking, LONGEST))
        return
    reply = thinking.result()
    if says(reply) and reply.edit:
        first, *more = exchange.pieces(reply)
        if await exchange.replace(first):
            await _follow(exchange, more, ephemeral=reply.private)
    elif says(reply):
        await _say(exchange, reply, private=reply.private)
    else:
        await exchange.acknowledge()


async def answer_typing(exchange: Exchange, answer: Answer, request: Request, *, prompt: float) -> None:
    """Answer typing with choices, with none when they would come too late."""
    thinking = asyncio.ensure_future(answer(request))
    reply = thinking.result() if await _within(thinking, prompt) else Reply()
    thinking.cancel()
    await exchange.complete(choices(reply.choices))


def choices(given: Sequence[Choice]) -> list[dict[str, str]]:
    """Return at most 25 choices; one that is too long would have Discord refuse them all."""
    shown = [each for each in given if each.label.strip() and each.value.strip()][:CHOICES]
    return [{"name": shortened(each.label, CHOICE), "value": each.value[:CHOICE]} for each in shown]


async def _within(thinking: "asyncio.Future[Reply]", seconds: float) -> bool:
    done, _ = await asyncio.wait({thinking}, timeout=seconds)
    return bool(done)


async def _say(exchange: Exchange, reply: Reply, *, private: bool, share: bool = False) -> None:
    """Say the reply as the first answer; nothing at all is acknowledged and taken away.

    With `share`, the asker may show it to everyone.
    """
    if not says(reply):
        if await exchange.promise(ephemeral=True):
            await exchange.withdraw()
        return
    first, *more = _pieces(exchange, reply, share=share)
    if await exchange.say(first, ephemeral=private):
        await _follow(exchange, more, ephemeral=private)


async def _fulfil(exchange: Exchange, reply: Reply, *, promised: bool, private: bool) -> None:
    """Fulfil a promise; whether it is private was settled by the promise, so another kind needs a new message."""
    share = private and not reply.private
    private = private or reply.private
    parts = _pieces(exchange, reply, share=share)
    if parts and private == promised:
        await exchange.fulfil(parts[0], ephemeral=private)
        parts = parts[1:]
    elif not parts or not promised:
        await exchange.withdraw()
    await _follow(exchange, parts, ephemeral=private)


def _pieces(exchange: Exchange, reply: Reply, *, share: bool) -> Sequence[Reply]:
    parts = exchange.pieces(reply)
    return [exchange.shareable(each) for each in parts] if share else parts


async def _after_press(exchange: Exchange, reply: Reply) -> None:
    parts = list(exchange.pieces(reply))
    if parts and reply.edit:
        await exchange.edit(parts.pop(0))
    await _follow(exchange, parts, ephemeral=reply.private)


async def _follow(exchange: Exchange, parts: Sequence[Reply], *, ephemeral: bool) -> None:
    for each in parts:
        await exchange.follow(each, ephemeral=ephemeral)
