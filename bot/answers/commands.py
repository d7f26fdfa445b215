"""The commands, declared once for every platform, in the order in which menus show them."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.answers.about import About, Help
from bot.answers.box import Box
from bot.answers.concordance import Concordances
from bot.answers.daily import Daily
from bot.answers.discuss import Discussions
from bot.answers.frequency import Times
from bot.answers.lookup import Lookups
from bot.answers.ordering import Ordering
from bot.answers.paging import CHOICES, Paging
from bot.chat import Command, Handler, Parameter, Takes
from bot.reading.library import Library
from bot.wording.wording import Wording


def commands(wording: Wording, library: Library, daily: Daily) -> tuple[Command, ...]:
    """Return every command of the bot."""
    lookups, about = Lookups(wording, library), About(wording, library)
    contexts, times = Concordances(wording, library), Times(wording, library)
    box, discussions = Box(wording, library), Discussions(wording, library)
    declare = Declaration(wording)
    listed = (
        declare("quote", lookups.quote, needed="text", optional="pack", menu=True),
        declare("find", lookups.find, needed="words", optional="pack"),
        declare("like", lookups.like, needed="text", optional="pack", menu=True),
        declare("concordance", contexts.concordance, needed="words", optional="pack"),
        declare("frequency", times.frequency, needed="words", optional="pack"),
        declare("passage", lookups.passage, needed="reference"),
        declare("context", lookups.context, needed="reference"),
        declare("compare", lookups.compare, needed="reference"),
        declare("source", lookups.source, needed="reference"),
        declare("random", lookups.random, optional="pack"),
        declare("discuss", discussions.discuss, optional="topic"),
        declare("ask", box.ask, needed="text"),
        *_daily(declare, daily),
        declare("paging", Paging(wording, daily.store).paging, optional="who", manages=True),
        declare("about", about.about, optional="pack"),
    )
    unlisted = (
        declare("page", lookups.page, needed="offset query", optional="pack", hidden=True),
        declare("lines", contexts.lines, needed="turn query", optional="pack", hidden=True),
        declare("turn", lookups.turn, needed="passage", hidden=True),
        declare("question", discussions.question, needed="passage number", hidden=True),
        declare("start", about.start, optional="link"),
        declare("daily", daily.daily, needed="action number", hidden=True, manages=True),
        declare("order", _ordering(daily).order, optional="source days time zone", hidden=True, manages=True),
    )
    helping = Help(wording, listed)
    return (*listed, declare("help", helping.help), *unlisted)


def _daily(declare: "Declaration", daily: Daily) -> tuple[Command, ...]:
    return (
        declare("today", daily.today),
        declare(
            "subscribe",
            _ordering(daily).subscribe,
            optional="time zone days source channel role tag announce",
            manages=True,
        ),
        declare("subscriptions", daily.subscriptions, optional="channel"),
        declare(
            "edit", _ordering(daily).edit, needed="number", optional="words channel role tag announce", manages=True
        ),
        declare("unsubscribe", daily.unsubscribe, optional="number channel", manages=True),
        declare("why", daily.why, optional="number channel"),
    )


def _ordering(daily: Daily) -> Ordering:
    return Ordering(daily.wording, daily.library, daily.store)


class Declaration:
    """Declares commands whose summaries stand in the catalogue as `command-<name>` and its attributes."""

    completes = frozenset({"text", "reference", "pack", "topic", "zone", "source"})
    picked: Mapping[str, Takes] = MappingProxyType(
        {"channel": Takes.CHANNEL, "role": Takes.ROLE, "announce": Takes.SWITCH}
    )

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def __call__(
        self,
        name: str,
        handler: Handler,
        *,
        needed: str = "",
        optional: str = "",
        manages: bool = False,
        hidden: bool = False,
        menu: bool = False,
    ) -> Command:
        """Return the command; its parameters are named in words, the first of them takes all of a typed line."""
        parameters = [self._parameter(name, each, required=True) for each in needed.split()]
        parameters += [self._parameter(name, each, required=False) for each in optional.split()]
        typed = [each.name for each in parameters if each.takes is Takes.TEXT]
        reader = None if hidden else Whole(typed[0] if typed else "")
        summary = self._summary(f"command-{name}")
        label = self._summary(f"command-{name}.menu") if menu else {}
        return Command(name, summary, handler, tuple(parameters), reader, manages=manages, hidden=hidden, menu=label)

    def _parameter(self, command: str, name: str, *, required: bool) -> Parameter:
        summary = self._summary(f"command-{command}.{name}")
        takes = self.picked.get(name, Takes.TEXT)
        given = CHOICES if name == "who" else ()
        return Parameter(name, summary, required, given, completes=name in self.completes, takes=takes)

    def _summary(self, message: str) -> Mapping[str, str]:
        return {self._wording.language: self._wording.label(message)}


class Whole:
    """Reads a typed line as the one argument `name`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, line: str) -> Mapping[str, str]:
        """Return the line under the parameter's name, nothing where it is blank or the command takes none."""
        return {self._name: line.strip()} if self._name and line.strip() else {}
