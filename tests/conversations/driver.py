"""What a platform offers the conversation suite: a chat that one can speak in, and what it shows in answer."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the chat in answer to one turn, as a person reads it: all of it in order, markup undone.

    Several messages are joined by line breaks. `buttons` are the labels under the last of them, row by row.
    `private` is true of what only the asker sees. Nothing shown at all is an empty text.
    """

    text: str
    buttons: tuple[str, ...] = ()
    private: bool = False


class Chat(Protocol):
    """One chat on one platform, in which one person asks."""

    async def command(self, name: str, line: str = "") -> Shown:
        """Send a command with the rest of its line (where the platform has options: the parameters read from it)."""
        ...

    async def message(self, text: str) -> Shown:
        """Send words without a command; in a group without mentioning the bot."""
        ...

    async def press(self, label: str) -> Shown:
        """Press the button of this label under the last message shown; an edit shows the edited message."""
        ...

    async def reply(self, to: str, name: str, line: str = "") -> Shown:
        """Send a command as an answer to somebody's message that says `to` (on Discord: its message command)."""
        ...


class Driver(Protocol):
    """Opens chats on one platform. Cooldown is 0, the library is `tests/packs`, the state is empty."""

    @property
    def lacks(self) -> frozenset[str]:
        """What the platform cannot do: any of `suite.GROUP`, `RIGHTS`, `REPLY`, `BOUNDLESS`, `UNKNOWN`."""
        ...

    def open(self, *, private: bool, admin: bool) -> AbstractAsyncContextManager[Chat]:
        """Open a chat: alone with the bot or in a group, as one of its admins or not."""
        ...
