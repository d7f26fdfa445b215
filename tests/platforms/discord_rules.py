"""Check requests to Discord's REST API by the facts in `discord_rules.json` and the rules its documentation adds."""

import functools
import json
import re
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("discord_rules.json")
CONTENT = 2000
EMBEDS_IN_ALL = 6000
LAYOUT = 1 << 15
EPHEMERAL = 1 << 6
LAYOUT_TEXT = 4000
LAYOUT_COMPONENTS = 40
COMMAND_CHARACTERS = 8000
BUTTON, SELECT, TEXT_DISPLAY = 2, 3, 10
LAYOUT_ONLY = {9, 10, 11, 12, 13, 14, 17}
TOLERATED = {"RichEmbed": {"flags"}}
"""Fields that the description leaves out and Discord takes: the client library sends them."""
NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
DATES = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
COMMAND_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")


@functools.cache
def rules() -> dict[str, Any]:
    return json.loads(RULES.read_text("utf-8"))


@functools.cache
def routes() -> list[tuple[re.Pattern[str], str]]:
    """Every operation as a pattern of "METHOD /path", those with the most fixed parts first."""
    known = sorted(rules()["operations"], key=lambda each: each.count("{"))
    return [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each))), each) for each in known]


def errors(
    method: str, path: str, body: Any = None, *, query: dict[str, str] | None = None, files: tuple = ()
) -> list[str]:
    """Return what is wrong with a request; `path` is without its host and version."""
    asked = f"{method} {path}"
    name = next((each for pattern, each in routes() if pattern.fullmatch(asked)), None)
    if name is None:
        return [f"{asked}: not among the operations we know"]
    facts = rules()["operations"][name]
    found = query_errors(facts["query"], query or {}) + path_errors(name.split()[1], path)
    if "body" not in facts:
        return found + ([f"{asked}: takes no body"] if body not in (None, {}, []) else [])
    if body is None:
        return found + ([f"{asked}: body is missing"] if facts["required"] and not files else [])
    found += checked(facts["body"], body, "")
    return found or documented(name, body, files)


def query_errors(known: dict[str, bool], given: dict[str, str]) -> list[str]:
    unknown = [f"query: unknown parameter {each}" for each in given if each not in known]
    return unknown + [f"query: {each} is missing" for each, needed in known.items() if needed and each not in given]


def path_errors(template: str, path: str) -> list[str]:
    pairs = zip(template.split("/"), path.split("/"), strict=True)
    ids = [(part, value) for part, value in pairs if part.endswith("_id}")]
    return [f"path: {part} {value!r} is not an id" for part, value in ids if not value.isdigit()]


def resolved(schema: dict[str, Any]) -> tuple[dict[str, Any], str]:
    name = ""
    while "ref" in schema:
        name = schema["ref"]
        schema = rules()["schemas"][name]
    return schema, name


def checked(schema: dict[str, Any], value: Any, where: str) -> list[str]:
    """Return where a value breaks its schema."""
    schema, name = resolved(schema)
    if "any" in schema:
        return any_errors(schema["any"], value, where)
    if "values" in schema:
        return [] if value in schema["values"] else [f"{where}: {value!r} is not one of {schema['values']}"]
    if wrong := type_error(schema, value):
        return [f"{where}: {wrong}"]
    if isinstance(value, dict):
        return object_errors(schema, value, where, name)
    return limit_errors(schema, value, where)


def type_error(schema: dict[str, Any], value: Any) -> str:
    allowed = schema.get("type")
    kind = "null" if value is None else NAMES[type(value)]
    if not allowed or kind in allowed or (kind == "integer" and "number" in allowed):
        return ""
    if "integer" in allowed and isinstance(value, str) and value.lstrip("-").isdigit():
        return ""
    if kind == "integer" and schema.get("format") == "snowflake":
        return ""
    return f"{value!r:.60} is {kind}, wanted {' or '.join(allowed)}"


def limit_errors(schema: dict[str, Any], value: Any, where: str) -> list[str]:
    if isinstance(value, str):
        return string_errors(schema, value, where)
    if isinstance(value, list):
        return list_errors(schema, value, where)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        inside = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        return [] if inside else [f"{where}: {value} is out of bounds"]
    return []


