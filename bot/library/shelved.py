"""What is placed on the shelf, as the shelf sees it."""

from typing import Protocol

from bot.library.work import Work


class PackLike(Protocol):
    """What the shelf needs to know of a pack."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def works(self) -> tuple[Work, ...]:
        """Its works, in order."""
        ...
