"""A request: one thing asked, however it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.chat.place import Person, Place


class Asked(StrEnum):
    """The ways a request arrives."""

    COMMAND = "command"
    MESSAGE = "message"
    """Words without a command, meant for the bot: in a private chat, or as a mention of it."""
    BUTTON = "button"
    INLINE = "inline"
    """Typing in any chat, results to choose from."""
    COMPLETION = "completion"
    """Typing an option of a command, choices to complete it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked.

    `text` is what was typed: the rest of the line after a command, a message, what stands in the box so far, or the
    data of a pressed button. `arguments` holds options by name where the platform separates them, else None.
    `shown` is the plain text of the message a button sits on; `replied` that of the message replied to.
    `at` is aware UTC.
    """

    kind: Asked
    place: Place
    person: Person
    at: datetime
    text: str = ""
    command: str = ""
    arguments: Mapping[str, str] | None = None
    option: str = ""
    """For a completion, the name of the option being typed."""
    shown: str = ""
    replied: str = ""
    asker: str = ""
    """Who asked for the message that a pressed button sits on, by the platform's id; empty where nobody did."""
    elsewhere: bool = False
    """Whether the place is another one than that in which it was asked: then only its admins may ask."""
    offset: str = ""
    """For an inline query, where its results go on: what the reply before said as `more`."""
