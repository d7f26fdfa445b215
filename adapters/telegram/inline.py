"""Results offered to somebody who types the bot's name in any chat."""

from collections.abc import Iterator
from dataclasses import replace

from telegram import InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import InlineQueryLimit

from adapters.telegram.keyboard import keyboard
from adapters.telegram.rendering import clean, render
from adapters.telegram.sending import NO_PREVIEW, Sender, pieces
from bot.chat import Choice, Reply, Request

KEPT = 300
"""Seconds for which Telegram may give the same results to the same words."""
KEPT_TODAY = 30
"""The same for no words at all, where the passage of the day stands."""
MOST = int(InlineQueryLimit.RESULTS)


async def offer(sender: Sender, query: str, request: Request, reply: Reply) -> None:
    """Answer an inline query with the reply's choices.

    Raises:
        TelegramError: as the client raises it.

    """
    await sender.bot.answer_inline_query(
        query,
        list(results(reply, sender.name)),
        cache_time=KEPT if request.text.strip() else KEPT_TODAY,
        is_personal=reply.personal,
        next_offset=reply.more,
    )


def results(reply: Reply, name: str) -> Iterator[InlineQueryResultArticle]:
    """Yield the choices that post something, each with the first message of what it posts."""
    for number, choice in enumerate(reply.choices[:MOST]):
        said = pieces(replace(choice.reply.unpictured, poll=None)) if choice.reply else []
        if said and choice.reply:
            yield _result(str(number), choice, said[0], keyboard(choice.reply.buttons, name))


def _result(number: str, choice: Choice, piece: Reply, keys: InlineKeyboardMarkup | None) -> InlineQueryResultArticle:
    rendered = render(piece.text, fold=True)
    content = InputTextMessageContent(
        rendered.text, entities=rendered.entities or None, link_preview_options=NO_PREVIEW
    )
    title = clean(choice.label).strip() or rendered.text[:40]
    return InlineQueryResultArticle(
        number, title, content, reply_markup=keys, description=clean(choice.detail).strip() or None
    )
