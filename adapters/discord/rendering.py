"""Replies as Discord's messages: what is sent, and how a long one is cut.

Source of the limits: Discord's documentation, "Message", "Component Reference".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from adapters.discord.buttons import Component, rows
from adapters.discord.markup import groups, rendered
from bot.chat import Poll, Reply
from bot.text import Text, split

NO_PREVIEWS = 1 << 2
EPHEMERAL = 1 << 6
NO_SOUND = 1 << 12
LAYOUT = 1 << 15
TEXT_DISPLAY, CONTAINER = 10, 17
APART = 20
"""Groups of blocks that are shown apart at most; a message has room for 40 components, 31 of them for buttons."""

Message = dict[str, Any]


class Look(StrEnum):
    """What a message is made of."""

    LAYOUT = "layout"
    """A frame of components: room for twice as much text, and its buttons stand with it."""
    EMBED = "embed"
    """A card; Discord shows it only where the bot may embed links."""
    TEXT = "text"
    """The message's own text, which notifications and searches show best."""


ROOM = {Look.LAYOUT: 4000, Look.EMBED: 4000, Look.TEXT: 2000}
"""The most characters of a message, markup included."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes messages of replies, in one look."""

    look: Look = Look.LAYOUT

    def pieces(self, reply: Reply) -> Sequence[Reply]:
        """Cut a reply into ones that each fit a message, leaving out blank ones.

        The buttons stay with the last of the text, a thread with the first; a poll is a message of its own.
        """
        texts = [each for each in split(reply.text, self.fits) if rendered(each).strip()]
        bare = replace(reply, buttons=(), poll=None, thread="")
        cut = [replace(bare, text=each, edit=reply.edit and not at) for at, each in enumerate(texts)]
        if reply.poll:
            cut.append(replace(bare, text=Text(), edit=False, poll=reply.poll))
        if cut:
            cut[0] = replace(cut[0], thread=reply.thread)
            last = max(len(texts) - 1, 0)
            cut[last] = replace(cut[last], buttons=reply.buttons)
        return cut

    def fits(self, text: Text) -> bool:
        """Whether the text fits one message, counted the strictest way (UTF-16)."""
        room = ROOM[self.look]
        if sum(len(each.text) for block in text.blocks for each in block.spans) > room:
            return False
        return len(rendered(text).encode("utf-16-le", "surrogatepass")) <= 2 * room

    def message(self, piece: Reply, *, ephemeral: bool = False) -> Message:
        """Return a piece as Discord takes it: nobody is mentioned, nothing previewed."""
        parts = self._parts(piece)
        flags = parts["flags"] | (NO_SOUND if piece.silent else 0) | (EPHEMERAL if ephemeral else 0)
        return parts | {"flags": flags, "allowed_mentions": {"parse": []}}

    def edited(self, piece: Reply) -> Message:
        """Return a piece as it takes the place of an earlier message of any look."""
        return {"content": None, "embeds": None} | self.message(piece)

    def beside(self, flags: int) -> "Renderer":
        """Return what can edit a message with these flags: components cannot become anything else."""
        return Renderer(Look.LAYOUT) if flags & LAYOUT else self

    def _parts(self, piece: Reply) -> Message:
        shown, buttons = rendered(piece.text), rows(piece.buttons)
        if piece.poll:
            return {"poll": _poll(piece.poll), "components": buttons, "flags": 0}
        if self.look is Look.TEXT:
            return {"content": shown, "components": buttons, "flags": NO_PREVIEWS}
        if self.look is Look.EMBED:
            return {"embeds": [{"description": shown}], "components": buttons, "flags": 0}
        return {"components": [_frame(piece.text, buttons)], "flags": LAYOUT}


def says(reply: Reply) -> bool:
    """Whether there is anything to show; Discord refuses what is only blank."""
    return bool(rendered(reply.text).strip() or reply.poll)


def _poll(poll: Poll) -> Message:
    return {
        "question": {"text": poll.question},
        "answers": [{"poll_media": {"text": each}} for each in poll.options],
        "duration": poll.hours,
        "allow_multiselect": poll.several,
    }


def _frame(text: Text, buttons: Sequence[Component]) -> Component:
    """Return a container with the text, groups of blocks apart where they are not too many, and the buttons."""
    shown = groups(text)
    parts = shown if len(shown) <= APART - len(buttons) else ["\n\n".join(shown)]
    texts = [{"type": TEXT_DISPLAY, "content": each} for each in parts]
    return {"type": CONTAINER, "components": [*texts, *buttons]}
