"""Reactions → appreciation: how many people met a message of a group or channel with something kind.

Telegram tells of them only where the bot is an admin.
"""

from collections.abc import Sequence

from telegram import MessageReactionCountUpdated, MessageReactionUpdated, ReactionType, ReactionTypeEmoji

from bot.chat import Appreciation

UNKIND = frozenset("👎💩🤮🤬😡🖕😨🥱😴🤡🥴")
"""Reactions that appreciate nothing."""


def of_one(change: MessageReactionUpdated) -> Appreciation | None:
    """Return by how many a change of one person's reactions changes the count; None where it does not."""
    more = _is_kind(change.new_reaction) - _is_kind(change.old_reaction)
    return Appreciation(str(change.message_id), more) if more else None


def of_all(told: MessageReactionCountUpdated) -> Appreciation:
    """Return the count of a message in a channel, where nobody is told who reacted."""
    kind = sum(each.total_count for each in told.reactions if _is_kind([each.type]))
    return Appreciation(str(told.message_id), kind, whole=True)


def _is_kind(reactions: Sequence[ReactionType]) -> bool:
    return any(not (isinstance(each, ReactionTypeEmoji) and each.emoji in UNKIND) for each in reactions)
