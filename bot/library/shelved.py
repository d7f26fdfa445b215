"""What is placed on the shelf, and what is read of it, as the shelf sees it."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A pack as it stands on the shelf."""

    name: str
    title: str
    works: int
    passages: int


@dataclass(frozen=True, slots=True)
class Row:
    """What the index reads of a passage: its number on the shelf, its work's number, its words and popular forms."""

    number: int
    work: int
    text: str
    forms: tuple[str, ...]
