"""What the bot's page on Telegram says, by language, told to Telegram only where it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Profile:
    """What people read before they ask: in the empty chat, and where the bot is shared. Empty leaves it as it is.

    Raises:
        ValueError: where it is longer than Telegram takes (512 and 120 characters).

    """

    description: str = ""
    short: str = ""

    def __post_init__(self) -> None:
        if len(self.description) > 512 or len(self.short) > 120:
            raise ValueError("a description has at most 512 characters, a short one 120")


async def publish(bot: Bot, profiles: Mapping[str, Profile]) -> None:
    """Tell Telegram what it does not know yet of the profiles, by language (BCP 47; English is for all others).

    Raises:
        TelegramError: as the client raises it.

    """
    for language, profile in profiles.items():
        code = None if language == DEFAULT else language.partition("-")[0].lower()
        if profile.description and (await bot.get_my_description(code)).description != profile.description:
            await bot.set_my_description(profile.description, code)
        if profile.short and (await bot.get_my_short_description(code)).short_description != profile.short:
            await bot.set_my_short_description(profile.short, code)
