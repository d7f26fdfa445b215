"""Requests to the core, and its replies carried back to where they were asked."""

import logging
from contextlib import suppress
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Chat, InlineQuery, Message, Update
from telegram.error import BadRequest, TelegramError

from adapters.telegram import errors, inline
from adapters.telegram.elsewhere import carrying
from adapters.telegram.links import link
from adapters.telegram.reading import PLATFORM
from adapters.telegram.recent import Recent
from adapters.telegram.rendering import clean, units
from adapters.telegram.sending import Sender, Sleep, Target, is_shared, patiently, pieces
from bot.chat import Answer, Notice, Place, Reply, Request
from bot.text import GRAPHEME, Kind, Text, block

log = logging.getLogger(__name__)

POPUP = 200
"""UTF-16 units that the small answer to a press may have."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Asks the core and gives what it says to the asker."""

    sender: Sender
    answer: Answer
    sleep: Sleep
    recent: Recent

    async def carry(self, request: Request, update: Update) -> None:
        """Answer what an update asked. What Telegram does not take is logged, never raised."""
        if request.elsewhere:
            return await (await self._about(request)).carry(_at_home(request), update)
        try:
            if update.callback_query:
                await self._press(request, update.callback_query)
            elif update.inline_query:
                await self._inline(request, update.inline_query)
            elif update.message:
                await self._message(request, update.message)
        except TelegramError as error:
            log.warning("An answer to a %s did not arrive: %s", request.kind, error)
        return None

    async def greet(self, notice: Notice, reply: Reply) -> None:
        """Say a greeting where we came, or alone to whoever brought us into a channel.

        Raises:
            TelegramError: as the client raises it.

        """
        if not notice.steward:
            return await self.say(notice.place, reply)
        alone = Place(PLATFORM, notice.steward.id, private=True)
        return await self._speaking_of(notice.place).say(alone, _headed(reply, notice.place.title))

    async def say(self, place: Place, reply: Reply, *, answering: int = 0) -> None:
        """Send all of a reply to a place."""
        for each in pieces(reply):
            await self._send(place, each, answering)

    async def _about(self, request: Request) -> "Answering":
        """Return what asks the core about another chat, and puts that chat's title above what it says."""
        there = replace(request.place, title=await self._title(request.place.chat))

        async def answer(_asked: Request) -> Reply:
            return _headed(await self.answer(replace(request, place=there)), there.title)

        return replace(self._speaking_of(there), answer=answer)

    def _speaking_of(self, place: Place) -> "Answering":
        return replace(self, sender=replace(self.sender, about=carrying(place.chat)))

    async def _title(self, chat: str) -> str:
        """Return a chat's title, empty where we may not see it; the core finds out whether one may ask about it."""
        with suppress(TelegramError):
            return (await self.sender.bot.get_chat(chat)).title or ""
        return ""

    async def _message(self, request: Request, message: Message) -> None:
        reply = await self.answer(request)
        await self.say(request.place, reply, answering=0 if request.place.private else message.message_id)

    async def _inline(self, request: Request, query: InlineQuery) -> None:
        reply = await self.answer(request)
        with suppress(BadRequest):  # the asker has typed on, and the question is too old
            await inline.offer(self.sender, query.id, request, reply)

    async def _press(self, request: Request, query: CallbackQuery) -> None:
        """Answer a press: whatever happens, the button must stop turning."""
        if _is_broadcast(query) and (alone := link(self.sender.name, request.text)):
            return await self._release(query, Release(url=alone))
        reply, release = Reply(), Release()
        try:
            reply = await self.answer(request)
            release = self._released(request, query, reply)
        finally:
            await self._release(query, release)
        quiet = _is_broadcast(query) or release.words or release.url
        return None if quiet else await self._show(request.place, query, reply)

    def _released(self, request: Request, query: CallbackQuery, reply: Reply) -> "Release":
        """Return with what the button stops turning: words for the presser alone, a way into private, or nothing."""
        if _is_broadcast(query) or _is_small(request, query, reply):
            return Release(words=_popup(reply))
        if query.inline_message_id and len(pieces(reply.unpictured)) > 1:
            return Release(url=link(self.sender.name, request.text))
        return Release()

    async def _release(self, query: CallbackQuery, release: "Release") -> None:
        """Let the button stop; where that does not succeed, the answer itself still matters more."""
        try:
            await patiently(lambda: self._answered(query.id, release), self.sleep)
        except BadRequest:
            log.debug("A press from before a long downtime was too old to be answered")
        except TelegramError as error:
            log.warning("A press could not be answered: %s", error)

    async def _answered(self, query: str, release: "Release") -> bool:
        return await self.sender.bot.answer_callback_query(
            query, release.words or None, show_alert=bool(release.words) or None, url=release.url or None
        )

    async def _show(self, place: Place, query: CallbackQuery, reply: Reply) -> None:
        """Show the reply in place of the pressed message, or below it."""
        said = pieces(reply.unpictured if query.inline_message_id else reply)
        if said and not (said[0].poll or said[0].picture) and (reply.edit or query.inline_message_id):
            edited = await self._edit(place, query, said[0])
            said = said[1:] if edited else said
        for each in said if query.message else ():
            await self._send(place, each, 0)

    async def _edit(self, place: Place, query: CallbackQuery, piece: Reply) -> bool:
        message = query.message
        target = Target(place.chat, message.message_id) if message else Target(inline=query.inline_message_id or "")
        try:
            await patiently(lambda: self.sender.edit(target, piece, fold=is_shared(place)), self.sleep)
        except BadRequest as error:
            if not errors.is_uneditable(error):
                raise
            return False
        return True

    async def _send(self, place: Place, piece: Reply, answering: int) -> None:
        message = await patiently(lambda: self.sender.send(place, piece, answering=answering), self.sleep)
        if not place.private:
            self.recent.add(place.chat, message)


@dataclass(frozen=True, slots=True)
class Release:
    """How a button stops turning: with words only the presser sees, or by opening an address; else just so."""

    words: str = ""
    url: str = ""


def _at_home(request: Request) -> Request:
    """Return a request about another chat as one of the private chat that it was asked in."""
    return replace(request, place=Place(PLATFORM, request.person.id, private=True), elsewhere=False)


def _headed(reply: Reply, title: str) -> Reply:
    head = Text((block(Kind.HEADING, title),)) if title and reply.text else Text()
    return replace(reply, text=head + reply.text)


def _is_broadcast(query: CallbackQuery) -> bool:
    """Return whether the button stands in a channel, where nothing is said or changed because of a reader's press."""
    return query.message is not None and query.message.chat.type == Chat.CHANNEL


def _is_small(request: Request, query: CallbackQuery, reply: Reply) -> bool:
    """Return whether the reply is for the presser's eyes only and nobody else's: shown as a popup."""
    alone = request.place.private and query.message is not None
    return reply.private and bool(reply.text) and not alone


def _popup(reply: Reply) -> str:
    """Return the words of a reply, cut between graphemes to what a popup holds."""
    words = clean(reply.text.plain).strip()
    if units(words) <= POPUP:
        return words
    kept = ""
    for each in GRAPHEME.findall(words):
        if units(kept + each) >= POPUP:
            break
        kept += each
    return f"{kept.rstrip()}…"
