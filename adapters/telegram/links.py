"""Links that open the bot in a private chat with something already asked: a button's data in an address."""

import base64
import binascii
import re
from collections.abc import Collection
from contextlib import suppress

from adapters.telegram.elsewhere import carried
from bot.chat import pressed

MOST = 64
"""Characters of what a link may carry: `A-Z a-z 0-9 _ -`."""
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{2,64}")


def link(name: str, data: str) -> str:
    """Return the address that opens the bot of this name and presses `data` there; empty where it does not fit."""
    payload = base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")
    return f"https://t.me/{name}?start={payload}" if name and 0 < len(payload) <= MOST else ""


def asked(payload: str, commands: Collection[str]) -> str:
    """Return the button's data that a link brought, empty where it is no call of a known command."""
    if not PAYLOAD.fullmatch(payload):
        return ""
    with suppress(binascii.Error, UnicodeDecodeError):
        data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
        return data if pressed(carried(data)[1])[0] in commands else ""
    return ""
