"""Paging: who may turn the pages of an answer in a group, everybody or only whoever asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat import Asked, Refusal, Reply, Request
from bot.store.store import Store
from bot.wording.wording import Wording

ANYONE, ASKER = "anyone", "asker"
CHOICES = (ANYONE, ASKER)


@dataclass(frozen=True, slots=True)
class Paging:
    """What groups have chosen."""

    wording: Wording
    store: Store

    async def paging(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Choose for the place, or tell what it has chosen."""
        wanted = arguments.get("who", "").strip().casefold()
        if wanted and wanted not in CHOICES:
            raise Refusal("paging-wrong", who=wanted[:32])
        if wanted:
            await self.store.places.remember(request.place, paging=wanted)
        chosen = wanted or (await self.store.places.habits(request.place)).paging or ANYONE
        return Reply(self.wording.text(f"paging-{chosen}"))

    async def held(self, request: Request) -> bool:
        """Return whether a press would turn the pages of somebody else, where only the asker may."""
        theirs = request.kind is Asked.BUTTON and request.asker not in ("", request.person.id)
        return theirs and (await self.store.places.habits(request.place)).paging == ASKER
