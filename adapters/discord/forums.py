"""Forums: every post is a thread of its own, with a title and, where the forum wants them, tags.

Discord knows no nonce there: whoever does not hear an answer must not post again. Source: Discord's documentation,
"Channel", Start Thread in Forum or Media Channel.
"""

from collections import OrderedDict
from typing import Any

from discord.http import Route

from adapters.discord.rendering import Message, request
from adapters.discord.rest import Rest
from adapters.discord.threads import TITLE
from bot.chat import Gone, Place, Reply
from bot.text import shortened

KINDS = (15, 16)
"""Types of channels whose posts are threads: forum, media."""
PREFIX = "forum-"
REST_MINUTES = 10080
"""Minutes without a word after which a post is put away: a week, since each is there to be talked about."""
KEPT = 1_000
"""Forums whose tags are remembered."""


def thread(channel: str, kind: int) -> str:
    """Return how a channel of a type stands in a place, so that it is known for a forum ever after."""
    return PREFIX + channel if kind in KINDS else channel


def is_forum(place: Place) -> bool:
    """Whether each post in a place is a thread of its own."""
    return place.thread.startswith(PREFIX)


def channel(place: Place, after: str = "") -> int:
    """Return the channel of a place; in a forum, the thread of the post that began with the message `after`."""
    if is_forum(place):
        return int(after or place.thread.removeprefix(PREFIX))
    return int(place.thread or place.chat)


class Forums:
    """Posts into forums, whose tags are remembered by name."""

    def __init__(self) -> None:
        self._tags: OrderedDict[int, dict[str, str]] = OrderedDict()

    async def post(self, rest: Rest, forum: int, piece: Reply, message: Message) -> dict[str, Any]:
        """Begin a post and return its first message.

        Raises:
            Gone: the forum has no such tag.
            HTTPException, RateLimited and what else `failures.meaning` explains.

        """
        body: Message = {"name": shortened(piece.title or "…", TITLE), "auto_archive_duration": REST_MINUTES}
        if piece.herald and piece.herald.tag:
            body["applied_tags"] = [await self._tag(rest, forum, piece.herald.tag)]
        begun = await rest.request(
            Route("POST", "/channels/{channel_id}/threads", channel_id=forum),
            **request(body | {"message": message}, piece.picture),
        )
        return {"id": begun["id"]}

    async def _tag(self, rest: Rest, forum: int, name: str) -> str:
        """Return the id of a tag; a name that is not known may be new, or renamed."""
        wanted = name.casefold()
        if wanted not in self._tags.get(forum, {}):
            self._tags[forum] = await _tags(rest, forum)
            if len(self._tags) > KEPT:
                self._tags.popitem(last=False)
        found = self._tags[forum].get(wanted)
        if not found:
            raise Gone("gone-tag-unknown", mendable=True, detail=name)
        return found

    def forget(self, forum: int) -> None:
        """Forget a forum's tags: one of them was refused."""
        self._tags.pop(forum, None)


async def _tags(rest: Rest, forum: int) -> dict[str, str]:
    told = await rest.request(Route("GET", "/channels/{channel_id}", channel_id=forum))
    return {str(each["name"]).casefold(): str(each["id"]) for each in told.get("available_tags") or ()}
