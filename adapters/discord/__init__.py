"""Discord, through discord.py."""

from adapters.discord.adapter import Discord

__all__ = ["Discord"]
