"""The whole conversation put together: the library's answers, and the daily passage's, behind one door."""

from bot.answers.choices import Choices
from bot.answers.commands import commands
from bot.answers.conversation import Conversation, MayManage
from bot.answers.cooldown import Cooldown
from bot.answers.daily import Daily
from bot.answers.library import Library
from bot.wording.wording import Wording


def talk(
    library: Library,
    *,
    wording: Wording,
    may_manage: MayManage,
    cooldown_seconds: float,
    daily: Daily | None = None,
) -> Conversation:
    """Return the conversation about a library; its `commands` are what platforms register.

    Without `daily` there are no commands for posts on schedule, and no place is kept.
    """
    return Conversation(
        wording,
        commands(wording, library, daily),
        Choices(wording, library),
        may_manage=may_manage,
        cooldown=Cooldown(cooldown_seconds),
        told=daily.notice if daily else None,
    )
