"""Buttons → the keyboard under a message. Their state is in them, so that an old message still works."""

from collections.abc import Iterator, Sequence
from itertools import islice

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from adapters.telegram.links import link
from adapters.telegram.rendering import LINKABLE
from bot.chat import BUTTON_BYTES, READ_BACK, Button

ROW = 8
MOST = 100
"""Telegram keeps no more buttons in a row, and clients show no more in all."""
INVITING = {"group": "startgroup", "channel": "startchannel&admin=post_messages"}
"""What a link asks for that brings the bot into a chat; a channel's bot must be an admin to post."""
WORDS = 256
"""UTF-16 units of what is copied or typed for the presser."""


def keyboard(rows: Sequence[Sequence[Button]], name: str = "", about: str = "") -> InlineKeyboardMarkup | None:
    """Return the keyboard of these rows, long ones broken; None where there is no button.

    `name` is the bot's, for buttons that open it in private; without it these are pressed where they are. `about`
    stands before the data of all where they speak of another chat; a button for which it is too long is left out.
    """
    usable = ([each for each in row if _is_usable(each, name, about)] for row in rows)
    broken = (row[start : start + ROW] for row in usable for start in range(0, len(row), ROW))
    kept = [tuple(row) for row in _first(broken, MOST)]
    return InlineKeyboardMarkup([[_button(each, name, about) for each in row] for row in kept]) if kept else None


def _is_usable(button: Button, name: str, about: str) -> bool:
    if button.url:
        return LINKABLE.fullmatch(button.url) is not None
    if button.invite:
        return bool(name)
    return not about or (READ_BACK not in button.data and len((about + button.data).encode()) <= BUTTON_BYTES)


def _first(rows: Iterator[Sequence[Button]], most: int) -> Iterator[Sequence[Button]]:
    for row in rows:
        kept = tuple(islice(row, most))
        most -= len(kept)
        if kept:
            yield kept


def _button(button: Button, name: str, about: str) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(_cut(button.copy)))
    if button.share:
        anywhere = SwitchInlineQueryChosenChat(_cut(button.share), *(True,) * 4)
        return InlineKeyboardButton(button.label, switch_inline_query_chosen_chat=anywhere)
    if button.invite:
        return InlineKeyboardButton(button.label, url=f"https://t.me/{name}?{INVITING[button.invite]}")
    if url := button.url or (button.alone and link(name, button.data)):
        return InlineKeyboardButton(button.label, url=url)
    return InlineKeyboardButton(button.label, callback_data=about + button.data)


def _cut(words: str) -> str:
    """Return as many of the words as Telegram takes, no character cut in two."""
    return words.encode("utf-16-le")[: 2 * WORDS].decode("utf-16-le", "ignore")
