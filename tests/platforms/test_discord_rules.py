"""The rules that requests to Discord are checked by: they find what is wrong, and agree with the published ones."""

import json

import pytest

from tests.platforms.discord_rules import errors, rules
from tests.platforms.discord_server import VALIDATOR, published

SILENT = {"allowed_mentions": {"parse": []}}
CREATE = "/channels/1/messages"
ANSWER = "/interactions/1/t/callback"
REGISTER = "/applications/1/commands"
BUTTON = {"type": 2, "style": 2, "label": "More", "custom_id": "x"}
COMMAND = {"type": 1, "name": "find", "description": "Find"}
OPTION = {"type": 3, "name": "words", "description": "Words"}

NEEDED = OPTION | {"name": "more", "required": True}
SIX = [BUTTON | {"custom_id": str(at)} for at in range(6)]


def row(*components):
    return {"type": 1, "components": list(components)}


WRONG = [
    ("POST", CREATE, {"content": "x" * 2001}, "characters"),
    ("POST", CREATE, {"content": " "}, "empty"),
    ("POST", CREATE, {"content": 5}, "integer"),
    ("POST", CREATE, {"content": "x", "text": "x"}, "unknown"),
    ("POST", CREATE, {"content": "x", "nonce": "x" * 26, "enforce_nonce": True}, "characters"),
    (
        "POST",
        CREATE,
        {"content": "x", "components": [row(*SIX)]},
        "items",
    ),
    ("POST", CREATE, {"content": "x", "components": [row(BUTTON, BUTTON)]}, "twice"),
    ("POST", CREATE, {"content": "x", "components": [row(BUTTON | {"label": "x" * 81})]}, "characters"),
    ("POST", CREATE, {"content": "x", "components": [row(BUTTON | {"custom_id": "x" * 101})]}, "characters"),
    ("POST", CREATE, {"content": "x", "components": [row(BUTTON | {"url": "https://a.b"})]}, "link"),
    ("POST", CREATE, {"content": "x", "components": [row(BUTTON)] * 6}, "rows"),
    ("POST", CREATE, {"content": "x", "components": [{"type": 10, "content": "y"}]}, "flag"),
    ("POST", CREATE, {"flags": 1 << 15, "components": [{"type": 10, "content": "y" * 4001}]}, "characters"),
    ("POST", CREATE, {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "y"}]}, "neither"),
    ("POST", CREATE, {"content": "x", "flags": 64}, "ephemeral"),
    ("POST", CREATE, {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, "in all"),
    ("POST", CREATE, None, "missing"),
    ("POST", "/channels/room/messages", {"content": "x"}, "not an id"),
    ("GET", "/nowhere", None, "not among"),
    ("GET", "/users/@me", {"a": 1}, "no body"),
    (
        "POST",
        "/interactions/1/t/callback",
        {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}},
        "charac",
    ),
    (
        "POST",
        "/interactions/1/t/callback",
        {"type": 8, "data": {"choices": [{"name": "x", "value": "x"}] * 26}},
        "items",
    ),
    ("POST", ANSWER, {"type": 99}, "type"),
    ("PUT", REGISTER, [COMMAND | {"name": "Find It"}], "name"),
    ("PUT", REGISTER, [COMMAND, COMMAND], "twice"),
    ("PUT", REGISTER, [COMMAND | {"description": ""}], "description"),
    (
        "PUT",
        "/applications/1/commands",
        [COMMAND | {"options": [OPTION, NEEDED]}],
        "first",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "says"), WRONG)
def test_what_is_wrong_is_found(method, path, body, says):
    body = body | SILENT if isinstance(body, dict) and path == CREATE else body
    assert any(says in each for each in errors(method, path, body)), errors(method, path, body)


RIGHT = [
    ("POST", CREATE, SILENT | {"content": "x", "nonce": "1", "enforce_nonce": True, "components": [row(BUTTON)]}),
    ("POST", CREATE, SILENT | {"flags": 1 << 15, "components": [{"type": 17, "components": [row(BUTTON)]}]}),
    ("PATCH", "/webhooks/1/t/messages/@original", {"content": None, "embeds": None, "components": []}),
    ("POST", ANSWER, {"type": 6}),
    ("PUT", REGISTER, [COMMAND | {"options": [OPTION]}, {"type": 3, "name": "Check this"}]),
]


@pytest.mark.parametrize(("method", "path", "body"), RIGHT)
def test_what_is_right_is_let_through(method, path, body):
    assert errors(method, path, body) == []
    assert published()(method, path, body) == []


@pytest.mark.skipif(not VALIDATOR.exists(), reason="the published description is not beside this checkout")
@pytest.mark.parametrize(("method", "path", "body", "says"), WRONG)
def test_the_published_checks_find_the_same(method, path, body, says):
    body = body | SILENT if isinstance(body, dict) and path == CREATE else body
    assert published()(method, path, body)


def test_the_rules_hold_facts_and_no_prose():
    kept = json.dumps(rules())
    assert "http" not in kept
    assert max(len(each) for each in kept.split('"')) < 120
