"""The seam between the core and whatever carries it: who asks, what is asked, what is answered.

A request comes in from an adapter, a reply goes back; nothing here sends. Adapters import this module and `bot.text`
and know nothing below them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self

from bot.text import Kind, Text, block

BUTTON_BYTES = 64
"""The most that a button's data may take, UTF-8: Telegram's `callback_data`, the strictest of the platforms."""

READ_BACK = "~"
"""Stands in a button for an argument too long to carry, to be read back from the message it sits on."""


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
    offset: str = ""
    """For an inline query, where its results go on: what the reply before said as `more`."""


@dataclass(frozen=True, slots=True)
class Button:
    """A press that asks again: a command with positional arguments, carried in the button itself.

    `url` makes it a link instead; `data` is then empty. `alone` opens it in a private chat with the bot, where the
    platform can; elsewhere it is an ordinary press. `copy` and `share` ask nothing: a platform that cannot do them
    leaves such a button out.
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

    @property
    def data(self) -> str:
        """At most `BUTTON_BYTES` bytes; longest arguments give way to `READ_BACK` until it fits."""
        arguments = list(self.arguments)
        while len(_encoded(self.command, arguments).encode()) > BUTTON_BYTES:
            longest = max(range(len(arguments)), key=lambda each: len(arguments[each].encode()))
            arguments[longest] = READ_BACK
        return "" if self.url else _encoded(self.command, arguments)


def _encoded(command: str, arguments: Sequence[str]) -> str:
    escaped = (each.replace("%", "%25").replace("|", "%7C") for each in arguments)
    return "|".join((command, *escaped))


def pressed(data: str) -> tuple[str, tuple[str, ...]]:
    """Return the command and the arguments that a button's data carries."""
    command, *arguments = data.split("|")
    return command, tuple(each.replace("%7C", "|").replace("%25", "%") for each in arguments)


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion, or one result of an inline query: what is shown, what it stands for."""

    label: str
    value: str
    detail: str = ""
    reply: "Reply | None" = None
    """For an inline result, what choosing it posts."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with answers to choose from, open for some hours. `several` lets people choose more than one.

    Raises:
        ValueError: when it breaks the strictest limits of the platforms (a question of 1-300 characters, 2-10 answers
            of 1-55, open for 1-720 hours).

    """

    question: str
    options: tuple[str, ...]
    several: bool = False
    hours: int = 24

    def __post_init__(self) -> None:
        sizes = [len(each) for each in self.options]
        if not (1 <= len(self.question) <= 300 and 2 <= len(sizes) <= 10 and all(1 <= each <= 55 for each in sizes)):
            raise ValueError("a poll has a question of 1-300 characters and 2-10 answers of 1-55")
        if not 1 <= self.hours <= 720:
            raise ValueError("a poll is open for 1-720 hours")

    @property
    def text(self) -> Text:
        """The same for platforms without polls: the question and its answers, one below the other."""
        return Text((block(Kind.PARAGRAPH, self.question), *(block(Kind.ITEM, each) for each in self.options)))


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says. An empty text says nothing.

    `private` is for the asker's eyes where the platform can; `edit` replaces the message whose button was pressed;
    `silent` arrives without a sound. `buttons` are rows. `choices` answer completions and inline queries.
    """

    text: Text = field(default_factory=Text)
    buttons: tuple[tuple[Button, ...], ...] = ()
    private: bool = False
    edit: bool = False
    silent: bool = False
    choices: tuple[Choice, ...] = ()
    poll: Poll | None = None
    """Asked below the text; a platform without polls shows its `text`."""
    thread: str = ""
    """The title of a thread opened below a public answer to a command, where the platform has threads and lets us."""
    more: str = ""
    """For an inline query, where further results go on (at most 64 bytes); empty where these are all."""
    personal: bool = False
    """For an inline query, whether the results are this asker's only, and must not be kept for others."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One option of a command. `summary` by language, "en" always there. `choices` where only those will do."""

    name: str
    summary: Mapping[str, str]
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: bool = False
    """Whether typing it is completed by the core (a request of kind COMPLETION)."""


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


class Happened(StrEnum):
    """What a platform tells about a place without anyone asking."""

    MOVED = "moved"
    JOINED = "joined"
    LEFT = "left"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Notice:
    """A place moved (`to` says where), the bot joined or left it, or a person blocked the bot."""

    what: Happened
    place: Place
    to: Place | None = None


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

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return whether the person is an admin of the place (always so in a private chat)."""
        ...


class Refusal(Exception):  # noqa: N818 - the domain's word
    """Something the asker can mend. Carries the name of the message that says so, and its values."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class WrongToken(Exception):  # noqa: N818 - it names what is wrong
    """A platform refused the token for good; the message names the setting and the mend."""


class Gone(Exception):  # noqa: N818 - the domain's word
    """A place that can no longer be posted to; `reason` names why, as a message of the catalogue.

    `to` is where the chat moved, when it moved. `mendable` is true of what an admin can put right (a permission, a
    closed topic): the subscription is paused, else it ends.
    """

    def __init__(self, reason: str, *, to: str = "", mendable: bool = False, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.to = to
        self.mendable = mendable
        self.detail = detail


class TryLater(Exception):  # noqa: N818 - the domain's word
    """Certainly not posted; try again after `seconds`. `everywhere` pauses the whole platform."""

    def __init__(self, seconds: float, *, everywhere: bool = False, detail: str = "") -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds
        self.everywhere = everywhere
        self.detail = detail


class Ambiguous(Exception):  # noqa: N818 - the domain's word
    """The platform may or may not have taken it. `resendable` where the same nonce makes another try safe."""

    def __init__(self, detail: str, *, resendable: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.resendable = resendable
