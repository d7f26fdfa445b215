"""Replies as Discord's messages: what is sent, and how a long one is cut.

Source of the limits: Discord's documentation, "Message", "Component Reference".
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from adapters.discord.buttons import Component, rows
from adapters.discord.markup import groups, rendered
from bot.chat import Herald, Picture, Poll, Reply
from bot.text import Text, split

NO_PREVIEWS = 1 << 2
EPHEMERAL = 1 << 6
NO_SOUND = 1 << 12
LAYOUT = 1 << 15
TEXT_DISPLAY, GALLERY, CONTAINER = 10, 12, 17
PICTURE = "picture.png"
"""The name that a picture is sent under; the message refers to it."""
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
    reserved: int = 0
    """Characters of a message that are not for the text."""
    asker: str = ""
    """The id of whoever the message answers."""

    def pieces(self, reply: Reply) -> Sequence[Reply]:
        """Cut a reply into ones that each fit a message, leaving out blank ones.

        The buttons stay with the last of the text, a thread and a picture with the first; a poll is a message of its
        own.
        """
        mention = _mention(reply)
        fits = replace(self, reserved=len(mention) + 2).fits if mention else self.fits
        texts = [each for each in split(reply.text, fits) if rendered(each).strip()]
        bare = replace(reply, buttons=(), poll=None, thread="", picture=None, herald=_quieter(reply.herald))
        cut = [replace(bare, text=each, edit=reply.edit and not at) for at, each in enumerate(texts)]
        if reply.picture and not cut:
            cut, texts = [replace(bare, text=Text())], [Text()]
        if reply.poll:
            cut.append(replace(bare, text=Text(), edit=False, poll=reply.poll))
        if cut:
            cut[0] = replace(cut[0], thread=reply.thread, picture=reply.picture, herald=reply.herald)
            last = max(len(texts) - 1, 0)
            cut[last] = replace(cut[last], buttons=reply.buttons)
        return cut

    def fits(self, text: Text) -> bool:
        """Whether the text fits one message, counted the strictest way (UTF-16)."""
        room = ROOM[self.look] - self.reserved
        if sum(len(each.text) for block in text.blocks for each in block.spans) > room:
            return False
        return len(rendered(text).encode("utf-16-le", "surrogatepass")) <= 2 * room

    def message(self, piece: Reply, *, ephemeral: bool = False) -> Message:
        """Return a piece as Discord takes it: nothing previewed, nobody mentioned but a role that was asked for."""
        parts = self._parts(piece)
        flags = parts["flags"] | (NO_SOUND if piece.silent else 0) | (EPHEMERAL if ephemeral else 0)
        return parts | {"flags": flags, "allowed_mentions": _mentioned(piece)}

    def edited(self, piece: Reply) -> Message:
        """Return a piece as it takes the place of an earlier message of any look, whose picture goes."""
        return {"content": None, "embeds": None, "attachments": []} | self.message(piece)

    def beside(self, flags: int) -> "Renderer":
        """Return what can edit a message with these flags: components cannot become anything else."""
        return replace(self, look=Look.LAYOUT) if flags & LAYOUT else self

    def _parts(self, piece: Reply) -> Message:
        shown, buttons, mention = rendered(piece.text), rows(piece.buttons, self.asker), _mention(piece)
        if piece.poll:
            return {"poll": _poll(piece.poll), "components": buttons, "flags": 0}
        attached = _attached(piece.picture)
        if self.look is Look.TEXT:
            content = "\n".join(filter(None, (mention, shown)))
            return {"content": content, "components": buttons, "flags": NO_PREVIEWS, **attached}
        if self.look is Look.EMBED:
            named = {"content": mention} if mention else {}
            return {"embeds": [_card(shown, piece.picture)], "components": buttons, "flags": 0, **named, **attached}
        above = [{"type": TEXT_DISPLAY, "content": mention}] if mention else []
        return {"components": [*above, _frame(piece, buttons)], "flags": LAYOUT, **attached}


def says(reply: Reply) -> bool:
    """Whether there is anything to show; Discord refuses what is only blank."""
    return bool(rendered(reply.text).strip() or reply.poll or reply.picture)


def _mention(piece: Reply) -> str:
    return f"<@&{piece.herald.role}>" if piece.herald and piece.herald.role.isdecimal() else ""


def _mentioned(piece: Reply) -> Message:
    """Return who may be mentioned: exactly the role that was asked for, whatever the text says."""
    return {"parse": [], "roles": [piece.herald.role]} if piece.herald and _mention(piece) else {"parse": []}


def _quieter(herald: Herald | None) -> Herald | None:
    """Return the herald of further pieces: a role is mentioned once."""
    return replace(herald, role="") if herald else None


def _poll(poll: Poll) -> Message:
    return {
        "question": {"text": poll.question},
        "answers": [{"poll_media": {"text": each}} for each in poll.options],
        "duration": poll.hours,
        "allow_multiselect": poll.several,
    }


def _attached(picture: Picture | None) -> Message:
    """Return the description of the file that is sent along."""
    named = {"id": 0, "filename": PICTURE}
    return {"attachments": [named | {"description": picture.described}]} if picture else {}


def _card(shown: str, picture: Picture | None) -> Message:
    words = {"description": shown} if shown else {}
    return words | ({"image": {"url": f"attachment://{PICTURE}"}} if picture else {})


def _frame(piece: Reply, buttons: Sequence[Component]) -> Component:
    """Return a container with the text, its blocks apart where they are not too many, the picture, and the buttons."""
    shown = groups(piece.text)
    parts = shown if len(shown) <= APART - len(buttons) else ["\n\n".join(shown)]
    texts = [{"type": TEXT_DISPLAY, "content": each} for each in parts]
    return {"type": CONTAINER, "components": [*texts, *_gallery(piece.picture), *buttons]}


def _gallery(picture: Picture | None) -> Sequence[Component]:
    if not picture:
        return ()
    item = {"media": {"url": f"attachment://{PICTURE}"}, "description": picture.described}
    return ({"type": GALLERY, "items": [item]},)


def request(message: Message, picture: Picture | None) -> dict[str, Any]:
    """Return how a message is put into a request: as JSON, or as a form beside the picture that goes with it."""
    if not picture:
        return {"json": message}
    words = {"name": "payload_json", "value": json.dumps(message), "content_type": "application/json"}
    image = {"name": "files[0]", "value": picture.png, "filename": PICTURE, "content_type": "image/png"}
    return {"form": [words, image]}
