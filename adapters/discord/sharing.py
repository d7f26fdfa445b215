"""Sharing: an answer that only its asker sees, shown to everyone in the channel by a press.

The message on which the button stands is the answer: nothing is kept, so that it can be shared after any restart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.buttons import ROW, Component, held
from adapters.discord.rendering import LAYOUT, NO_PREVIEWS, Message
from bot.chat import Button, Reply

COMMAND = "share"
"""What the button carries; the core has no such command."""
ACTION_ROW = 1


def shareable(piece: Reply, label: str) -> Reply:
    """Return a piece with the button below it; what has a picture or a poll cannot be shown again from its message."""
    if not label or piece.picture or piece.poll:
        return piece
    *before, last = piece.buttons or ((),)
    button = Button(label, COMMAND)
    after = ((*last, button),) if len(last) < ROW else (last, (button,))
    return replace(piece, buttons=(*before, *after))


def is_press(interaction: discord.Interaction[Any]) -> bool:
    """Whether the button was pressed."""
    told: Mapping[str, Any] = interaction.data or {}
    return interaction.type is discord.InteractionType.component and held(told["custom_id"]) == COMMAND


def shown(message: discord.Message) -> Message:
    """Return one of our messages as it is sent to everyone: without the button, nobody mentioned."""
    parts: Message = {"components": _without([each.to_dict() for each in message.components])}
    kept = message.flags.value & (LAYOUT | NO_PREVIEWS)
    if message.content:
        parts["content"] = message.content
    if message.embeds and not kept & LAYOUT:
        parts["embeds"] = [{"description": each.description} for each in message.embeds]
    return parts | {"flags": kept, "allowed_mentions": {"parse": []}}


def _without(components: Sequence[Any]) -> list[Component]:
    """Return the components without the button, and without rows that held nothing else."""
    kept = [each for each in components if held(each.get("custom_id") or "") != COMMAND]
    inner = [each | {"components": _without(each["components"])} if "components" in each else each for each in kept]
    return [each for each in inner if each["type"] != ACTION_ROW or each["components"]]
