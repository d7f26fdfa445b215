"""The seam between the core and whatever carries it: who asks, what is asked, what is answered.

A request comes in from an adapter, a reply goes back; nothing here sends. Adapters import this room and `bot.text`
and know nothing below them.
"""

from bot.chat.adapter import Adapter, Answer, Notify
from bot.chat.button import BUTTON_BYTES, READ_BACK, Button, pressed
from bot.chat.command import Command, Handler, Parameter, Takes
from bot.chat.herald import Herald
from bot.chat.place import Appreciation, Happened, Notice, Person, Place
from bot.chat.refusal import Ambiguous, Gone, Refusal, TryLater, WrongToken
from bot.chat.reply import Choice, Picture, Poll, Reply
from bot.chat.request import Asked, Request

__all__ = [
    "BUTTON_BYTES",
    "READ_BACK",
    "Adapter",
    "Ambiguous",
    "Answer",
    "Appreciation",
    "Asked",
    "Button",
    "Choice",
    "Command",
    "Gone",
    "Handler",
    "Happened",
    "Herald",
    "Notice",
    "Notify",
    "Parameter",
    "Person",
    "Picture",
    "Place",
    "Poll",
    "Refusal",
    "Reply",
    "Request",
    "Takes",
    "TryLater",
    "WrongToken",
    "pressed",
]
