"""The console as the core's adapter: one private chat between whoever sits there and the bot."""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TextIO

import rich.console
from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from adapters.console import rendering
from adapters.console.completion import Completing
from bot.chat import Answer, Asked, Choice, Command, Notify, Person, Place, Reply, Request

PLATFORM = "console"
PLACE = Place(PLATFORM, "here", private=True)
PERSON = Person(PLATFORM, "you")
PROMPT = HTML("<ansicyan><b>› </b></ansicyan>")


def clock() -> datetime:
    """Return now, aware UTC."""
    return datetime.now(UTC)


class Console:
    """A chat in the terminal; where the input is piped, each line of it is asked and its answer printed.

    `history` is the file that keeps what was typed; `typed` and `screen` take the terminal's place in tests.
    """

    platform = PLATFORM

    def __init__(
        self,
        commands: Sequence[Command] = (),
        *,
        history: Path | None = None,
        source: TextIO | None = None,
        out: rich.console.Console | None = None,
        typed: Input | None = None,
        screen: Output | None = None,
        now: Callable[[], datetime] = clock,
    ) -> None:
        self._commands = tuple(commands)
        self._history = history
        self._source = source or sys.stdin
        self._out = out or rich.console.Console(highlight=False)
        self._typed, self._screen = typed, screen
        self._now = now
        self._last = Reply()
        self._ids = itertools.count(1)

    async def __aenter__(self) -> Self:
        """Return the console; a terminal is always there."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Leave the terminal as it is."""

    async def listen(self, answer: Answer, notify: Notify) -> None:
        """Ask what is typed, until the input ends."""
        del notify
        if self._talks():
            self._show(await answer(self._request(Asked.COMMAND, command="start")))
        async for line in self._lines(answer):
            if line.strip():
                self._show(await answer(self._asked(line.strip())))

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Return the reply as it is: a terminal takes any length."""
        return (reply,)

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        """Print a piece, above the prompt where there is one, and return its number."""
        del place, nonce
        await run_in_terminal(lambda: self._show(piece))
        return str(next(self._ids))

    def resendable(self, place: Place) -> bool:
        """Return false: what stands in a terminal cannot be read back."""
        del place
        return False

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        """Return false: whoever sits at the terminal sees everything as it is."""
        del place, piece, nonce
        return False

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return true: who sits at the terminal is alone with the bot."""
        del person
        return place.private

    def _talks(self) -> bool:
        """Whether a person sits there, so that there is a prompt."""
        return self._typed is not None or (self._source.isatty() and self._out.is_terminal)

    def _asked(self, line: str) -> Request:
        """Return what a line asks: a button by its number, a command, or words."""
        button = rendering.numbered(self._last).get(line)
        if button and not button.url:
            return self._request(Asked.BUTTON, text=button.data, shown=self._last.text.plain)
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            return self._request(Asked.COMMAND, command=name, text=rest.strip())
        return self._request(Asked.MESSAGE, text=line)

    def _request(self, kind: Asked, *, text: str = "", command: str = "", option: str = "", shown: str = "") -> Request:
        return Request(kind, PLACE, PERSON, self._now(), text=text, command=command, option=option, shown=shown)

    def _show(self, reply: Reply) -> None:
        """Print a reply; its buttons are the ones that numbers press from now on."""
        rendering.show(self._out, reply)
        self._out.print()
        self._last = reply if reply.buttons or not reply.private else self._last

    async def _lines(self, answer: Answer) -> AsyncIterator[str]:
        reading = self._prompted(answer) if self._talks() else self._piped()
        async for line in reading:
            yield line

    async def _piped(self) -> AsyncIterator[str]:
        while line := await asyncio.to_thread(self._source.readline):
            yield line

    async def _prompted(self, answer: Answer) -> AsyncIterator[str]:
        session = self._session(answer)
        while True:
            try:
                yield await session.prompt_async()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return

    def _session(self, answer: Answer) -> PromptSession[str]:
        async def choices(command: str, option: str, typed: str) -> Sequence[Choice]:
            asked = self._request(Asked.COMPLETION, command=command, option=option, text=typed)
            return (await answer(asked)).choices

        session: PromptSession[str] = PromptSession(
            PROMPT,
            completer=Completing(self._commands, choices),
            complete_while_typing=Condition(lambda: session.default_buffer.text.startswith("/")),
            history=FileHistory(str(self._history)) if self._history else InMemoryHistory(),
            input=self._typed,
            output=self._screen,
        )
        return session
