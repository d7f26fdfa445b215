"""What people see of a message: its text, and the buttons on it."""

from adapters.discord.readback import plain
from tests.platforms.discord_rules import BUTTON, EPHEMERAL, TEXT_DISPLAY, inside


def everything(message: dict) -> list[dict]:
    """All components, outer ones first."""
    return [each for component in message.get("components") or [] for each in inside(component)]


def markup(message: dict) -> str:
    """The text as it was sent, wherever in the message it stands."""
    cards = [each["description"] for each in message.get("embeds") or []]
    texts = [each["content"] for each in everything(message) if each["type"] == TEXT_DISPLAY]
    return "\n".join(each for each in (message.get("content"), *cards, *texts) if each)


def text(message: dict) -> str:
    """The text as people read it; the blank ends that Discord cuts off are not there."""
    return plain(markup(message)).strip()


def buttons(message: dict) -> dict[str, dict]:
    """The buttons by their labels, in their order."""
    return {each["label"]: each for each in everything(message) if each["type"] == BUTTON}


def ephemeral(message: dict) -> bool:
    """Whether only the asker sees it."""
    return bool(message["flags"] & EPHEMERAL)
