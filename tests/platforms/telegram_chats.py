"""What Telegram remembers on the bot's side of a chat: messages, topics, admins, menus, and what it refuses there."""

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.telegram_rules import units

BOT = {"id": 1234567, "is_bot": True, "first_name": "Commonplace", "username": "commonplace_bot"}
ABILITIES = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
ACTS = (
    "delete_messages manage_video_chats restrict_members promote_members change_info invite_users post_stories",
    "edit_stories delete_stories manage_chat be_edited",
)
GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
)
RIGHTS = [f"can_{each}" for line in ACTS for each in line.split(" ")]
REMOVED = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ") | dict.fromkeys([13, *range(0x2028, 0x202F)], "")


class Refused(Exception):  # noqa: N818 - the domain's word
    """What Telegram answers instead of a result."""

    def __init__(self, description: str, status: int = 400, **parameters: object) -> None:
        super().__init__(description)
        names = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 409: "Conflict", 429: "Too Many Requests"}
        self.status = status
        self.description = ": ".join(each for each in (names.get(status, ""), description) if each)
        self.parameters = parameters


def trimmed(text: str, entities: list[dict]) -> tuple[str, list[dict]]:
    """The text and entities as Telegram keeps them: outer blanks gone, control characters too (by length here)."""
    shorter = text.strip()
    if any(ord(each) in REMOVED and REMOVED[ord(each)] == "" for each in shorter):
        shorter, entities = shorter.translate(REMOVED), []
    shift, end = units(text) - units(text.lstrip()), units(shorter)
    kept = []
    for each in entities:
        start = max(each["offset"] - shift, 0)
        stop = min(each["offset"] - shift + each["length"], end)
        if start < stop:
            kept.append(each | {"offset": start, "length": stop - start})
    return shorter.translate(REMOVED), kept


