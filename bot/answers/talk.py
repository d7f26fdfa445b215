"""The whole conversation put together: the library's answers, and the daily passage's, behind one door."""

from bot.answers.choices import Choices
from bot.answers.commands import commands
from bot.answers.conversation import Conversation, MayManage
from bot.answers.cooldown import Cooldown
from bot.answers.daily import Daily
from bot.answers.paging import Paging


def talk(daily: Daily, *, may_manage: MayManage, cooldown_seconds: float) -> Conversation:
    """Return the conversation about a library and its daily passage; its `commands` are what platforms register."""
    wording, library = daily.wording, daily.library
    return Conversation(
        wording,
        commands(wording, library, daily),
        Choices(wording, library),
        may_manage=may_manage,
        cooldown=Cooldown(cooldown_seconds),
        told=daily.notice,
        held=Paging(wording, daily.store).held,
    )
