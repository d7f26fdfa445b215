"""Hyphens: words that were broken at the end of a line, made whole as the rest of the text spells them."""

import re

from bot.library.importers.layout import WRAPPED, usual

BROKEN = re.compile(r"(?P<before>[^\W\d_]+)[-\u2010\u00ac]$")
SPLIT = re.compile(r"(?P<before>[^\W\d_]{2,})[-\u2010\u00ac] (?P<after>[^\W\d_]{2,})")
FIRST = re.compile(r"(?P<after>[^\W\d_]+)(?P<rest>[^\s]*)\s*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def mended(lines: list[str]) -> list[str]:
    """Return the lines with broken words whole, where lines were broken for their width.

    A word is spelled as it is elsewhere in the text, "well-known" or "together"; a word that stands nowhere else is
    closed up, unless its second part has a capital.
    """
    known = frozenset(word.casefold() for line in lines for word in WORD.findall(line))
    kept = [SPLIT.sub(lambda found: _elsewhere(found, known), line) for line in lines]
    if usual(lines) > WRAPPED:
        return kept
    for at in range(len(kept) - 1):
        broken, first = BROKEN.search(kept[at]), FIRST.match(kept[at + 1])
        if broken and first:
            word = _whole(broken["before"], first["after"], known)
            kept[at] = f"{kept[at][: broken.start()]}{word}{first['rest']}"
            kept[at + 1] = kept[at + 1][first.end() :]
    return kept


def whole(text: str, after: str) -> str:
    """Return a line with the line after it, a word broken between them closed up."""
    broken = BROKEN.search(text)
    if broken and after[:1].islower():
        return text[:-1] + after
    return f"{text}{after}" if broken and after[:1].isupper() else f"{text} {after}"


def _whole(before: str, after: str, known: frozenset[str]) -> str:
    if f"{before}{after}".casefold() in known:
        return before + after
    return f"{before}-{after}" if f"{before}-{after}".casefold() in known or after[0].isupper() else before + after


def _elsewhere(found: re.Match[str], known: frozenset[str]) -> str:
    """Return a word that has a space behind its hyphen as it is spelled elsewhere; as it is where it is nowhere."""
    before, after = found["before"], found["after"]
    spellings = (f"{before}-{after}", f"{before}{after}")
    return next((each for each in spellings if each.casefold() in known), found[0])
