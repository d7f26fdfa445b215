"""Buttons → the keyboard under a message. Their state is in them, so that an old message still works."""

from collections.abc import Iterator, Sequence
from itertools import islice

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from adapters.telegram.links import link
from adapters.telegram.rendering import LINKABLE
from bot.chat import Button

ROW = 8
MOST = 100
"""Telegram keeps no more buttons in a row, and clients show no more in all."""
WORDS = 256
"""UTF-16 units of what is copied or typed for the presser."""


def keyboard(rows: Sequence[Sequence[Button]], name: str = "") -> InlineKeyboardMarkup | None:
    """Return the keyboard of these rows, long ones broken; None where there is no button.

    `name` is the bot's, for buttons that open it in private; without it these are pressed where they are.
    """
    usable = ([each for each in row if not each.url or LINKABLE.fullmatch(each.url)] for row in rows)
    broken = (row[start : start + ROW] for row in usable for start in range(0, len(row), ROW))
    kept = [tuple(row) for row in _first(broken, MOST)]
    return InlineKeyboardMarkup([[_button(each, name) for each in row] for row in kept]) if kept else None


def _first(rows: Iterator[Sequence[Button]], most: int) -> Iterator[Sequence[Button]]:
    for row in rows:
        kept = tuple(islice(row, most))
        most -= len(kept)
        if kept:
            yield kept


def _button(button: Button, name: str) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(_cut(button.copy)))
    if button.share:
        anywhere = SwitchInlineQueryChosenChat(_cut(button.share), *(True,) * 4)
        return InlineKeyboardButton(button.label, switch_inline_query_chosen_chat=anywhere)
    if url := button.url or (button.alone and link(name, button.data)):
        return InlineKeyboardButton(button.label, url=url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def _cut(words: str) -> str:
    """Return as many of the words as Telegram takes, no character cut in two."""
    return words.encode("utf-16-le")[: 2 * WORDS].decode("utf-16-le", "ignore")