@dataclass
class Chats:
    """The state behind the methods. `closed` refuses whatever is sent to a chat, or to a topic of it."""

    messages: dict[tuple[int, int], dict] = field(default_factory=dict)
    inline: dict[str, dict] = field(default_factory=dict)
    closed: dict[tuple[int, int], Refused] = field(default_factory=dict)
    topics: dict[int, set[int]] = field(default_factory=dict)
    admins: dict[int, list[dict]] = field(default_factory=dict)
    presses: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    menus: dict[tuple[str, str], list] = field(default_factory=dict)
    joined: dict[int, dict] = field(default_factory=dict)
    menu_button: dict = field(default_factory=lambda: {"type": "default"})
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(100))

    def answer(self, method: str, params: dict) -> Any:
        """The result of a call.

        Raises:
            Refused: as Telegram would.

        """
        handlers = {
            "getMe": lambda _: BOT | ABILITIES,
            "sendMessage": self.send,
            "sendPhoto": self.send,
            "sendPoll": self.send,
            "editMessageText": self.edit,
            "editMessageReplyMarkup": self.edit,
            "editMessageCaption": self.edit,
            "answerCallbackQuery": self.answer_press,
            "answerInlineQuery": self.answer_inline,
            "getChatAdministrators": self.administrators,
            "getChatMember": self.member,
            "getChat": self.chat,
            "setMyCommands": self.set_menu,
            "getChatMenuButton": lambda _: self.menu_button,
            "setChatMenuButton": self.set_menu_button,
            "getMyCommands": lambda params: self.menus.get(self._menu(params), []),
        }
        if method in handlers:
            return handlers[method](params)
        return self.described(method, params) if method.startswith(("setMy", "getMy")) else True

    def remember(self, message: dict) -> dict:
        self.messages[message["chat"]["id"], message["message_id"]] = message
        return message

    def send(self, params: dict) -> dict:
        chat, thread = int(params["chat_id"]), params.get("message_thread_id", 0)
        self._open(chat, thread)
        replied = params.get("reply_parameters", {})
        if replied and (chat, replied["message_id"]) not in self.messages:
            if not replied.get("allow_sending_without_reply"):
                raise Refused("message to be replied not found")
            replied = {}
        message = {"message_id": next(self.numbers), "date": int(time.time()), "from": BOT, "chat": _chat(chat)}
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if replied:
            message["reply_to_message"] = self.messages[chat, replied["message_id"]]
        return self.remember(message | self._content(params))

    def edit(self, params: dict) -> Any:
        if inline := params.get("inline_message_id"):
            self.inline[inline] = self._content(params)
            return True
        where = int(params["chat_id"]), params["message_id"]
        self._open(where[0], 0)
        if where not in self.messages:
            raise Refused("message to edit not found")
        message = self.messages[where]
        if "text" in params and "text" not in message:
            raise Refused("there is no text in the message to edit")
        changed = {name: each for name, each in message.items() if name != "reply_markup"} | self._content(params)
        if changed == message:
            raise Refused(
                "message is not modified: specified new message content and reply markup are exactly the same"
                " as a current content and reply markup of the message"
            )
        return self.remember(changed | {"edit_date": int(time.time())} if "edit_date" in message else changed)

    def answer_press(self, params: dict) -> bool:
        return _known(self.presses, params["callback_query_id"])

    def answer_inline(self, params: dict) -> bool:
        return _known(self.questions, params["inline_query_id"])

    def administrators(self, params: dict) -> list[dict]:
        self._open(int(params["chat_id"]), 0)
        return [administrator(each) for each in self.admins.get(int(params["chat_id"]), [])]

    def chat(self, params: dict) -> dict:
        self._open(int(params["chat_id"]), 0)
        full = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
        known = self.joined.get(int(params["chat_id"]))
        return (known or _chat(int(params["chat_id"]))) | full

    def member(self, params: dict) -> dict:
        known = self.admins.get(int(params["chat_id"]), [])
        found = [each for each in known if each["id"] == params["user_id"]]
        user = {"id": params["user_id"], "is_bot": False, "first_name": "Somebody"}
        return administrator(found[0]) if found else {"status": "member", "user": user}

    def set_menu(self, params: dict) -> bool:
        self.menus[self._menu(params)] = params["commands"]
        return True

    def set_menu_button(self, params: dict) -> bool:
        self.menu_button = params["menu_button"]
        return True

    def described(self, method: str, params: dict) -> Any:
        """Names and descriptions of the bot, kept by language."""
        what, name = method[3:], {"MyName": "name", "MyDescription": "description"}.get(method[3:], "short_description")
        where = (what, params.get("language_code", ""))
        if method.startswith("get"):
            return {name: self.texts.get(where, "")}
        self.texts[where] = params.get(name, "")
        return True

    def _menu(self, params: dict) -> tuple[str, str]:
        scope = params.get("scope", {"type": "default"})
        return json.dumps(scope, sort_keys=True), params.get("language_code", "")

    def _open(self, chat: int, thread: int) -> None:
        refusal = self.closed.get((chat, thread)) or self.closed.get((chat, -1))
        if refusal:
            raise refusal
        if thread and thread not in self.topics.get(chat, ()):
            raise Refused("message thread not found")

    def _content(self, params: dict) -> dict:
        content: dict = {}
        name, entities = ("caption", "caption_entities") if "photo" in params else ("text", "entities")
        if name in params:
            text, kept = trimmed(params[name], params.get(entities, []))
            if not text:
                raise Refused("message text is empty")
            content = {name: text} | ({entities: kept} if kept else {})
        if "photo" in params:
            content["photo"] = [{"file_id": "1", "file_unique_id": "1", "width": 800, "height": 400}]
        if "question" in params:
            content = {"poll": poll(params)}
        markup = params.get("reply_markup")
        return content | ({"reply_markup": markup} if markup else {})


def poll(params: dict) -> dict:
    options = [
        {"text": each["text"], "voter_count": 0, "persistent_id": str(at)} for at, each in enumerate(params["options"])
    ]
    return {
        "id": "1",
        "question": params["question"],
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": True,
        "members_only": False,
    }


def _known(waiting: set[str], query: str) -> bool:
    if query not in waiting:
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    waiting.discard(query)
    return True


def _chat(number: int) -> dict:
    if number > 0:
        return {"id": number, "type": "private", "first_name": "Somebody"}
    return {"id": number, "type": "supergroup" if number < -(10**12) else "group", "title": "A reading group"}


def administrator(user: dict) -> dict:
    return {"status": "administrator", "user": user, "is_anonymous": False} | dict.fromkeys(RIGHTS, True)
