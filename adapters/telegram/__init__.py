"""Telegram, through its Bot API."""

from adapters.telegram.adapter import Telegram
from adapters.telegram.webhook import Webhook

__all__ = ["Telegram", "Webhook"]
