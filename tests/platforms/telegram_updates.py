"""What people do in Telegram, as the updates that a bot gets of it."""

import itertools
import re
import time

from tests.platforms.telegram_chats import BOT, Chats, administrator
from tests.platforms.telegram_rules import units

ANNA = {"id": 7001, "is_bot": False, "first_name": "Anna", "username": "anna", "language_code": "en"}
BERT = {"id": 7002, "is_bot": False, "first_name": "Bert", "language_code": "de-AT"}
GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE = {"id": ANNA["id"], "type": "private", "first_name": "Anna"}
GROUP = {"id": -1001000000001, "type": "supergroup", "title": "A reading group"}
FORUM = {"id": -1001000000002, "type": "supergroup", "title": "A forum", "is_forum": True}
CHANNEL = {"id": -1001000000003, "type": "channel", "title": "A channel"}
SMALL = {"id": -4001, "type": "group", "title": "A small group"}
MARKS = re.compile(r"(?P<bot_command>^/\w+(?:@\w+)?)|(?P<mention>(?<!\w)@\w+)")


def entities(text: str) -> list[dict]:
    """The entities that Telegram itself finds in what people type."""
    return [
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in MARKS.finditer(text)
    ]


class Crowd:
    """People who write, press and come and go; each act becomes the body of one update."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats
        self.numbers = itertools.count(1)

    def message(self, chat: dict = PRIVATE, user: dict = ANNA, at: float | None = None, **fields: object) -> dict:
        message = {
            "message_id": next(self.chats.numbers),
            "date": int(time.time() if at is None else at),
            "chat": chat,
            "from": user,
            **fields,
        }
        return {"message": self.chats.remember(message)}

    def say(
        self,
        text: str,
        chat: dict = PRIVATE,
        user: dict = ANNA,
        *,
        thread: int = 0,
        reply_to: dict | None = None,
        at: float | None = None,
        **fields: object,
    ) -> dict:
        topic = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        reply = {"reply_to_message": reply_to} if reply_to else {}
        marks = {"entities": found} if (found := entities(text)) else {}
        return self.message(chat, user, at, text=text, **marks, **topic, **reply, **fields)

    def press(self, message: dict | str, data: str, user: dict = ANNA) -> dict:
        """A press on a button of a message of ours, or of one sent through inline mode (its id)."""
        query = f"press-{next(self.numbers)}"
        self.chats.presses.add(query)
        where = {"inline_message_id": message} if isinstance(message, str) else {"message": message}
        return {"callback_query": {"id": query, "from": user, "chat_instance": "1", "data": data, **where}}

    def type_inline(self, query: str, user: dict = ANNA, offset: str = "") -> dict:
        name = f"inline-{next(self.numbers)}"
        self.chats.questions.add(name)
        return {"inline_query": {"id": name, "from": user, "query": query, "offset": offset}}

    def membership(self, old: str, new: str, chat: dict = GROUP, user: dict = ANNA) -> dict:
        """The bot's own place in a chat changes, by a status: member, administrator, left, kicked."""
        self.chats.joined[chat["id"]] = chat
        change = {"chat": chat, "from": user, "date": int(time.time())}
        return {"my_chat_member": change | {"old_chat_member": _bot(old), "new_chat_member": _bot(new)}}

    def react(self, chat: dict, message: int, old: str, new: str, user: dict = ANNA) -> dict:
        """Somebody in a group changes their reactions, an emoji each."""
        kinds = {name: [_reaction(each) for each in which] for name, which in (("old", old), ("new", new))}
        change = {"chat": chat, "message_id": message, "user": user, "date": int(time.time())}
        return {"message_reaction": change | {f"{name}_reaction": each for name, each in kinds.items()}}

    def reactions(self, chat: dict, message: int, **counts: int) -> dict:
        """A channel's post has so many reactions of each emoji."""
        told = [{"type": _reaction(each), "total_count": count} for each, count in counts.items()]
        where = {"chat": chat, "message_id": message, "date": int(time.time())}
        return {"message_reaction_count": where | {"reactions": told}}

    def migrate(self, chat: dict, to: int) -> dict:
        return self.message(chat, migrate_to_chat_id=to)


def _reaction(emoji: str) -> dict:
    return {"type": "emoji", "emoji": emoji}


def _bot(status: str) -> dict:
    if status == "administrator":
        return administrator(BOT)
    return {"status": status, "user": BOT} | ({"until_date": 0} if status == "kicked" else {})
