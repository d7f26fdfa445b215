"""Discord, through discord.py."""

from adapters.discord.adapter import Discord
from adapters.discord.rendering import Look
from adapters.discord.words import Words

__all__ = ["Discord", "Look", "Words"]
