"""Who manages a server: told with every interaction, else asked of Discord."""

import asyncio
from collections import OrderedDict

from discord import HTTPException, Permissions
from discord.http import Route

from adapters.discord.rest import Rest
from bot.chat import Person, Place

MANAGE = Permissions(manage_guild=True).value | Permissions(administrator=True).value
KEPT_SECONDS = 60.0
KEPT = 1_000


class Rights:
    """What is known of people's rights, briefly remembered."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], tuple[float, bool]] = OrderedDict()
        self._visited: OrderedDict[str, None] = OrderedDict()

    def told(self, place: Place, person: Person, permissions: int) -> None:
        """Remember what an interaction told of its asker's permissions."""
        key = (place.chat, person.id)
        self._known.pop(key, None)
        self._known[key] = (_now() + KEPT_SECONDS, bool(permissions & MANAGE))
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def visits(self, place: Place, *, member: bool) -> None:
        """Remember whether the bot is a member of a server, or came into it only with whoever installed it."""
        self._visited.pop(place.chat, None)
        if not member:
            self._visited[place.chat] = None
        while len(self._visited) > KEPT:
            self._visited.popitem(last=False)

    def visiting(self, place: Place) -> bool:
        """Return whether the bot is in a place only with whoever installed it, and can post nothing there unasked."""
        return not place.private and (not place.thread or place.chat in self._visited)

    async def manages(self, rest: Rest, place: Place, person: Person) -> bool:
        """Return whether the person may manage the server; always so alone with the bot."""
        if place.private:
            return True
        until, manages = self._known.get((place.chat, person.id), (0.0, False))
        if until > _now():
            return manages
        if not place.thread:
            return False
        self.told(place, person, await _asked(rest, place.chat, person.id))
        return self._known[place.chat, person.id][1]


async def _asked(rest: Rest, guild: str, person: str) -> int:
    """Return a member's permissions in the server as a whole; none for a stranger."""
    try:
        server = await rest.request(Route("GET", "/guilds/{guild_id}", guild_id=int(guild)))
        route = Route("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=int(guild), user_id=int(person))
        member = await rest.request(route)
    except HTTPException:
        return 0
    if server["owner_id"] == person:
        return MANAGE
    held = {guild, *member["roles"]}
    permissions = 0
    for role in server["roles"]:
        permissions |= int(role["permissions"]) if role["id"] in held else 0
    return permissions


def _now() -> float:
    return asyncio.get_running_loop().time()
