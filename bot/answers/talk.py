"""The whole conversation put together: the library's answers behind one door."""

from bot.answers.choices import Choices
from bot.answers.commands import commands
from bot.answers.conversation import Conversation, MayManage
from bot.answers.cooldown import Cooldown
from bot.answers.library import Desk, Library
from bot.wording.wording import Wording


def talk(desk: Desk, *, wording: Wording, may_manage: MayManage, cooldown_seconds: float) -> Conversation:
    """Return the conversation about the library at that desk; its `commands` are what platforms register."""
    library = Library(desk)
    return Conversation(
        wording,
        commands(wording, library),
        Choices(wording, library),
        may_manage=may_manage,
        cooldown=Cooldown(cooldown_seconds),
    )
