"""Frequency as a reply: a picture of how often words occur over time, and the same in words."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers import results
from bot.answers.packs import named
from bot.chat import Button, Picture, Refusal, Reply, Request
from bot.chat.reply import DESCRIBED
from bot.lookup.frequency import Frequencies, Frequency, periods
from bot.lookup.grammar import read
from bot.pictures.bars import Bar, chart, covers
from bot.reading.library import Library
from bot.text import Kind, Text, block, shortened
from bot.wording.wording import Wording

PERIODS = 30
"""Periods that are told apart at most, in the picture and in words."""
LONGEST = 16
"""Columns of the longest bar in words."""
LEAST, WHOLE = 0.1, 9.95
"""A share below the first is told as less than this; from the second on it is told in whole numbers."""
FULL, HALF = "█", "▌"


@dataclass(frozen=True, slots=True)
class Times:
    """Answers how often words occur."""

    wording: Wording
    library: Library

    async def frequency(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with a picture, and what it shows in words."""
        query = results.cut(arguments.get("words", "") or request.replied)
        if not read(query).wanted:
            raise Refusal("frequency-what", example=await self.library.example("find"))
        pack = await named(self.library, arguments)
        found = await self.library.frequency(query, pack=pack)
        if not found.passages:
            nothing = await self.library.find(query, pack=pack, limit=results.PAGE)
            return results.page(self.wording, nothing, query, offset=0, pack=pack)
        return await self._told(found, query, pack)

    async def _told(self, found: Frequencies, query: str, pack: str) -> Reply:
        head = self.wording.text("frequency", times=found.occurrences, passages=found.passages, query=query)
        undated = self.wording.text("frequency-undated", times=found.undated) if found.undated else Text()
        shown = periods(found.years, PERIODS)
        if sum(bool(each.words) for each in shown) < 2:
            text = head + self.wording.text("frequency-once") + undated
            return Reply(text, self._buttons((), query, pack))
        most = max(shown, key=lambda each: each.share)
        text = head + self.wording.text("frequency-most", years=years(most), share=_rounded(most.share)) + undated
        rows = Text((block(Kind.CODE, "\n".join(told(shown))),))
        picture = await asyncio.to_thread(self._drawn, shown, query)
        figures = "; ".join(f"{years(each)}: {_rounded(each.share)}" for each in shown if each.words)
        described = shortened(f"{text.plain} {figures}", DESCRIBED)
        return Reply(text, self._buttons((most,), query, pack), picture=Picture(picture, described, rows))

    def _drawn(self, shown: Sequence[Frequency], query: str) -> bytes:
        """Return the picture; words that its font has not are left to the text below it."""
        words = query.replace("“", '"').replace("”", '"')
        key = "picture-frequency-of" if covers(words) and len(words) <= results.QUERY_CARRIED else "picture-frequency"
        bars = [Bar(str(each.first), each.share if each.words else None) for each in shown]
        return chart(bars, self.wording.label(key, query=words))

    def _buttons(self, most: Sequence[Frequency], query: str, pack: str) -> tuple[tuple[Button, ...], ...]:
        """Return ways on: the contexts, and the passages of the years in which there are most."""
        contexts = Button(self.wording.label("button-concordance"), "concordance", (query, pack))
        there = [(years(each), f"year:{each.first}..{each.last} {query}") for each in most if "year:" not in query]
        fitting = [(label, asked) for label, asked in there if results.carried(asked)]
        return ((contexts, *(Button(label, "find", (asked, pack)) for label, asked in fitting)),)


def years(period: Frequency) -> str:
    """Return a period as people write it."""
    return str(period.first) if period.first == period.last else f"{period.first}–{period.last}"


def told(shown: Sequence[Frequency]) -> list[str]:
    """Return a line for each period that has words: its first year, a bar, how often in ten thousand words."""
    known = [each for each in shown if each.words]
    highest = max((each.share for each in known), default=0.0) or 1.0
    wide = max(len(str(each.first)) for each in known)
    return [f"{each.first:>{wide}} {_bar(each.share / highest)} {_rounded(each.share)}" for each in known]


def _bar(share: float) -> str:
    halves = round(2 * LONGEST * share)
    return FULL * (halves // 2) + HALF * (halves % 2) if halves or not share else HALF


def _rounded(share: float) -> str:
    """Return a share with as many figures as are worth reading."""
    if 0 < share < LEAST:
        return f"<{LEAST}"
    return f"{share:.1f}" if 0 < share < WHOLE else f"{share:.0f}"
