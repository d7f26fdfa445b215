"""Write `discord_rules.json` from Discord's published OpenAPI description: facts only, no prose.

Kept of each operation that the bot uses: method, path, query parameters, and of each field its type, whether it is
required, its allowed values and its limits. Run: python -m tests.platforms.extract_discord OPENAPI.json
"""

import json
import sys
from pathlib import Path

RULES = Path(__file__).with_name("discord_rules.json")
USED = {
    "/users/@me": ("get",),
    "/users/@me/channels": ("post",),
    "/oauth2/applications/@me": ("get",),
    "/gateway/bot": ("get",),
    "/applications/{application_id}/commands": ("get", "post", "put"),
    "/interactions/{interaction_id}/{interaction_token}/callback": ("post",),
    "/webhooks/{webhook_id}/{webhook_token}": ("post",),
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original": ("get", "patch", "delete"),
    "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": ("get", "patch", "delete"),
    "/channels/{channel_id}": ("get", "patch"),
    "/channels/{channel_id}/messages": ("post",),
    "/channels/{channel_id}/messages/{message_id}": ("get", "patch", "delete"),
    "/channels/{channel_id}/messages/{message_id}/crosspost": ("post",),
    "/channels/{channel_id}/messages/{message_id}/threads": ("post",),
    "/channels/{channel_id}/threads": ("post",),
    "/channels/{channel_id}/typing": ("post",),
    "/guilds/{guild_id}": ("get",),
    "/guilds/{guild_id}/members/{user_id}": ("get",),
    "/guilds/{guild_id}/roles": ("get",),
    "/guilds/{guild_id}/threads/active": ("get",),
}
PLAIN = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "maxProperties", "uniqueItems")
FORMATS = ("snowflake", "uri", "date-time")


def main(source: str) -> None:
    """Read the description and write the rules beside this script."""
    spec = json.loads(Path(source).read_text("utf-8"))
    operations = {
        f"{method.upper()} {path}": operation(spec["paths"][path], method)
        for path, methods in USED.items()
        for method in methods
    }
    schemas = reached(spec["components"]["schemas"], operations)
    RULES.write_text(f'{{"operations": {lines(operations)},\n"schemas": {lines(schemas)}}}\n', "utf-8")


def lines(facts: dict) -> str:
    """Return the facts as JSON, one entry a line."""
    each = (f"{json.dumps(name)}: {json.dumps(facts[name], sort_keys=True)}" for name in sorted(facts))
    return "{\n" + ",\n".join(each) + "\n}"


def operation(item: dict, method: str) -> dict:
    """Return the facts of one operation: its query parameters and the schema of its body."""
    given = item[method]
    parameters = [*item.get("parameters", []), *given.get("parameters", [])]
    query = {each["name"]: bool(each.get("required")) for each in parameters if each["in"] == "query"}
    facts = {"query": query}
    if body := given.get("requestBody"):
        content = body["content"]
        facts["body"] = schema((content.get("application/json") or next(iter(content.values())))["schema"])
        facts["required"] = bool(body.get("required"))
    return facts


def schema(given: dict) -> dict:
    """Return a schema without its prose; alternatives that are constants become one list of values."""
    if "$ref" in given:
        return {"ref": given["$ref"].rsplit("/", 1)[1]}
    facts = {name: given[name] for name in PLAIN if name in given}
    if "type" in given:
        facts["type"] = [given["type"]] if isinstance(given["type"], str) else given["type"]
    if given.get("format") in FORMATS:
        facts["format"] = given["format"]
    return facts | values(given) | parts(given)


def values(given: dict) -> dict:
    """Return the values a schema allows, where it names them."""
    alternatives = given.get("oneOf") or given.get("anyOf") or []
    if "const" in given:
        return {"values": [given["const"]]}
    if "enum" in given:
        return {"values": given["enum"]}
    if alternatives and all("const" in each for each in alternatives):
        return {"values": [each["const"] for each in alternatives]}
    return {"any": [schema(each) for each in alternatives]} if alternatives else {}


def parts(given: dict) -> dict:
    """Return the schemas inside a schema: properties, items, what it is composed of."""
    facts: dict = {}
    if "properties" in given:
        facts["properties"] = {name: schema(each) for name, each in given["properties"].items()}
    if "required" in given:
        facts["required"] = sorted(given["required"])
    if isinstance(given.get("items"), dict):
        facts["items"] = schema(given["items"])
    if "allOf" in given:
        facts["all"] = [schema(each) for each in given["allOf"]]
    if "additionalProperties" in given:
        more = given["additionalProperties"]
        facts["more"] = schema(more) if isinstance(more, dict) else bool(more)
    return facts


def reached(schemas: dict, operations: dict) -> dict:
    """Return the schemas that the operations lead to."""
    found: dict = {}
    waiting = references(operations)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = schema(schemas[name])
            waiting |= references(found[name])
    return found


def references(value: object) -> set[str]:
    """Return the names of the schemas that a value refers to."""
    if isinstance(value, dict):
        own = {value["ref"]} if isinstance(value.get("ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    return set().union(*(references(each) for each in value)) if isinstance(value, list) else set()


if __name__ == "__main__":
    main(sys.argv[1])