def string_errors(schema: dict[str, Any], value: str, where: str) -> list[str]:
    found = size_errors(len(value), schema.get("minLength", 0), schema.get("maxLength"), where, "characters")
    if schema.get("format") == "uri" and not re.match(r"[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):
        found.append(f"{where}: {value!r} is not an address")
    if schema.get("format") == "date-time" and not DATES.fullmatch(value):
        found.append(f"{where}: {value!r} is not a time")
    return found


def list_errors(schema: dict[str, Any], value: list[Any], where: str) -> list[str]:
    found = size_errors(len(value), schema.get("minItems", 0), schema.get("maxItems"), where, "items")
    if schema.get("uniqueItems") and len({json.dumps(each, sort_keys=True) for each in value}) != len(value):
        found.append(f"{where}: the same item twice")
    for index, each in enumerate(value):
        found += checked(schema.get("items", {}), each, f"{where}[{index}]")
    return found


def size_errors(size: int, least: int, most: int | None, where: str, what: str) -> list[str]:
    if size < least or size > (size if most is None else most):
        return [f"{where}: {size} {what}, {least} to {most} allowed"]
    return []


def fields(schema: dict[str, Any]) -> tuple[dict[str, Any], set[str], Any]:
    """The properties of an object and of what it is composed of, those required, and what else it takes."""
    known, needed = dict(schema.get("properties", {})), set(schema.get("required", ()))
    more = schema.get("more", not known and "all" not in schema)
    for part in schema.get("all", ()):
        inner, required, also = fields(resolved(part)[0])
        known, needed, more = known | inner, needed | required, more or (also if inner else False)
    return known, needed, more


def object_errors(schema: dict[str, Any], value: dict[str, Any], where: str, name: str) -> list[str]:
    known, needed, more = fields(schema)
    prefix = f"{where}." if where else ""
    found = [f"{prefix}{each} is missing" for each in sorted(needed) if each not in value]
    for key, each in value.items():
        if key in known:
            found += checked(known[key], each, f"{prefix}{key}")
        elif isinstance(more, dict):
            found += checked(more, each, f"{prefix}{key}")
        elif not more and key not in TOLERATED.get(name, ()):
            found.append(f"{prefix}{key}: unknown field of {name}")
    return found


def any_errors(schemas: list[dict[str, Any]], value: Any, where: str) -> list[str]:
    """Errors against the alternative that fits best; `type` decides among objects."""
    tried = [
        (bool(type_error(resolved(each)[0], value)), checked(each, value, where)) for each in fitting(schemas, value)
    ]
    if not tried:
        return [f"{where}: type {value.get('type')!r} is not allowed here"]
    return min(tried, key=lambda each: (bool(each[1]), each[0], len(each[1])))[1]


def fitting(schemas: list[dict[str, Any]], value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict) or "type" not in value:
        return schemas
    return [each for each in schemas if checked(kind(each), value["type"], "type") == []]


def kind(schema: dict[str, Any]) -> dict[str, Any]:
    inner, _ = resolved(schema)
    return {"type": ["null"]} if inner.get("type") == ["null"] else fields(inner)[0].get("type", {})


def documented(name: str, body: Any, files: tuple) -> list[str]:
    """Rules of the documentation that the machine-readable description leaves out."""
    if name.endswith("/commands"):
        return commands_errors(body if isinstance(body, list) else [body])
    if name.endswith("/callback"):
        data = body.get("data") or {}
        return message_errors(data, files, creating=body["type"] == 4) if body.get("type") in (4, 7) else []
    if name == "POST /channels/{channel_id}/threads" and isinstance(body.get("message"), dict):
        return message_errors(body["message"], files, creating=True)
    if "/messages" in name or name.startswith("POST /webhooks"):
        plain = name.startswith("POST /channels/{channel_id}/messages")
        return thread_free(name, body, files, plain=plain)
    return []


def thread_free(name: str, body: dict[str, Any], files: tuple, *, plain: bool) -> list[str]:
    if name.endswith(("/threads", "/crosspost")):
        return []
    found = message_errors(body, files, creating=name.startswith("POST"))
    if plain and (body.get("flags") or 0) & EPHEMERAL:
        found.append("flags: only the answer to an interaction is ephemeral")
    return found


def message_errors(message: dict[str, Any], files: tuple, *, creating: bool) -> list[str]:
    content, embeds = message.get("content") or "", message.get("embeds") or []
    parts = message.get("components") or []
    layout = bool((message.get("flags") or 0) & LAYOUT)
    found = size_errors(len(content), 0, CONTENT, "content", "characters") + embed_errors(embeds)
    if layout and (content or embeds or message.get("poll")):
        found.append("flags: a message of components has neither content nor embeds")
    if creating and not (content.strip() or embeds or parts or files or message.get("poll")):
        found.append("an empty message")
    if message.get("nonce") and not message.get("enforce_nonce"):
        found.append("nonce: without enforce_nonce it does not keep a second message away")
    if creating and message.get("allowed_mentions", {}).get("parse") != []:
        found.append("allowed_mentions: nothing we say may mention unasked")
    return found + component_errors(parts, layout=layout) + file_errors(message, files)


def file_errors(message: dict[str, Any], files: tuple) -> list[str]:
    """Attachments are sent along, and every picture that the message shows is one of them."""
    attached = message.get("attachments") or []
    sent = {each["field"] for each in files}
    found = [f"attachments: no file {each['id']}" for each in attached if f"files[{each['id']}]" not in sent]
    known = {f"attachment://{each['filename']}" for each in attached}
    return found + [
        f"{each} is not attached"
        for each in re.findall(r"attachment://[^\"]+", json.dumps(message))
        if each not in known
    ]


def embed_errors(embeds: list[dict[str, Any]]) -> list[str]:
    total = sum(len(text) for each in embeds for text in embed_texts(each))
    return size_errors(total, 0, EMBEDS_IN_ALL, "embeds", "characters in all")


def embed_texts(embed: dict[str, Any]) -> list[str]:
    named = [(embed.get(outer) or {}).get(inner) for outer, inner in (("footer", "text"), ("author", "name"))]
    rows = [row[part] for row in embed.get("fields") or [] for part in ("name", "value")]
    return [each for each in (embed.get("title"), embed.get("description"), *named, *rows) if each]


def inside(component: dict[str, Any]) -> list[dict[str, Any]]:
    """The component and all below it."""
    below = [
        *(component.get("components") or []),
        *filter(None, [component.get("accessory"), component.get("component")]),
    ]
    return [component, *(each for part in below for each in inside(part))]


def component_errors(components: list[dict[str, Any]], *, layout: bool) -> list[str]:
    every = [each for component in components for each in inside(component)]
    ids = [each["custom_id"] for each in every if each.get("custom_id")]
    found = [f"custom_id {each!r} twice" for each in sorted({each for each in ids if ids.count(each) > 1})]
    found += [wrong for each in every for wrong in (*row_errors(each), *button_errors(each))]
    if layout:
        text = sum(len(each.get("content", "")) for each in every if each["type"] == TEXT_DISPLAY)
        found += size_errors(text, 0, LAYOUT_TEXT, "components", "characters in all")
        return found + size_errors(len(every), 0, LAYOUT_COMPONENTS, "components", "in all")
    found += [f"a component of type {each['type']} without the flag" for each in every if each["type"] in LAYOUT_ONLY]
    return found + size_errors(len(components), 0, 5, "components", "rows")


def row_errors(row: dict[str, Any]) -> list[str]:
    if row["type"] != 1:
        return []
    kinds = [each["type"] for each in row["components"]]
    found = size_errors(len(kinds), 1, 5, "row", "components")
    return found + (["a row has buttons or one select"] if set(kinds) - {BUTTON} and len(kinds) > 1 else [])


def button_errors(button: dict[str, Any]) -> list[str]:
    if button["type"] != BUTTON:
        return []
    link = button["style"] == 5
    found = (
        [] if link == bool(button.get("url")) and link != bool(button.get("custom_id")) else ["a button's link or id"]
    )
    return found + ([] if button.get("label") or button.get("emoji") else ["a button without a label"])


def commands_errors(commands: list[dict[str, Any]]) -> list[str]:
    names = [(each.get("type") or 1, each["name"]) for each in commands]
    found = [f"the command {each} twice" for each in sorted({each for each in names if names.count(each) > 1})]
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        found += size_errors(sum(each[0] == kind for each in names), 0, most, "commands", f"of type {kind}")
    return found + [wrong for each in commands for wrong in command_errors(each)]


def command_errors(command: dict[str, Any]) -> list[str]:
    name, options = command["name"], command.get("options") or []
    if (command.get("type") or 1) != 1:
        return [f"{name}: a context menu has no description"] if command.get("description") else []
    found = [] if command.get("description") else [f"{name}: no description"]
    for each in (name, *(option["name"] for option in options)):
        found += [] if COMMAND_NAME.fullmatch(each) and each == each.lower() else [f"{each}: not a command's name"]
    needed = [bool(option.get("required")) for option in options]
    found += [] if needed == sorted(needed, reverse=True) else [f"{name}: required options come first"]
    both = [option["name"] for option in options if option.get("choices") and option.get("autocomplete")]
    found += [f"{name}.{each}: choices and autocomplete" for each in both]
    return found + size_errors(longest(command), 0, COMMAND_CHARACTERS, name, "characters in all")


def longest(command: dict[str, Any]) -> int:
    """The characters that count towards a command's limit, each text in its longest language."""
    own = [command, *(command.get("options") or [])]
    texts = [max(map(len, [each["name"], *(each.get("name_localizations") or {}).values()])) for each in own]
    texts += [
        max(map(len, [each["description"], *(each.get("description_localizations") or {}).values()])) for each in own
    ]
    choices = [choice for each in own for choice in each.get("choices") or []]
    return sum(texts) + sum(len(each["name"]) + len(str(each["value"])) for each in choices)
