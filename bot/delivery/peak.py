"""A peak told honestly: so many chats at one minute are so many minutes of posting."""

import math

from bot.delivery.conduct import Conduct


def told(chats: int, rules: Conduct) -> str:
    """Return how long so many posts take, and at which limit."""
    minutes = math.ceil(chats / rules.limits.rate / 60)
    limit = f"the {'paid' if rules.paid else 'free'} limit ({rules.limits.rate:g} a second)"
    return f"{_counted(chats, 'chat')} = {_counted(minutes, 'minute')} at {limit}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
