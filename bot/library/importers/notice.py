"""Notices: the lines in which a text says who may do what with it."""

import re
from collections.abc import Iterable
from typing import Any

NOTICE = re.compile(
    r"©|\(c\) ?\d{4}|\bcopyright\b|all rights reserved|not (?:to )?be (?:republished|reproduced|redistributed|copied)"
    r"|public domain|creative commons|\bCC[ -](?:BY|0)\b",
    re.IGNORECASE,
)
FORBIDS = re.compile(
    r"all rights reserved|(?:not|no part)[^.]{0,60}\b(?:republish|reproduc|redistribut|copied|copying)"
    r"|without (?:\w+ ){0,3}permission|for personal use only",
    re.IGNORECASE,
)
FREE = (
    (re.compile(r"\bpublic domain\b", re.IGNORECASE), "public domain"),
    (re.compile(r"\bCC0\b"), "CC0 1.0"),
    (re.compile(r"\bCC[ -]BY[ -]SA\b(?: ?(\d\.\d))?"), "CC BY-SA"),
    (re.compile(r"\bCC[ -]BY\b(?![ -](?:NC|ND))(?: ?(\d\.\d))?"), "CC BY"),
)
LONGEST = 300


def is_notice(text: str) -> bool:
    """Return whether a paragraph is a notice: it speaks of rights, and is short."""
    return len(text) <= 2 * LONGEST and bool(NOTICE.search(text))


def licence(notices: Iterable[str]) -> dict[str, Any]:
    """Return the fields that the notices settle: the licence in a few words, and whether it may be posted unasked."""
    said = list(notices)
    whole = " ".join(said)
    for pattern, name in FREE:
        found = pattern.search(whole)
        if found and not FORBIDS.search(whole):
            version = found[1] if pattern.groups and found[1] else ""
            return {"licence": f"{name} {version}".strip()}
    if not said:
        return {}
    return {"licence": _summary(whole), "redistribute": False}


def _summary(notices: str) -> str:
    """Return the notices without the brackets around them, at a length that fits a line."""
    words = re.sub(r"\(([^()]*)\)", r"\1", notices)
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
