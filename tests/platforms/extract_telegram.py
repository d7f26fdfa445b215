"""Distil the facts of the Bot API that our requests are checked by: field, type, required, limits; no prose.

Run as `python -m tests.platforms.extract_telegram SPEC.json`, where SPEC.json is a machine-readable copy of the
official page; it rewrites `telegram_rules.json` beside this file.
"""

import json
import re
import sys
from pathlib import Path

RULES = Path(__file__).with_name("telegram_rules.json")

METHODS = [
    "answerCallbackQuery",
    "answerInlineQuery",
    "deleteMessage",
    "deleteMyCommands",
    "deleteWebhook",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageText",
    "getChat",
    "getChatAdministrators",
    "getChatMember",
    "getChatMenuButton",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyName",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "leaveChat",
    "pinChatMessage",
    "sendChatAction",
    "sendMessage",
    "sendPhoto",
    "sendPoll",
    "setChatMenuButton",
    "setMessageReaction",
    "setMyCommands",
    "setMyDescription",
    "setMyName",
    "setMyShortDescription",
    "setWebhook",
]

# Branches of the API that we do not use; a request that uses one is an error until it is taken up here.
UNUSED = re.compile(
    r"InlineQueryResult(?!Article\b)\w+|InputRichMessage\w*|RichBlock\w*|InputPollMedia|InputPollOptionMedia|InputMedia\w*"
    r"|CallbackGame|LoginUrl|SuggestedPost\w+|Input(?!TextMessageContent\b)\w+MessageContent|ReplyKeyboard\w+|ForceReply"
)

CHARACTERS = re.compile(r"(\d[\d,]*)-(\d[\d,]*) characters")
BYTES = re.compile(r"(\d[\d,]*)-(\d[\d,]*) bytes", re.IGNORECASE)
MOST_BYTES = re.compile(r"can't exceed (\d+) bytes")
ITEMS = re.compile(r"(?:list of|include) (\d+)-(\d+)\b")
MOST_ITEMS = re.compile(r"(?:up to|at most) (\d+) (?:items|commands|results)", re.IGNORECASE)
VALUES = re.compile(r"(?:values between |, )(\d+)-(\d+)\b", re.IGNORECASE)
NEEDED = re.compile(r"[Rr]equired if ([\w]+(?: and [\w]+)*) (?:is not|are not|isn't|aren't) specified")
CONSTANT = re.compile(r"(?:must be|always)\s+[\"“]?([a-z][a-z0-9_]*)[\"”]?")
WORDS = re.compile(r"[\"“]([a-z_]+)[\"”]")


def numbers(found: re.Match[str]) -> list[int]:
    return [int(each.replace(",", "")) for each in found.groups()]


def limits(text: str, types: list[str]) -> dict:
    facts: dict = {}
    for name, pattern in {"characters": CHARACTERS, "bytes": BYTES, "items": ITEMS}.items():
        if found := pattern.search(text):
            facts[name] = numbers(found)
    if found := MOST_BYTES.search(text):
        facts["bytes"] = [0, int(found[1])]
    if found := MOST_ITEMS.search(text):
        facts["items"] = [facts.get("items", [0])[0], int(found[1])]
    if types == ["Integer"] and (found := VALUES.search(text)):
        facts["values"] = numbers(found)
    if found := NEEDED.search(text):
        facts["unless"] = found[1].split(" and ")
    return facts


def one_of(owner: str, field: dict) -> list[str]:
    """The words a field may hold, where the page lists them."""
    if owner == "MessageEntity" and field["name"] == "type":
        return sorted(set(WORDS.findall(field["description"])))
    constant = CONSTANT.search(field["description"])
    if field["required"] and field["name"] in ("type", "source") and field["types"] == ["String"] and constant:
        return [constant[1]]
    return []


def facts(owner: str, field: dict) -> dict:
    types = [each for each in field["types"] if not UNUSED.fullmatch(each.removeprefix("Array of "))]
    rule: dict = {"types": types}
    if field["required"]:
        rule["required"] = True
    if words := one_of(owner, field):
        rule["one_of"] = words
    return rule | limits(field["description"], field["types"])


def fields(owner: str, spec: dict) -> dict:
    named = {field["name"]: facts(owner, field) for field in spec.get("fields", [])}
    return {name: rule for name, rule in named.items() if rule["types"]}


def extract(spec: dict) -> dict:
    methods = {name: fields(name, spec["methods"][name]) for name in METHODS}
    types: dict = {}
    waiting = [each for rules in methods.values() for rule in rules.values() for each in rule["types"]]
    while waiting:
        name = waiting.pop().removeprefix("Array of ").removeprefix("Array of ")
        if name not in spec["types"] or name in types:
            continue
        source = spec["types"][name]
        subtypes = [each for each in source.get("subtypes", []) if not UNUSED.fullmatch(each)]
        types[name] = {"any_of": subtypes} if subtypes else fields(name, source)
        waiting += subtypes or [each for rule in types[name].values() for each in rule["types"]]
    return {"version": spec["version"], "methods": methods, "types": dict(sorted(types.items()))}


def lines(rules: dict) -> str:
    """A method or a type a line, so that a change of the API reads well as a diff."""
    parts = []
    for group in ("methods", "types"):
        entries = ",\n".join(f"  {json.dumps(name)}: {json.dumps(rule)}" for name, rule in rules[group].items())
        parts.append(f' "{group}": {{\n{entries}\n }}')
    return f'{{\n "version": {json.dumps(rules["version"])},\n' + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    RULES.write_text(lines(extract(json.loads(Path(sys.argv[1]).read_text("utf-8")))), "utf-8")
