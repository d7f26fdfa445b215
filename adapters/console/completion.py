"""What the prompt completes: commands by name, their options by asking the core."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.chat import Choice, Command

Choices = Callable[[str, str, str], Awaitable[Sequence[Choice]]]
"""Asks the core how an option may go on: the command's name, the option's, what was typed of it."""
BOX = ("ask", "text")
"""The command and option that words without a command are for."""


class Completing(Completer):
    """Completes a line that begins with a slash; other words on demand, as quotations."""

    def __init__(self, commands: Sequence[Command], choices: Choices) -> None:
        self._commands = {each.name: each for each in commands if not each.hidden}
        self._choices = choices

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Return nothing: the core is asked, which takes its time."""
        del document, complete_event
        return ()

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """Yield how the line before the cursor may go on."""
        del complete_event
        typed = document.text_before_cursor.lstrip()
        name, space, rest = typed.removeprefix("/").partition(" ")
        if not typed.startswith("/"):
            found = await self._options(*BOX, typed) if typed else []
        elif space:
            found = [each for part in self._parts(name, rest) for each in await self._options(name, *part)]
        else:
            found = [self._command(each, typed) for each in self._commands.values() if each.name.startswith(name)]
        for each in found:
            yield each

    def _command(self, command: Command, typed: str) -> Completion:
        after = " " if command.parameters else ""
        return Completion(f"/{command.name}{after}", -len(typed), display_meta=command.summary["en"])

    def _parts(self, name: str, rest: str) -> Iterable[tuple[str, str]]:
        """Yield the options that may be meant, each with what is typed of it."""
        command = self._commands.get(name)
        parameters = command.parameters if command else ()
        if parameters and (parameters[0].completes or len(parameters) == 1):
            yield parameters[0].name, rest
            return
        last = rest.rpartition(" ")[2]
        yield from ((each.name, last) for each in parameters if each.completes and last)

    async def _options(self, command: str, option: str, typed: str) -> list[Completion]:
        choices = await self._choices(command, option, typed)
        return [Completion(each.value, -len(typed), display=each.label) for each in choices]
