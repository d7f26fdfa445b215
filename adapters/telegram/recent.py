"""Our latest answers in groups: a reply to one of them asks on, a reply to the passage of the day is members' talk."""

from collections import OrderedDict

KEPT = 5000
"""Answers that are known; after these, or after a restart, one mentions the bot to ask on."""


class Recent:
    """Messages by chat and number, the oldest forgotten first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def __contains__(self, message: tuple[str, str]) -> bool:
        return message in self._known

    def add(self, chat: str, message: str) -> None:
        """Remember a message that answered somebody."""
        self._known[chat, message] = None
        if len(self._known) > self._kept:
            self._known.popitem(last=False)
