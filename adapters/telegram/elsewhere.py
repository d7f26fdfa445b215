"""A channel or group spoken of in private: buttons carry which one, so that its admins need not write in it."""

import re

from telegram import InlineKeyboardMarkup, Message

SHIFT = 10**12
"""What Telegram takes from the negative number of a supergroup or channel."""
CARRIED = re.compile(r"@(?P<code>[0-9a-z]{1,9})\|(?P<rest>.+)", re.DOTALL)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def carrying(chat: str) -> str:
    """Return what stands before a button's data that speaks of this chat; empty for a chat that has no such number."""
    number = -int(chat) - SHIFT if chat.startswith("-") and chat[1:].isdecimal() else 0
    return f"@{_code(number)}|" if number > 0 else ""


def carried(data: str) -> tuple[str, str]:
    """Return the chat that a button's data speaks of, empty where it is its own, and the data without it."""
    found = CARRIED.fullmatch(data)
    return (str(-int(found["code"], 36) - SHIFT), found["rest"]) if found else ("", data)


def spoken_of(message: Message | None) -> str:
    """Return the chat that a message of ours speaks of, told by its buttons; empty where that is none."""
    markup = message.reply_markup if message else None
    if not isinstance(markup, InlineKeyboardMarkup):
        return ""
    data = (each.callback_data for row in markup.inline_keyboard for each in row)
    return next((carried(each)[0] for each in data if isinstance(each, str)), "")


def _code(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
