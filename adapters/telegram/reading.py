"""Updates → requests and notices; what is not meant for the bot becomes nothing."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, InlineQuery, Message, Update, User

from adapters.telegram import reactions
from adapters.telegram.elsewhere import carried, spoken_of
from adapters.telegram.links import asked
from adapters.telegram.recent import Recent
from bot.chat import Asked, Happened, Notice, Person, Place, Request

PLATFORM = "telegram"
STALE = timedelta(minutes=5)
"""After this time nobody in a group waits for an answer any more: the talk has moved on."""
LINE = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads for one bot. `commands` are the names it knows: in a group, others are another bot's affair."""

    me: User
    commands: Collection[str]
    recent: Recent
    """Our answers in groups, to which a reply is meant for us."""

    def read(self, update: Update, now: datetime) -> Request | Notice | None:
        """Return what the update asks or tells the bot at `now` (aware UTC), None where it is not meant for it."""
        if update.message:
            return self._message(update.message, now)
        if update.callback_query:
            return press(update.callback_query, now)
        if update.inline_query:
            return typing(update.inline_query, now)
        return membership(update.my_chat_member) if update.my_chat_member else appreciation(update)

    def _message(self, message: Message, now: datetime) -> Request | Notice | None:
        if message.migrate_to_chat_id:
            moved = Place(PLATFORM, str(message.migrate_to_chat_id))
            return Notice(Happened.MOVED, Place(PLATFORM, str(message.chat.id)), moved)
        asker = _asker(message)
        place = place_of(message)
        if not asker or self._is_ours(message.via_bot) or (not place.private and now - message.date > STALE):
            return None
        return self._request(message, place, asker)

    def _request(self, message: Message, place: Place, asker: Person) -> Request | None:
        text = message.text or message.caption or ""
        request = Request(Asked.MESSAGE, place, asker, message.date, text=text, replied=_replied(message))
        if command := LINE.fullmatch(text):
            named = self._command(request, command)
            return _about(named, spoken_of(message.reply_to_message)) if named and place.private else named
        if place.private:
            return request if text else None
        return self._addressed(message, request)

    def _command(self, request: Request, found: re.Match[str]) -> Request | None:
        """Return the command, unless it names another bot, or may be another bot's in a group."""
        name, bot, rest = found["name"].lower(), found["bot"], (found["rest"] or "").strip()
        named = bool(bot) and self._is_name(bot)
        if (bot and not named) or not (named or request.place.private or name in self.commands):
            return None
        if name == "start" and (data := asked(rest, self.commands)):
            chat, data = carried(data) if request.place.private else ("", data)
            return _about(_with(request, Asked.BUTTON, data), chat)
        return _with(request, Asked.COMMAND, rest, name)

    def _addressed(self, message: Message, request: Request) -> Request | None:
        """Return words in a group that mention the bot, or that reply to an answer of it."""
        mention = re.compile(rf"(?<!\w)@{re.escape(self.me.username or '')}\b", re.IGNORECASE)
        if not mention.search(request.text) and not self._goes_on(message):
            return None
        said = mention.sub(" ", request.text).strip()
        if command := LINE.fullmatch(said):
            return self._command(request, command)
        return _with(request, Asked.MESSAGE, said) if said else None

    def _goes_on(self, message: Message) -> bool:
        replied = message.reply_to_message
        return replied is not None and (str(message.chat.id), str(replied.message_id)) in self.recent

    def _is_ours(self, user: User | None) -> bool:
        return user is not None and user.id == self.me.id

    def _is_name(self, name: str) -> bool:
        return name.casefold() == (self.me.username or "").casefold()


def press(query: CallbackQuery, now: datetime) -> Request | None:
    """Return the press of a button. One on a message sent through inline mode counts as the presser's own chat."""
    if not query.data:
        return None
    message = query.message
    place = place_of(message) if isinstance(message, Message) else _own(query.from_user)
    if message and not isinstance(message, Message):
        place = _chat(message.chat)
    shown = (message.text or message.caption or "") if isinstance(message, Message) else ""
    chat, data = carried(query.data) if place.private else ("", query.data)
    return _about(Request(Asked.BUTTON, place, person_of(query.from_user), now, text=data, shown=shown), chat)


def typing(query: InlineQuery, now: datetime) -> Request:
    """Return what somebody types after the bot's name, in whatever chat."""
    asker = person_of(query.from_user)
    return Request(Asked.INLINE, _own(query.from_user), asker, now, text=query.query, offset=query.offset)


def membership(change: ChatMemberUpdated) -> Notice | None:
    """Return what happened to the bot's own place in a chat."""
    was, stays = _inside(change.old_chat_member), _inside(change.new_chat_member)
    place = _chat(change.chat)
    if was == stays:
        return None
    if place.private:
        return None if stays else Notice(Happened.BLOCKED, place)
    steward = person_of(change.from_user) if stays and change.chat.type == Chat.CHANNEL else None
    return Notice(Happened.JOINED if stays else Happened.LEFT, place, steward=steward)


def appreciation(update: Update) -> Notice | None:
    """Return how many people met a message kindly, where the update tells of that."""
    one, all_ = update.message_reaction, update.message_reaction_count
    if one and (given := reactions.of_one(one)):
        return Notice(Happened.APPRECIATED, _chat(one.chat), appreciation=given)
    return Notice(Happened.APPRECIATED, _chat(all_.chat), appreciation=reactions.of_all(all_)) if all_ else None


def place_of(message: Message) -> Place:
    """Return the chat of a message, and its topic: only where it lies in one, for replies have thread ids too."""
    thread = str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
    return _chat(message.chat, thread)


def person_of(user: User) -> Person:
    """Return the user as the core knows them."""
    return Person(PLATFORM, str(user.id), user.language_code or "", user.full_name)


def _chat(chat: Chat, thread: str = "") -> Place:
    return Place(PLATFORM, str(chat.id), thread, chat.type == Chat.PRIVATE, chat.title or "")


def _own(user: User) -> Place:
    return Place(PLATFORM, str(user.id), private=True)


def _asker(message: Message) -> Person | None:
    """Return who asks; somebody who writes as a chat is that chat: a group's anonymous admin is the group itself."""
    if message.is_automatic_forward:
        return None
    if message.sender_chat:
        return Person(PLATFORM, str(message.sender_chat.id), name=message.sender_chat.title or "")
    user = message.from_user
    return person_of(user) if user and not user.is_bot else None


def _replied(message: Message) -> str:
    """Return the words answered: the part that was picked out, else the whole message."""
    if message.quote:
        return message.quote.text
    answered = message.reply_to_message
    return (answered.text or answered.caption or "") if answered else ""


def _inside(member: ChatMember) -> bool:
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)


def _about(request: Request, chat: str) -> Request:
    """Return the request as one about another chat than it is asked in; itself where `chat` is empty."""
    return replace(request, place=Place(PLATFORM, chat), elsewhere=True) if chat else request


def _with(request: Request, kind: Asked, text: str, command: str = "") -> Request:
    return Request(kind, request.place, request.person, request.at, text=text, command=command, replied=request.replied)
