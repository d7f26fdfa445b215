"""Telegram, through its Bot API."""

from adapters.telegram.adapter import Telegram
from adapters.telegram.profile import Profile
from adapters.telegram.webhook import Webhook

__all__ = ["Profile", "Telegram", "Webhook"]
