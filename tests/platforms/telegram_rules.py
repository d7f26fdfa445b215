"""What Telegram would refuse in a request: our own tables, on any clone; the fuller spec beside it where present."""

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
SPEC = HERE.parent.parent.parent / "shared" / "specs" / "validate.py"
TEXTS = {"text": "entities", "message_text": "entities", "caption": "caption_entities", "question": "question_entities"}
SOFT = {"bold", "italic", "underline", "strikethrough", "spoiler"}
FIXED = {"pre", "code"}
QUOTES = {"blockquote", "expandable_blockquote"}
FLAGS = {"text", "icon_custom_emoji_id", "style"}
MOST_ENTITIES = 100


def units(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@cache
def rules() -> dict:
    return json.loads((HERE / "telegram_rules.json").read_text("utf-8"))


@cache
def full() -> ModuleType | None:
    """The checker of the whole published API, where it lies beside the checkout."""
    if not SPEC.exists():
        return None
    spec = importlib.util.spec_from_file_location("platform_specs", SPEC)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def errors(method: str, params: dict) -> list[str]:
    """All that is wrong with a call; empty where nothing is."""
    known = rules()["methods"]
    if method not in known:
        return [f"{method}: not among the methods we use"]
    found = [*_fields(known[method], params, ""), *_method(method, params)]
    return found + (full().telegram_errors(method, params) if full() else [])


def decode(method: str, form: dict[str, str], files: dict[str, int]) -> dict:
    """The values that a form's strings stand for; an uploaded file becomes its name and size."""
    fields = rules()["methods"].get(method, {})
    decoded = {name: _decoded(fields.get(name, {"types": ["String"]})["types"], value) for name, value in form.items()}
    return decoded | {name: {"__file__": name, "size": size} for name, size in files.items()}


def _decoded(types: list[str], value: str) -> Any:
    if types == ["String"] or ("String" in types and not re.fullmatch(r"-?\d+", value)):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _fields(known: dict, value: dict, where: str) -> Iterator[str]:
    for name in value:
        if name not in known:
            yield f"{where}{name}: unknown"
    for name, rule in known.items():
        if value.get(name) is not None:
            yield from _value(rule, value[name], f"{where}{name}")
        elif rule.get("required") or any(value.get(each) is None for each in rule.get("unless", ())):
            yield f"{where}{name}: missing"
    yield from _texts(value, where)


def _value(rule: dict, value: Any, where: str) -> Iterator[str]:
    alternatives = [list(_typed(each, value, where)) for each in rule["types"]]
    yield from min(alternatives, key=len)
    if isinstance(value, str) and "one_of" in rule and value not in rule["one_of"]:
        yield f"{where}: {value!r} is none of {rule['one_of']}"
    for limit, size in _sizes(value):
        least, most = rule.get(limit, (size, size))
        if not least <= size <= most:
            yield f"{where}: {size} {limit}, {least}-{most} allowed"


def _sizes(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, str):
        yield from (("characters", units(value)), ("bytes", len(value.encode("utf-8", "surrogatepass"))))
    if isinstance(value, list):
        yield "items", len(value)
    if isinstance(value, int) and not isinstance(value, bool):
        yield "values", value


def _typed(kind: str, value: Any, where: str) -> Iterator[str]:
    plain = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool, "True": bool}
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: not a list"
            return
        for place, each in enumerate(value):
            yield from _typed(kind.removeprefix("Array of "), each, f"{where}[{place}]")
    elif kind in plain:
        if not isinstance(value, plain[kind]) or (kind in ("Integer", "Float") and isinstance(value, bool)):
            yield f"{where}: {value!r} is not {kind}"
    elif kind == "InputFile":
        if not (isinstance(value, dict) and value.get("size")):
            yield f"{where}: not a file, or an empty one"
    else:
        yield from _object(kind, value, where)


