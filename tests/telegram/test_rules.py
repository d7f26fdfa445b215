"""Our own tables refuse what Telegram refuses, and agree with the published spec where it is present."""

import json

import pytest

from tests.platforms import extract_telegram, telegram_rules

KEY = {"text": "Next", "callback_data": "page|1"}


def message(**fields: object) -> dict:
    return {"chat_id": 1, "text": "Salt 🧂 remembers", **fields}


def keys(*rows: list[dict]) -> dict:
    return message(reply_markup={"inline_keyboard": list(rows)})


def marks(*entities: tuple[str, int, int]) -> dict:
    return message(entities=[{"type": kind, "offset": at, "length": length} for kind, at, length in entities])


REFUSED = {
    "an unknown method": ("sendEverything", {}),
    "an unknown field": ("sendMessage", message(surprise=True)),
    "a missing field": ("sendMessage", {"chat_id": 1}),
    "a wrong type": ("sendMessage", message(disable_notification="yes")),
    "no chat": ("sendMessage", message(chat_id=0)),
    "no words": ("sendMessage", message(text=" \n ")),
    "too many units": ("sendMessage", message(text="🧂" * 2049)),
    "markup by a mode": ("sendMessage", message(parse_mode="HTML")),
    "an entity outside": ("sendMessage", marks(("bold", 0, 99))),
    "an entity of nothing": ("sendMessage", marks(("bold", 3, 0))),
    "an entity that cuts a character": ("sendMessage", marks(("bold", 0, 6))),
    "entities that cross": ("sendMessage", marks(("bold", 0, 7), ("italic", 5, 9))),
    "a quotation in a quotation": ("sendMessage", marks(("blockquote", 0, 15), ("blockquote", 0, 4))),
    "bold in fixed width": ("sendMessage", marks(("code", 0, 5), ("bold", 0, 4))),
    "an unknown entity": ("sendMessage", marks(("glitter", 0, 4))),
    "more entities than are kept": ("sendMessage", marks(*[("bold", 0, 1)] * 101)),
    "too much in a button": ("sendMessage", keys([KEY | {"callback_data": "x" * 65}])),
    "nothing in a button": ("sendMessage", keys([{"text": "Next"}])),
    "two things in a button": ("sendMessage", keys([KEY | {"url": "https://example.org"}])),
    "a button without a label": ("sendMessage", keys([KEY | {"text": " "}])),
    "a button to nowhere": ("sendMessage", keys([{"text": "Go", "url": "shelf 4"}])),
    "a row too long": ("sendMessage", keys([KEY] * 9)),
    "too many buttons": ("sendMessage", keys(*[[KEY] * 8] * 13)),
    "an edit of nothing": ("editMessageText", {"text": "x"}),
    "too long a popup": ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
    "a command with capitals": ("setMyCommands", {"commands": [{"command": "Find", "description": "x"}]}),
    "a command twice": ("setMyCommands", {"commands": [{"command": "find", "description": "x"}] * 2}),
    "an unknown scope": ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}),
    "results of one name": (
        "answerInlineQuery",
        {
            "inline_query_id": "1",
            "results": [{"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}]
            * 2,
        },
    ),
    "too long an offset": ("answerInlineQuery", {"inline_query_id": "1", "results": [], "next_offset": "x" * 65}),
}


@pytest.mark.parametrize(("method", "params"), [pytest.param(*each, id=name) for name, each in REFUSED.items()])
def test_what_telegram_refuses_is_refused_on_any_clone(method, params, monkeypatch):
    monkeypatch.setattr(telegram_rules, "full", lambda: None)
    assert telegram_rules.errors(method, params)


def test_what_telegram_takes_is_taken():
    nested = marks(("blockquote", 0, 17), ("bold", 0, 7), ("italic", 0, 4), ("code", 8, 9))
    assert not telegram_rules.errors("sendMessage", nested | keys([KEY] * 8) | {"entities": nested["entities"]})


def test_the_tables_are_what_the_published_spec_says(shared):
    spec = json.loads((shared / "specs" / "telegram-bot-api.json").read_text("utf-8"))
    assert extract_telegram.extract(spec) == telegram_rules.rules()


def test_the_full_spec_is_asked_where_it_is_present(shared):
    assert telegram_rules.full()
