"""Whatever people write is read without a stumble, and only what is meant for the bot is handed on."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from telegram import Update, User

from adapters.telegram.reading import Reader
from adapters.telegram.recent import Recent
from bot.chat import Asked, Request
from tests.platforms.telegram_chats import BOT, Chats
from tests.platforms.telegram_updates import ANNA, GROUP, PRIVATE, Crowd

NOW = datetime.now(UTC)
READER = Reader(User(BOT["id"], "Commonplace", is_bot=True, username=BOT["username"]), {"find"}, Recent())
WORDS = st.text(min_size=1, max_size=80).filter(str.strip)


def read(text: str, chat: dict, **fields: object) -> Request | None:
    update = Update.de_json({"update_id": 1, **Crowd(Chats()).say(text, chat, **fields)})
    found = READER.read(update, NOW)
    assert found is None or isinstance(found, Request)
    return found


@given(WORDS)
def test_in_private_everything_is_meant_for_us(words):
    assert read(words, PRIVATE) or words.startswith("/")


@given(WORDS)
def test_in_a_group_nothing_is_unless_it_says_so(words):
    assert read(words, GROUP) is None or words.startswith("/find") or "commonplace_bot" in words
    asked = read(f"@commonplace_bot {words}", GROUP)
    assert asked is None or asked.text in words.strip()
    assert asked or words.startswith("/")


@given(st.text(max_size=60))
def test_a_line_after_a_command_is_kept_as_it_is(line):
    asked = read(f"/find@COMMONPLACE_BOT {line}", GROUP)
    assert asked
    assert (asked.kind, asked.command, asked.text) == (Asked.COMMAND, "find", line.strip())


def test_a_place_and_its_asker_are_known_by_number_and_a_topic_only_where_it_is_one():
    asked = read("/find salt", GROUP, thread=7)
    assert asked
    assert (asked.place.chat, asked.place.thread, asked.place.private) == (str(GROUP["id"]), "7", False)
    assert (asked.person.id, asked.person.name, asked.person.language) == ("7001", "Anna", "en")
    assert asked.place.title == GROUP["title"]
    posted_as_channel = read("/find salt", GROUP, sender_chat={"id": -1009, "type": "channel", "title": "News"})
    assert posted_as_channel
    assert posted_as_channel.person.id == "-1009"
    assert read("/find salt", GROUP, user=ANNA | {"is_bot": True}) is None
