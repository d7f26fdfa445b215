"""Where and who: a place of a platform, a person in it, and what a platform tells of a place."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chat happens: a platform's chat and, in it, a thread or topic. Platform ids, as strings.

    `private` is true of a chat between one person and the bot, where no admin is needed.
    """

    platform: str
    chat: str
    thread: str = ""
    private: bool = field(default=False, compare=False)
    title: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, by the platform's id; `language` as the platform tells it (BCP 47), empty where unknown."""

    platform: str
    id: str
    language: str = field(default="", compare=False)
    name: str = field(default="", compare=False)


class Happened(StrEnum):
    """What a platform tells about a place without anyone asking."""

    MOVED = "moved"
    JOINED = "joined"
    LEFT = "left"
    BLOCKED = "blocked"
    APPRECIATED = "appreciated"


@dataclass(frozen=True, slots=True)
class Appreciation:
    """How many people met a message of ours kindly: so many more (or fewer), or so many on the `whole`."""

    message: str
    people: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A place moved (`to` says where), the bot joined or left it, a person blocked it, or people liked a post."""

    what: Happened
    place: Place
    to: Place | None = None
    appreciation: Appreciation | None = None
    steward: Person | None = None
    """Who brought the bot in, where a greeting is for them alone, as in a channel."""
