"""An adapter: what carries the core to one platform."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, Self

from bot.chat.place import Notice, Person, Place
from bot.chat.reply import Reply
from bot.chat.request import Request

Answer = Callable[[Request], Awaitable[Reply]]
Notify = Callable[[Notice], Awaitable[Reply]]


class Adapter(Protocol):
    """One platform. Entering connects what is needed to post; `listen` runs until cancelled."""

    platform: str

    async def __aenter__(self) -> Self:
        """Open what posting needs; close it again before raising."""
        ...

    async def __aexit__(self, *error: object) -> None:
        """Close everything, in the opposite order."""
        ...

    async def listen(self, answer: Answer, notify: Notify) -> None:
        """Hand requests and notices to the core and carry its replies back, until cancelled."""
        ...

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Return the reply in pieces of one message each, buttons on the last."""
        ...

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        """Post one piece unasked and return the platform's message id.

        `nonce` (at most 25 characters) is the same at each try of the same piece and of no other.

        Raises:
            Gone: nothing can be posted there any more.
            TryLater: certainly not posted; when to try again.
            Ambiguous: it may or may not have arrived.

        """
        ...

    def resendable(self, place: Place) -> bool:
        """Return whether a piece posted there twice with one nonce stands there once.

        Asked when a process died while it was posting: where the answer is no, the piece is not posted again.
        """
        ...

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        """Tell one admin of the place in private, where the platform lets us; return whether anybody was told.

        Raises nothing that a platform may cause: whoever asks has only the log left.
        """
        ...

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return whether the person is an admin of the place (always so in a private chat)."""
        ...
