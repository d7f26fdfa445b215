"""Commands as Discord registers them, from the one declaration; sent only when they changed.

Discord allows 200 registrations a day, and every one may show for a while in some clients only.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from discord import Locale, Permissions
from discord.http import Route

from adapters.discord.rest import Rest
from bot.chat import Command, Parameter, Takes

LOG = logging.getLogger(__name__)
SLASH, MESSAGE = 1, 3
STRING = 3
TYPES = {Takes.TEXT: STRING, Takes.SWITCH: 5, Takes.CHANNEL: 7, Takes.ROLE: 8}
POSTABLE = (0, 5, 10, 11, 12, 15)
"""Types of channels that take posts: text, announcement, threads, forum."""
GUILD_INSTALL, USER_INSTALL = 0, 1
IN_GUILD, IN_BOT_CHAT, ELSEWHERE = 0, 1, 2
MANAGERS = str(Permissions(manage_guild=True).value)
LOCALES = {
    "en": ("en-US", "en-GB"),
    "es": ("es-ES", "es-419"),
    "pt": ("pt-BR",),
    "sv": ("sv-SE",),
    "zh": ("zh-CN", "zh-TW"),
    "zh-Hans": ("zh-CN",),
    "zh-Hant": ("zh-TW",),
}
"""Discord's names of languages that are not simply their own."""
PLAIN_LOCALES = frozenset(each.value for each in Locale if "-" not in each.value)
COMPARED = (
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "contexts",
    "integration_types",
)
OPTION_COMPARED = (
    "type",
    "name",
    "description",
    "description_localizations",
    "required",
    "choices",
    "autocomplete",
    "channel_types",
)

Declared = dict[str, Any]


def declared(commands: Sequence[Command], *, installs: Sequence[int]) -> list[Declared]:
    """Return all that is registered: slash commands, and the menu of a message; hidden ones are in neither."""
    slash = [_slash(each, installs) for each in commands if not each.hidden]
    return slash + [_menu(each, installs) for each in commands if each.menu]


def menus(commands: Iterable[Command]) -> dict[str, str]:
    """Return the names of the commands in a message's menu, by the label they are registered with."""
    return {each.menu["en"]: each.name for each in commands if each.menu}


async def register(rest: Rest, application: str, wanted: Sequence[Declared]) -> bool:
    """Register the commands where Discord has others; return whether it did."""
    path = "/applications/{application_id}/commands"
    known = await rest.request(
        Route("GET", path, application_id=int(application)), params={"with_localizations": "true"}
    )
    if digest(known) == digest(wanted):
        return False
    await rest.request(Route("PUT", path, application_id=int(application)), json=list(wanted))
    LOG.info("Discord: %d commands registered", len(wanted))
    return True


def digest(commands: Iterable[Mapping[str, Any]]) -> str:
    """Return a hash of what we declare of commands, whatever else Discord adds to them."""
    facts = sorted((_facts(each, COMPARED) for each in commands), key=lambda each: (each["type"], each["name"]))
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _facts(given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the named facts; what is empty, null or false is what is not there."""
    facts = {name: given[name] for name in names if given.get(name)}
    if "options" in facts:
        facts["options"] = [_facts(each, OPTION_COMPARED) for each in facts["options"]]
    if "choices" in facts:
        facts["choices"] = [{"name": each["name"], "value": each["value"]} for each in facts["choices"]]
    for name in ("contexts", "integration_types"):
        if name in facts:
            facts[name] = sorted(facts[name])
    return {"type": SLASH, "name": ""} | facts


def _slash(command: Command, installs: Sequence[int]) -> Declared:
    given = _described(command.name, command.summary) | {
        "type": SLASH,
        "options": [_option(each) for each in command.parameters],
    }
    return given | _where(installs, manages=command.manages)


def _menu(command: Command, installs: Sequence[int]) -> Declared:
    named = {"name": command.menu["en"], "name_localizations": localized(command.menu)}
    return {"type": MESSAGE} | named | _where(installs, manages=command.manages)


def _where(installs: Sequence[int], *, manages: bool) -> Declared:
    """Return where a command is offered: everywhere, so that where the bot is no member it can say how to invite it."""
    where = {"contexts": [IN_GUILD, IN_BOT_CHAT, ELSEWHERE], "integration_types": list(installs)}
    return where | ({"default_member_permissions": MANAGERS} if manages else {})


def _option(parameter: Parameter) -> Declared:
    given = _described(parameter.name, parameter.summary)
    given |= {"type": TYPES[parameter.takes], "required": parameter.required}
    if parameter.takes is Takes.CHANNEL:
        return given | {"channel_types": list(POSTABLE)}
    if parameter.choices:
        return given | {"choices": [{"name": each, "value": each} for each in parameter.choices]}
    return given | ({"autocomplete": True} if parameter.completes else {})


def _described(name: str, summary: Mapping[str, str]) -> Declared:
    return {"name": name, "description": summary["en"], "description_localizations": localized(summary)}


def localized(summary: Mapping[str, str]) -> dict[str, str]:
    """Return a summary by Discord's locales; English too, else another's text would stand in for it."""
    found: dict[str, str] = {}
    for language, text in sorted(summary.items()):
        own = (language,) if language in PLAIN_LOCALES else ()
        for locale in LOCALES.get(language, own):
            found[locale] = text
    return found
