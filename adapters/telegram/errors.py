"""Telegram's errors → what they mean for the one who wanted to post: gone, later, or nobody knows."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat import Ambiguous, Gone, TryLater

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""Failures before the first byte of the request; after any other the message may stand there."""
CONNECTING = 10.0
"""Seconds until another try, when the network was not there."""
TOKEN = 300.0
"""Seconds until another try, when the token was refused; the listener tells the operator."""
SLOW = 60.0
"""A halt in a group that is longer than this is taken for its slow mode, which binds no other place."""

LOST: tuple[tuple[str, str], ...] = (
    ("user is deactivated", "gone-deactivated"),
    ("chat was deleted", "gone-deleted"),
    ("chat not found", "gone-deleted"),
    ("peer_id_invalid", "gone-deleted"),
)
"""What ends a place (Bot API server, `Client.cpp`), lower case."""

PAUSED: tuple[tuple[str, str], ...] = (
    ("bot was blocked", "gone-blocked"),
    ("can't initiate conversation", "gone-blocked"),
    ("bot was kicked", "gone-left"),
    ("bot is not a member", "gone-left"),
    ("in the channel chat", "gone-permission-channel"),
    ("topic_closed", "gone-topic-closed"),
    ("topic_deleted", "gone-topic-deleted"),
    ("message thread not found", "gone-topic-deleted"),
    ("not enough rights", "gone-permission"),
    ("no rights to send", "gone-permission"),
    ("need administrator rights", "gone-permission"),
    ("chat_write_forbidden", "gone-permission"),
    ("chat_restricted", "gone-permission"),
    ("chat_admin_required", "gone-permission"),
    ("chat_send_plain_forbidden", "gone-permission"),
)
"""What an admin of the place can mend, or whoever blocked the bot.

"No right to write" comes as a bad request, not as a refusal of access.
"""


def meaning(error: TelegramError, *, chat: str = "") -> Gone | TryLater | Ambiguous:
    """Return what the failure of a post to `chat` means; mind that a bad request is a kind of network error."""
    match error:
        case RetryAfter():
            seconds = halt(error)
            return TryLater(seconds, everywhere=not (chat.startswith("-") and seconds > SLOW), detail=str(error))
        case ChatMigrated():
            return Gone("gone-moved", to=str(error.new_chat_id))
        case Forbidden() | BadRequest():
            return _gone(error)
        case InvalidToken():
            return TryLater(TOKEN, everywhere=True, detail="Telegram refused the token")
        case NetworkError() if certainly_unsent(error):
            return TryLater(CONNECTING, everywhere=True, detail=str(error))
        case _:
            return Ambiguous(str(error))


def halt(error: RetryAfter) -> float:
    """Return for how many seconds Telegram wants silence."""
    wanted = error.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)


def certainly_unsent(error: TelegramError) -> bool:
    """Return whether no byte of the request can have arrived; a timeout hides its phase in its cause."""
    unsent = isinstance(error, (TimedOut, NetworkError)) and not isinstance(error, BadRequest)
    return unsent and isinstance(error.__cause__, UNSENT)


def is_unmodified(error: BadRequest) -> bool:
    """Return whether an edit changed nothing, which harms nobody."""
    return "message is not modified" in str(error).lower()


def is_uneditable(error: BadRequest) -> bool:
    """Return whether the message cannot be edited any more, so that another has to say it."""
    said = str(error).lower()
    return "can't be edited" in said or "message to edit not found" in said or "there is no text" in said


def is_entity_trouble(error: BadRequest) -> bool:
    """Return whether the server, perhaps an old one, did not take our entities."""
    said = str(error).lower()
    return "entit" in said or "can't parse" in said


def is_picture_trouble(error: BadRequest) -> bool:
    """Return whether the chat takes no pictures, so that words have to do."""
    return "photo" in str(error).lower()


def _gone(error: TelegramError) -> Gone:
    said = str(error).lower()
    for fragment, reason in LOST:
        if fragment in said:
            return Gone(reason, detail=str(error))
    for fragment, reason in PAUSED:
        if fragment in said:
            return Gone(reason, mendable=True, detail=str(error))
    return Gone("gone-refused", mendable=True, detail=str(error))
