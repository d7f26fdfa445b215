"""A command: declared once, registered on every platform."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.chat.reply import Reply
from bot.chat.request import Request


class Takes(StrEnum):
    """What a parameter takes. All but text is for platforms on which it is picked; others leave such a one out."""

    TEXT = "text"
    CHANNEL = "channel"
    """Another channel or thread of the chat; the request is then made for that place."""
    ROLE = "role"
    """The id of one of the chat's roles."""
    SWITCH = "switch"
    """Yes or no, as `true` or `false`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One option of a command. `summary` by language, "en" always there. `choices` where only those will do."""

    name: str
    summary: Mapping[str, str]
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: bool = False
    """Whether typing it is completed by the core (a request of kind COMPLETION)."""
    takes: Takes = Takes.TEXT


class Handler(Protocol):
    """Answers one command; `arguments` by parameter name, absent where not given."""

    def __call__(self, request: Request, arguments: Mapping[str, str], /) -> Awaitable[Reply]:
        """Return the reply, or raise a Refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command as declared once for every platform.

    The last parameter takes the rest of a typed line, unless `reader` reads the line in its own way. `manages` marks
    what only a group's admins may do; `hidden` ones answer buttons and are in no menu. `menu` is a label by language
    for the menu that a platform has on every message: there the command answers for that message (`replied`).

    Raises:
        ValueError: when the declaration breaks the strictest limits of the platforms (name `[a-z0-9_]{1,32}`,
            summaries of 1-100 characters, a menu's label of 1-32, at most 25 parameters, required ones first).

    """

    name: str
    summary: Mapping[str, str]
    handler: Handler
    parameters: tuple[Parameter, ...] = ()
    reader: Callable[[str], Mapping[str, str]] | None = None
    manages: bool = False
    hidden: bool = False
    menu: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check(self.name, self.summary)
        if not all(1 <= len(each) <= 32 for each in self.menu.values()):
            raise ValueError(f"{self.name}: a menu's label has 1-32 characters")
        for each in self.parameters:
            _check(each.name, each.summary)
        needed = [each.required for each in self.parameters]
        if needed != sorted(needed, reverse=True) or len(needed) > 25:
            raise ValueError(f"{self.name}: at most 25 parameters, required ones first")

    def read(self, line: str) -> Mapping[str, str]:
        """Return the arguments that stand in a typed line: a word each, the last one the rest."""
        if self.reader:
            return self.reader(line)
        words = line.split(maxsplit=max(len(self.parameters) - 1, 0))
        return {each.name: word for each, word in zip(self.parameters, words, strict=False)}


def _check(name: str, summary: Mapping[str, str]) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    if not (1 <= len(name) <= 32 and set(name) <= allowed):
        raise ValueError(f"{name!r}: a name is 1-32 of a-z, 0-9 and _")
    if "en" not in summary or not all(1 <= len(each) <= 100 for each in summary.values()):
        raise ValueError(f"{name}: a summary has 1-100 characters, in English at least")
