"""A button: a press that asks again, all of it carried in the button itself."""

from collections.abc import Sequence
from dataclasses import dataclass

BUTTON_BYTES = 64
"""The most that a button's data may take, UTF-8: Telegram's `callback_data`, the strictest of the platforms."""

READ_BACK = "~"
"""Stands in a button for an argument too long to carry, to be read back from the message it sits on."""


@dataclass(frozen=True, slots=True)
class Button:
    """A press that asks again: a command with positional arguments, carried in the button itself.

    `url` makes it a link instead; `data` is then empty. `alone` opens it in a private chat with the bot, where the
    platform can; elsewhere it is an ordinary press. `copy`, `share` and `invite` ask nothing: a platform that cannot
    do them leaves such a button out.
    """

    label: str
    command: str = ""
    arguments: tuple[str, ...] = ()
    url: str = ""
    alone: bool = False
    copy: str = ""
    """Words for the presser's clipboard, at most 256 characters."""
    share: str = ""
    """A query that is typed after the bot's name in a chat that the presser chooses, at most 256 characters."""

    invite: str = ""
    """Brings the bot into a chat that the presser chooses: a "group", or a "channel" to post in."""

    @property
    def asks(self) -> bool:
        """Whether pressing it asks the bot anything."""
        return not (self.url or self.copy or self.share or self.invite)

    @property
    def data(self) -> str:
        """At most `BUTTON_BYTES` bytes; longest arguments give way to `READ_BACK` until it fits."""
        arguments = list(self.arguments)
        while len(_encoded(self.command, arguments).encode()) > BUTTON_BYTES:
            longest = max(range(len(arguments)), key=lambda each: len(arguments[each].encode()))
            arguments[longest] = READ_BACK
        return "" if not self.asks else _encoded(self.command, arguments)


def _encoded(command: str, arguments: Sequence[str]) -> str:
    escaped = (each.replace("%", "%25").replace("|", "%7C") for each in arguments)
    return "|".join((command, *escaped))


def pressed(data: str) -> tuple[str, tuple[str, ...]]:
    """Return the command and the arguments that a button's data carries."""
    command, *arguments = data.split("|")
    return command, tuple(each.replace("%7C", "|").replace("%25", "%") for each in arguments)