def _object(kind: str, value: Any, where: str) -> Iterator[str]:
    known = rules()["types"].get(kind)
    if known is None or not isinstance(value, dict):
        yield f"{where}: {value!r} is not a {kind} that we use"
        return
    if "any_of" not in known:
        yield from _fields(known, value, f"{where}.")
        yield from _rules_of(kind, value, where)
        return
    fits = [each for each in known["any_of"] if _is(rules()["types"][each], value)]
    yield from _object(fits[0], value, where) if fits else (f"{where}: no kind of {kind}",)


def _is(known: dict, value: dict) -> bool:
    return all(value.get(name) in rule["one_of"] for name, rule in known.items() if "one_of" in rule)


def _rules_of(kind: str, value: dict, where: str) -> Iterator[str]:
    if kind == "InlineKeyboardMarkup":
        rows = value.get("inline_keyboard", [])
        if sum(map(len, rows)) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
            yield f"{where}: 1-8 buttons a row and 100 in all"
    if kind == "InlineKeyboardButton":
        if len(set(value) - FLAGS) != 1 or not value.get("text", "").strip():
            yield f"{where}: a label and exactly one action"
        if "url" in value and not _address(value["url"]):
            yield f"{where}: {value['url']!r} is no address"
    if kind == "BotCommand" and not re.fullmatch(r"[a-z0-9_]{1,32}", value.get("command", "")):
        yield f"{where}: not a command's name"


def _address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "tg") and bool(parts.netloc) and not re.search(r"\s", url)


def _texts(value: dict, where: str) -> Iterator[str]:
    for name, entities in TEXTS.items():
        text = value.get(name)
        if isinstance(text, str) and isinstance(value.get(entities, []), list):
            yield from _entities(text, value.get(entities, []), f"{where}{entities}")
            if name != "caption" and not text.strip():
                yield f"{where}{name}: empty"


def _entities(text: str, entities: list, where: str) -> Iterator[str]:
    known = [each for each in entities if isinstance(each, dict) and {"type", "offset", "length"} <= set(each)]
    if len(entities) > MOST_ENTITIES:
        yield f"{where}: {len(entities)} entities, {MOST_ENTITIES} are kept"
    for place, each in enumerate(known):
        start, stop = each["offset"], each["offset"] + each["length"]
        if not 0 <= start < stop <= units(text) or not (_whole(text, start) and _whole(text, stop)):
            yield f"{where}[{place}]: {start}-{stop} lies outside the text, or cuts a character"
        yield from (f"{where}[{place}]: {wrong}" for other in known[:place] if (wrong := _nested(other, each)))


def _whole(text: str, at: int) -> bool:
    following = text.encode("utf-16-le", "surrogatepass")[2 * at : 2 * at + 2]
    return not 0xDC00 <= int.from_bytes(following, "little") <= 0xDFFF


def _nested(one: dict, other: dict) -> str:
    """The API's rules on entities that share characters; empty where they are kept."""
    (start, stop), (first, last) = ((each["offset"], each["offset"] + each["length"]) for each in (one, other))
    if stop <= first or last <= start:
        return ""
    if not ((start <= first and last <= stop) or (first <= start and stop <= last)):
        return "overlaps another without lying inside it"
    kinds = {one["type"], other["type"]}
    if one["type"] == other["type"] or kinds <= QUOTES:
        return f"{other['type']} inside {one['type']}"
    if kinds & FIXED and not kinds & QUOTES:
        return f"{' and '.join(sorted(kinds))} cannot share characters"
    return "" if kinds & (SOFT | QUOTES) else f"{' and '.join(sorted(kinds))} cannot share characters"


def _method(method: str, params: dict) -> Iterator[str]:
    if params.get("parse_mode"):
        yield "parse_mode: we send entities"
    if method == "setMyCommands":
        names = [each.get("command") for each in params.get("commands", [])]
        if len(names) != len(set(names)):
            yield "commands: given twice"
    if method == "answerInlineQuery":
        ids = [each.get("id") for each in params.get("results", [])]
        if len(ids) != len(set(ids)) or len(ids) > 50:
            yield "results: at most 50, ids once each"
    if params.get("chat_id") in (0, ""):
        yield "chat_id: nowhere"
