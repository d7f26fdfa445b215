"""What the bot's page on Telegram says, by language, told to Telegram only where it says nothing yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, MenuButton, MenuButtonCommands

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
    """Tell Telegram the profiles by language (BCP 47; English is for all others), and to show the menu of commands.

    What the operator has set with @BotFather stays.

    Raises:
        TelegramError: as the client raises it.

    """
    for language, profile in profiles.items():
        code = None if language == DEFAULT else language.partition("-")[0].lower()
        if profile.description and not (await bot.get_my_description(code)).description:
            await bot.set_my_description(profile.description, code)
        if profile.short and not (await bot.get_my_short_description(code)).short_description:
            await bot.set_my_short_description(profile.short, code)
    if profiles and (await bot.get_chat_menu_button()).type == MenuButton.DEFAULT:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
