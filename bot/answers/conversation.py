"""The conversation: every request goes in here, whatever asked it and however, and a reply comes out."""

import difflib
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.answers import results
from bot.answers.choices import Choices
from bot.answers.cooldown import Cooldown, Pace
from bot.answers.readback import restored
from bot.chat import Asked, Button, Command, Happened, Notice, Person, Place, Refusal, Reply, Request, TryLater, pressed
from bot.wording.wording import Wording

logger = logging.getLogger(__name__)

PRESSES = 0.25
"""The share of the cooldown that must pass before a button: turning pages is quicker than asking."""
LIKE = 0.6
"""How like a command's name an unknown one must be to be taken for a slip, 0-1."""
SURROGATES = dict.fromkeys((0, *range(0xD800, 0xE000)))
"""Halves of characters and NUL, which no platform can send back."""

Held = Callable[[Request], Awaitable[bool]]
"""Whether a press would change a message that belongs to somebody else."""
MayManage = Callable[[Place, Person], Awaitable[bool]]
"""Whether a person is an admin of a place."""
Told = Callable[[Notice], Awaitable[object]]
"""Whoever keeps something of a place, to be told that it moved, was left, or blocked the bot."""


class Conversation:
    """Answers requests and notices with the commands it is given; the one boundary at which bugs end."""

    def __init__(
        self,
        wording: Wording,
        commands: Sequence[Command],
        choices: Choices,
        *,
        may_manage: MayManage,
        cooldown: Cooldown,
        told: Told | None = None,
        held: Held | None = None,
    ) -> None:
        self._held = held
        self.commands = tuple(commands)
        self._by_name = {each.name: each for each in self.commands}
        self._wording = wording
        self._choices = choices
        self._may_manage = may_manage
        self._told = told
        self._cooldown = cooldown

    async def answer(self, request: Request) -> Reply:
        """Return what is to be said, never an error: a refusal says its mend, a bug one apology."""
        request = _cleaned(request)
        try:
            return await self._met(request)
        except Exception as error:  # noqa: BLE001 - the one boundary: a bug is told once, to the operator and the asker
            _report(request, error)
            return Reply(self._wording.text("apology"), private=True)

    async def notify(self, notice: Notice) -> Reply:
        """Take note of what happened to a place; a group that the bot joined is greeted once, shortly."""
        try:
            if self._told:
                await self._told(notice)
        except Exception as error:  # noqa: BLE001 - a platform must not stop listening because of what a place did
            logger.error("a place that %s could not be noted: %s", notice.what, error)  # noqa: TRY400
        if notice.what is not Happened.JOINED or notice.place.private:
            return Reply()
        if not notice.steward:
            return Reply(self._wording.text("greeting"))
        buttons = (("button-subscribe", "order"), ("button-subscriptions", "subscriptions"))
        text = self._wording.text("greeting-channel")
        return Reply(text, (tuple(Button(self._wording.label(each), asked) for each, asked in buttons),))

    async def _met(self, request: Request) -> Reply:
        try:
            return await self._paced(request)
        except Refusal as refusal:
            return Reply(self._wording.text(refusal.message, **refusal.values), private=True)
        except TryLater:
            return Reply(self._wording.text("try-later"), private=True)

    async def _paced(self, request: Request) -> Reply:
        match request.kind:
            case Asked.COMPLETION:
                return await self._choices.complete(request)
            case Asked.INLINE:
                return await self._choices.inline(request)
        share = PRESSES if request.kind is Asked.BUTTON else 1.0
        pace = self._cooldown.pace(request.place, request.person, request.at, share=share)
        if pace is Pace.FINE or request.command == "start":
            return await self._dispatched(request)
        if pace is Pace.TOLD and request.kind is not Asked.BUTTON:
            return Reply()
        raise Refusal("too-fast", seconds=max(1, round(self._cooldown.seconds)))

    async def _dispatched(self, request: Request) -> Reply:
        if request.kind is Asked.BUTTON:
            name, given = pressed(request.text)
            command = self._named(name)
            return await self._run(command, request, _carried(command, restored(request, given)))
        command = self._typed(request.command if request.kind is Asked.COMMAND else "ask")
        return await self._run(command, request, self._arguments(command, request))

    def _arguments(self, command: Command, request: Request) -> Mapping[str, str]:
        if request.arguments is not None:
            return {name: value for name, value in request.arguments.items() if value.strip()}
        return command.read(request.text)

    async def _run(self, command: Command, request: Request, arguments: Mapping[str, str]) -> Reply:
        guarded = (command.manages or request.elsewhere) and not request.place.private
        if guarded and not await self._may_manage(request.place, request.person):
            raise Refusal("admins-only")
        reply = await command.handler(replace(request, command=command.name), arguments)
        if reply.edit and not command.manages and self._held and await self._held(request):
            raise Refusal("not-yours")
        return reply

    def _typed(self, name: str) -> Command:
        """Return the command of that name, unless only buttons call it: they bring what it needs."""
        found = self._named(name)
        if found.hidden:
            raise self._unknown(name)
        return found

    def _named(self, name: str) -> Command:
        found = self._by_name.get(name.casefold())
        if not found:
            raise self._unknown(name)
        return found

    def _unknown(self, name: str) -> Refusal:
        shown = [each.name for each in self.commands if not each.hidden]
        near = difflib.get_close_matches(name.casefold()[:32], shown, n=1, cutoff=LIKE)
        if near:
            return Refusal("unknown-command-near", name=results.cut(name), near=f"/{near[0]}")
        return Refusal("unknown-command", name=results.cut(name))


def _carried(command: Command, values: Sequence[str]) -> Mapping[str, str]:
    """Return a button's values by parameter.

    Raises:
        Refusal: where one that is needed is missing, as in a button that nobody made.

    """
    named = zip((each.name for each in command.parameters), values, strict=False)
    carried = {name: value for name, value in named if value}
    if not carried.keys() >= {each.name for each in command.parameters if each.required}:
        raise Refusal("question-lost")
    return carried


def _cleaned(request: Request) -> Request:
    """Return the request without characters that can be neither kept nor sent."""
    arguments = request.arguments
    if arguments is not None:
        arguments = {name: value.translate(SURROGATES) for name, value in arguments.items()}
    text, replied = request.text.translate(SURROGATES), request.replied.translate(SURROGATES)
    return replace(request, text=text, replied=replied, shown=request.shown.translate(SURROGATES), arguments=arguments)


def _report(request: Request, error: Exception) -> None:
    """Log a bug: where it is and on what it was found, but nothing of what anybody wrote.

    An exception's own message may quote the text, so only its kind and the lines of our code are logged.
    """
    where = "private chat" if request.place.private else "group"
    what = pressed(request.text)[0] if request.kind is Asked.BUTTON else request.command
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    logger.error("%s %s in a %s (%s) failed: %s\n%s", request.kind, what, where, request.place.platform, kind, frames)
