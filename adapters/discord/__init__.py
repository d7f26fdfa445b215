"""Discord, through discord.py."""

from adapters.discord.adapter import Discord
from adapters.discord.rendering import Look

__all__ = ["Discord", "Look"]
