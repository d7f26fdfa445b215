"""Claims: the source that someone names with a quotation, and whether the passage is of that source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lookup.normalise import tokens

CAPITAL = r"[A-Z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]"
PART = rf"{CAPITAL}[^\s,:;\"“”()]*"
NAME = rf"(?P<name>(?:(?i:saint|st\.?|king|president|the)\s+)*{PART}(?:\s+(?:of|the|de|van|von|da|\d|{PART})){{0,5}})"
SAYS = (
    r"(?:said|says|wrote|writes|once said|once wrote|famously said|put it|has it|tells us|told us|taught|teaches"
    r"|declared|remarked|observed)"
)
REST = r"(?P<rest>.+)"
FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        rf"\s*(?:(?i:as|like))\s+{NAME}\s+{SAYS}[,:]?\s+{REST}",
        rf"\s*(?:(?i:in the words of|according to|to quote|quoting|quote from|from))\s+{NAME}\s*[,:]\s*{REST}",
        rf"\s*{NAME}\s+{SAYS}(?:\s+that)?\s*[,:]?\s+{REST}",
        rf"\s*{NAME}\s*:\s+{REST}",
        rf"{REST}(?<=[\s\"”’.!?…»])\s*[—–~-]{{1,2}}\s*{NAME}\s*\.?\s*",
        rf"{REST}\s*[(\[]{NAME}[)\]]\s*\.?\s*",
        rf"{REST},?\s+(?:as|so)\s+{NAME}\s+{SAYS}\s*\.?\s*",
        rf"{REST},?\s+{SAYS}\s+{NAME}\s*\.?\s*",
    )
)
PRONOUNS = (
    "he she it they we you i who one someone somebody everyone people this that there what and but so then for yet as "
    "the a an now thus or if when"
)
NO_NAMES = frozenset(PRONOUNS.split())
TITLE_WORDS = (
    "saint st king president the of in book mr mrs dr sir lord emperor pope bishop chairman captain general prophet"
)
TITLES = frozenset(TITLE_WORDS.split())
SAME_SOURCE = (
    (
        "bible",
        "scripture",
        "gospel",
        "testament",
        "jesus",
        "christ",
        "kjv",
        "king james",
        "moses",
        "apostle",
        "reina valera",
        "luther",
    ),
    ("confucius", "kongzi", "analects", "论 语", "孔 子"),
    ("mencius", "mengzi", "孟 子"),
    ("laozi", "lao tzu", "lao tse", "tao te", "daodejing", "老 子", "道 德 经"),
    ("quran", "koran", "qur an", "muhammad", "القران"),
    ("gita", "krishna", "गीता"),
    ("aurelius", "meditations"),
    ("federalist", "publius"),
    ("shakespeare", "bard"),
)
"""Names of one source that share no word."""

SHORTEST = 3
"""Words that must be left of a quotation without its source."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A named source, and where in the text what is said to be its words stands: [start, end)."""

    name: str
    start: int
    end: int


def claimed(text: str) -> Claim | None:
    """Return the source that the text names before or after a quotation, if it does."""
    if len(text) > 1500:
        return None
    for form in FORMS:
        found = form.fullmatch(text)
        if found and _is_name(found["name"]) and len(tokens(found["rest"])) >= SHORTEST:
            return Claim(found["name"].strip(" ."), *found.span("rest"))
    return None


def _is_name(name: str) -> bool:
    words = tokens(name)
    return bool(words) and words[0] not in NO_NAMES and any(len(each) > 2 for each in words)


def supported(name: str, sources: Sequence[str]) -> bool:
    """Return whether one of the sources (author, titles, citation) is the one named."""
    wanted = [each for each in tokens(name) if each not in TITLES and not each.isdigit()]
    known = {token for source in sources for token in tokens(source)}
    if not wanted or any(_agree(each, token) for each in wanted for token in known):
        return True
    named, there = (" ".join(tokens(each)) for each in (name, " ".join(sources)))
    return any(_any(group, named) and _any(group, there) for group in SAME_SOURCE)


def _agree(one: str, other: str) -> bool:
    """Return whether one is the other or short for it ("Gen" of "Genesis")."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 2 and short.isalpha() and len(long) > 3 and long.startswith(short))


def _any(group: Sequence[str], text: str) -> bool:
    return any(each in text for each in group)
