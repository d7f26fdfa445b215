"""A reply: what the bot says, with what may be pressed, chosen or voted on below it."""

from dataclasses import dataclass, field, replace

from bot.chat.button import Button
from bot.chat.herald import Herald
from bot.text import Kind, Text, block

PICTURE_BYTES = 200_000
"""The most that a picture may take, so that a phone shows it at once."""
DESCRIBED = 1000
"""Characters that may describe a picture: Discord takes 1,024."""
PNG = b"\x89PNG\r\n\x1a\n"


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
class Picture:
    """A picture shown above a reply's text. `described` tells those who cannot see it what it shows.

    `instead` is what a platform without pictures shows below the text.

    Raises:
        ValueError: when it is no PNG of at most `PICTURE_BYTES`, or not described in 1-`DESCRIBED` characters.

    """

    png: bytes = field(repr=False)
    described: str
    instead: Text = field(default_factory=Text)

    def __post_init__(self) -> None:
        if not (self.png.startswith(PNG) and len(self.png) <= PICTURE_BYTES):
            raise ValueError(f"a picture is a PNG of at most {PICTURE_BYTES} bytes")
        if not 1 <= len(self.described) <= DESCRIBED:
            raise ValueError(f"a picture is described in 1-{DESCRIBED} characters")


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
    picture: Picture | None = None
    """Shown above the text; a platform without pictures shows what it has `instead`."""
    thread: str = ""
    """The title of a thread opened below a public answer to a command, where the platform has threads and lets us."""
    title: str = ""
    """What a post is called where each has a name, as in a forum."""
    herald: Herald | None = None
    """How a post makes itself known, where the platform knows such things."""
    after: str = ""
    """The id of the first message of the post that this piece goes on with; empty for the first."""
    more: str = ""
    """For an inline query, where further results go on (at most 64 bytes); empty where these are all."""
    personal: bool = False
    """For an inline query, whether the results are this asker's only, and must not be kept for others."""

    @property
    def unpictured(self) -> "Reply":
        """The same for where no picture can be shown."""
        return replace(self, text=self.text + self.picture.instead, picture=None) if self.picture else self
