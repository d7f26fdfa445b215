"""About the library and the bot: what it holds, on which terms, what can be asked, where to begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from bot.answers import results
from bot.chat import Button, Command, Refusal, Reply, Request
from bot.library.citation import year
from bot.library.shelved import PackEntry
from bot.library.work import Work
from bot.reading import passages
from bot.reading.library import KEY, Library
from bot.text import Text, join, shortened
from bot.wording.wording import Wording

WORKS = 20
"""Works listed of one pack; beyond that they are counted."""
LICENCES = 3
"""Licences named of one pack in the overview."""
LICENCE = 60
"""Characters of a licence shown there; the pack's own page has all of it."""
TITLE = 40
"""Characters of a title on a button."""


@dataclass(frozen=True, slots=True)
class About:
    """Answers about the library and its bot."""

    wording: Wording
    library: Library

    async def about(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with the packs there are, or with the works of one."""
        packs = await self.library.packs()
        asked = arguments.get("pack", "").strip().casefold()
        if not asked:
            return await self._overview(packs)
        chosen = next((each for each in packs if asked in (each.name.casefold(), each.title.casefold())), None)
        if not chosen:
            raise Refusal("pack-unknown", pack=results.cut(asked), packs=", ".join(each.name for each in packs))
        return Reply(self._pack(chosen, await self.library.works(chosen.name)))

    async def start(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a first hello with things to try, taken from the library; a link leads to its passage."""
        link = arguments.get("link", "").strip()
        if KEY.fullmatch(link):
            return passages.opened(self.wording, await self.library.passage(link))
        text = self.wording.text("start") + await self.examples(private=request.place.private)
        return Reply(text, (self._onward(), self._invitations()) if request.place.private else (self._onward(),))

    async def examples(self, *, private: bool) -> Text:
        """Return things to try, one a line."""
        names = ("quote", "passage", "find")
        found = [(name, await self.library.example(name)) for name in names]
        lines = [
            self.wording.text("start-try", line=_line(name, example, private)) for name, example in found if example
        ]
        return join(lines)

    async def _overview(self, packs: Sequence[PackEntry]) -> Reply:
        if not packs:
            raise Refusal("library-empty")
        works = await self.library.works()
        passages, count = sum(each.passages for each in packs), len(works)
        head = self.wording.text("about-library", passages=passages, works=count)
        lines = join(self._line(each, [work for work in works if work.pack == each.name]) for each in packs)
        unposted = Text() if all(each.may_post for each in works) else self.wording.text("about-unposted")
        bot = self.wording.text("about-bot", version=version("commonplace"))
        return Reply(head + lines + unposted + bot, _rows(packs))

    def _line(self, pack: PackEntry, works: Sequence[Work]) -> Text:
        licences = list(dict.fromkeys(shortened(each.licence, LICENCE) for each in works if each.licence))
        named = ", ".join(licences[:LICENCES]) + (" …" if len(licences) > LICENCES else "")
        return self.wording.text(
            "about-pack", title=pack.title, name=pack.name, works=pack.works, passages=pack.passages, licences=named
        )

    def _pack(self, pack: PackEntry, works: Sequence[Work]) -> Text:
        lines = [self.wording.text("about-pack-title", title=pack.title), *map(self._work, works[:WORKS])]
        if len(works) > WORKS:
            lines.append(self.wording.text("about-works-more", count=len(works) - WORKS))
        return join(lines)

    def _work(self, work: Work) -> Text:
        named = ", ".join(each for each in (work.author, year(work.date)) if each)
        unknown = self.wording.label("about-unknown")
        return self.wording.text(
            "about-work",
            title=work.title,
            named=f", {named}" if named else "",
            licence=work.licence or unknown,
            source=work.source or unknown,
        )

    def _invitations(self) -> tuple[Button, ...]:
        return tuple(Button(self.wording.label(f"button-invite-{each}"), invite=each) for each in ("group", "channel"))

    def _onward(self) -> tuple[Button, ...]:
        return (
            Button(self.wording.label("button-help"), "help"),
            Button(self.wording.label("button-random"), "random"),
        )


@dataclass(frozen=True, slots=True)
class Help:
    """Answers what can be asked, from the declaration of the commands itself."""

    wording: Wording
    listed: Sequence[Command]

    async def help(self, _request: Request, _arguments: Mapping[str, str]) -> Reply:
        """Answer with every command that menus show."""
        lines = join(self._line(each) for each in self.listed if not each.hidden)
        return Reply(self.wording.text("help", commands=lines))

    def _line(self, command: Command) -> Text:
        return self.wording.text(
            "help-command", command=f"/{command.name}", summary=command.summary[self.wording.language]
        )


def _line(name: str, example: str, private: bool) -> str:  # noqa: FBT001 - the third of three plain facts
    """Return what to type: in a private chat quotations and references need no command."""
    return example if private and name != "find" else f"/{name} {example}"


def _rows(packs: Sequence[PackEntry]) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each of the first packs, two a row; a title longer than a button is cut."""
    buttons = [Button(shortened(each.title, TITLE), "about", (each.name,)) for each in packs[:6]]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
