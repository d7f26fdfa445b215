"""Replies as Discord's messages: what is sent, and how a long one is cut."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapters.discord.buttons import rows
from adapters.discord.markup import rendered
from bot.chat import Reply
from bot.text import Text, split

CONTENT = 2000
"""The most characters of a message's content."""
NO_PREVIEWS = 1 << 2
EPHEMERAL = 1 << 6
NO_SOUND = 1 << 12

Message = dict[str, Any]


def pieces(reply: Reply) -> Sequence[Reply]:
    """Cut a reply into ones that each fit a message; the buttons stay with the last."""
    texts = split(reply.text, fits) if says(reply) else []
    first = [replace(reply, text=each, buttons=(), edit=reply.edit and not at) for at, each in enumerate(texts)]
    return [*first[:-1], replace(first[-1], buttons=reply.buttons)] if first else []


def fits(text: Text) -> bool:
    """Whether the text fits one message, counted the strictest way (UTF-16)."""
    if sum(len(each.text) for block in text.blocks for each in block.spans) > CONTENT:
        return False
    return len(rendered(text).encode("utf-16-le", "surrogatepass")) <= 2 * CONTENT


def says(reply: Reply) -> bool:
    """Whether there is anything to show; Discord refuses what is only blank."""
    return bool(rendered(reply.text).strip())


def message(reply: Reply, *, ephemeral: bool = False) -> Message:
    """Return a piece as Discord takes it: nobody is mentioned, nothing previewed."""
    flags = NO_PREVIEWS | (NO_SOUND if reply.silent else 0) | (EPHEMERAL if ephemeral else 0)
    return {
        "content": rendered(reply.text),
        "components": rows(reply.buttons),
        "allowed_mentions": {"parse": []},
        "flags": flags,
    }
