"""A reply's pieces, given to Telegram: new messages, edits, and what waits a moment when Telegram wants silence."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from telegram import Bot, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest, RetryAfter, TelegramError

from adapters.telegram import errors
from adapters.telegram.keyboard import keyboard
from adapters.telegram.rendering import Rendered, render
from bot.chat import Place, Poll, Reply
from bot.text import Text, split

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PICTURE = "picture.png"
"""The name that a picture is sent under; nobody sees it."""
PATIENCE = 60.0
"""The longest halt, in seconds, that a reply to somebody waits out before it is given up."""
BREATH = 2.0
"""Seconds until a reply is tried again that found no network."""

Sleep = Callable[[float], Awaitable[object]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Target:
    """The message to edit: one in a chat, or one sent through inline mode."""

    chat: str = ""
    message: int = 0
    inline: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends through one pool of connections. `name` is the bot's, empty while nobody knows it.

    `paid` lets a message pass the free limit, which the operator pays for. `render` may remember what it has rendered.
    """

    bot: Bot
    name: str = ""
    paid: bool = False
    render: Callable[..., Rendered] = render
    about: str = ""
    """What the buttons carry that speak of another chat than they stand in."""

    async def send(self, place: Place, piece: Reply, *, answering: int = 0) -> str:
        """Send one piece, as an answer to a message where `answering` names it; return the new message's id.

        Where a chat takes no pictures, words stand in for them; where it does not take our entities, the words go out
        with fewer, or plain.

        Raises:
            TelegramError: as the client raises it.

        """
        if piece.poll:
            return await self._ask(place, piece, piece.poll)
        rendered = self.render(piece.text, fold=is_shared(place))
        try:
            return await simply(rendered, lambda each: self._send(place, piece, each, answering))
        except BadRequest as error:
            if piece.picture and piece.unpictured.text and errors.is_picture_trouble(error):
                return await self.send(place, piece.unpictured, answering=answering)
            raise

    async def _send(self, place: Place, piece: Reply, rendered: Rendered, answering: int) -> str:
        given: dict[str, Any] = {
            "message_thread_id": int(place.thread) if place.thread else None,
            "disable_notification": piece.silent or None,
            "allow_paid_broadcast": self.paid or None,
            "reply_markup": keyboard(piece.buttons, self.name, self.about),
            "reply_parameters": ReplyParameters(answering, allow_sending_without_reply=True) if answering else None,
        }
        said, entities = rendered.text, _some(rendered)
        if piece.picture:
            given |= {"caption": said or None, "caption_entities": entities, "filename": PICTURE}
            sent = self.bot.send_photo(place.chat, piece.picture.png, **given)
        else:
            sent = self.bot.send_message(place.chat, said, entities=entities, link_preview_options=NO_PREVIEW, **given)
        return str((await sent).message_id)

    async def _ask(self, place: Place, piece: Reply, poll: Poll) -> str:
        message = await self.bot.send_poll(
            place.chat,
            poll.question,
            poll.options,
            allows_multiple_answers=poll.several or None,
            open_period=timedelta(hours=poll.hours),
            message_thread_id=int(place.thread) if place.thread else None,
            disable_notification=piece.silent or None,
            reply_markup=keyboard(piece.buttons, self.name, self.about),
        )
        return str(message.message_id)

    async def edit(self, target: Target, piece: Reply, *, fold: bool) -> None:
        """Make a message of ours say this piece instead; that it does so already is as good.

        Raises:
            TelegramError: as the client raises it.

        """
        try:
            await simply(render(piece.text, fold=fold), lambda each: self._edit(target, piece, each))
        except BadRequest as error:
            if not errors.is_unmodified(error):
                raise

    async def _edit(self, target: Target, piece: Reply, rendered: Rendered) -> object:
        return await self.bot.edit_message_text(
            rendered.text,
            chat_id=target.chat or None,
            message_id=target.message or None,
            inline_message_id=target.inline or None,
            entities=_some(rendered),
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(piece.buttons, self.name, self.about),
        )


def _some(rendered: Rendered) -> tuple[MessageEntity, ...] | None:
    return rendered.entities or None


def is_shared(place: Place) -> bool:
    """Return whether others read there too; groups and channels have negative numbers, or names."""
    return place.chat.startswith(("-", "@"))


async def simply(rendered: Rendered, call: Callable[[Rendered], Awaitable[Result]]) -> Result:
    """Return the result of `call`, tried again with ever simpler entities where the server does not take them.

    Raises:
        TelegramError: as the call raises it for any other reason, or with no entity left.

    """
    for simpler in rendered.simpler:
        try:
            return await call(rendered)
        except BadRequest as error:
            if not errors.is_entity_trouble(error):
                raise
            log.warning("Telegram refused the entities of a message, which goes out simpler: %s", error)
            rendered = simpler
    return await call(rendered)


async def patiently(call: Callable[[], Awaitable[Result]], sleep: Sleep) -> Result:
    """Return the result of `call`, tried once more where it certainly did nothing: after a halt, without a network.

    Raises:
        TelegramError: as the call raises it, the second time or at once.

    """
    try:
        return await call()
    except TelegramError as error:
        pause = errors.halt(error) if isinstance(error, RetryAfter) else BREATH
        if pause > PATIENCE or not (isinstance(error, RetryAfter) or errors.certainly_unsent(error)):
            raise
        await sleep(pause)
    return await call()


def pieces(reply: Reply) -> list[Reply]:
    """Return the reply in parts of one message each: what it edits is the first, a poll and the buttons are last.

    A picture takes the text along where that is short enough, else it goes before it; it never edits a message.
    """
    if not reply.picture:
        return _texts(reply)
    if not reply.poll and render(reply.text).captions:
        return [replace(reply, edit=False)]
    alone = Reply(picture=reply.picture, silent=reply.silent, private=reply.private)
    return [alone, *_texts(replace(reply, picture=None, edit=False))]


def _texts(reply: Reply) -> list[Reply]:
    texts = [cut for text in split(reply.text, _fits) for cut in _forced(text)]
    texts = [each for each in texts if render(each).text]
    said = replace(reply, buttons=(), poll=None)
    parts = [replace(said, text=each, edit=reply.edit and not at) for at, each in enumerate(texts)]
    if reply.poll:
        parts.append(replace(said, text=Text(), edit=False, poll=reply.poll))
    return [*parts[:-1], replace(parts[-1], buttons=reply.buttons)] if parts else []


def _fits(text: Text) -> bool:
    return render(text).fits


def _forced(text: Text) -> list[Text]:
    """Return the text cut by characters where no kinder cut makes it fit: one cluster of thousands of marks."""
    if _fits(text):
        return [text]
    block = max(text.blocks, key=lambda each: len(each.plain))
    at, half = text.blocks.index(block), max(len(block.plain) // 2, 1)
    before = Text((*text.blocks[:at], block.cut(0, half)))
    after = Text((block.cut(half), *text.blocks[at + 1 :]))
    return [*_forced(before), *_forced(after)]
