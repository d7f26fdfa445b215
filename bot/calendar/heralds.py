"""Reading how a post shall make itself known, from options by name, and from words that take something back."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.chat.herald import Herald

NAMES = ("role", "tag", "announce")
"""The options, as commands declare them."""
YES, NO = "true", "false"
NONE = re.compile(r"\b(?:no|without\s+a)\s+(role|tag)\b,?", re.IGNORECASE)
LONGEST = 20
"""Characters of a tag's name, and of an id: Discord's limits."""


def wished(given: Herald, arguments: Mapping[str, str], line: str = "") -> tuple[Herald, str]:
    """Return a herald with what options and a line ask for, and what else the line says."""
    taken = {each.lower(): "" for each in NONE.findall(line)}
    named = {name: arguments[name] for name in ("role", "tag") if arguments.get(name)}
    named = {name: value.strip()[:LONGEST] for name, value in (taken | named).items()}
    spread = {YES: True, NO: False}.get(arguments.get("announce", "").casefold(), given.spread)
    role, tag = named.get("role", given.role), named.get("tag", given.tag)
    return replace(given, role=role, tag=tag, spread=spread), NONE.sub("", line).strip()
