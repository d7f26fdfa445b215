"""Buttons → the keyboard under a message. Their state is in them, so that an old message still works."""

from collections.abc import Iterator, Sequence
from itertools import islice

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat import Button

ROW = 8
MOST = 100
"""Telegram keeps no more buttons in a row, and clients show no more in all."""


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return the keyboard of these rows, long ones broken; None where there is no button."""
    broken = (row[start : start + ROW] for row in rows for start in range(0, len(row), ROW))
    kept = [tuple(row) for row in _first(broken, MOST)]
    return InlineKeyboardMarkup([[_button(each) for each in row] for row in kept]) if kept else None


def _first(rows: Iterator[Sequence[Button]], most: int) -> Iterator[Sequence[Button]]:
    for row in rows:
        kept = tuple(islice(row, most))
        most -= len(kept)
        if kept:
            yield kept


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)
