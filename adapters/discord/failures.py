"""What Discord's refusals mean for a place: gone, later, or nobody knows.

The codes are those of the documentation's "Opcodes and Status Codes"; the reasons are messages of the catalogue.
"""

import aiohttp
from discord import DiscordServerError, HTTPException, RateLimited

from adapters.discord.limits import Limited
from bot.chat import Ambiguous, Gone, TryLater

GONE = {10003: "gone-deleted"}
"""Nothing can be posted there any more."""

ARCHIVED = 50083
SEND = "gone-permission-send"
MENDABLE = {
    10004: "gone-left",
    50007: "gone-blocked",
    50278: "gone-blocked",
    50001: "gone-access",
    50013: SEND,
    ARCHIVED: "gone-archived",
    160005: "gone-locked",
    50008: "gone-kind",
    50024: "gone-kind",
    40067: "gone-tag",
    200000: "gone-automod",
    200001: "gone-automod",
}
"""Somebody with the right to can put it right."""

LATER = {20016: 60.0, 20028: 60.0, 40003: 600.0}
"""Slow mode, a channel's own limit, too many private chats opened: seconds to wait."""

UNREACHABLE = 5.0
"""Seconds to wait where the connection did not come about."""
REFUSED_TOKEN = 600.0


def meaning(error: BaseException) -> Exception:
    """Return what a failed post means, as the core knows it."""
    if isinstance(error, RateLimited):
        return TryLater(error.retry_after, everywhere=isinstance(error, Limited) and error.everywhere)
    if isinstance(error, DiscordServerError):
        return Ambiguous(f"Discord answered {error.status}", resendable=True)
    if isinstance(error, HTTPException):
        return _refusal(error)
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return TryLater(UNREACHABLE, everywhere=True, detail="Discord was not reached")
    return Ambiguous(f"the connection broke ({type(error).__name__})", resendable=True)


def _refusal(error: HTTPException) -> Exception:
    detail = f"{error.code} {error.text}".strip()
    if error.status == 401:
        return TryLater(REFUSED_TOKEN, everywhere=True, detail="Discord refuses the token")
    if error.code in LATER:
        return TryLater(LATER[error.code], everywhere=error.code == 40003, detail=detail)
    if error.code in GONE:
        return Gone(GONE[error.code], detail=detail)
    return Gone(MENDABLE.get(error.code, "gone-refused"), mendable=True, detail=detail)


FAILURES = (HTTPException, RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""Everything a request may raise that `meaning` explains."""
