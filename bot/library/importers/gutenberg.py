"""Project Gutenberg's header and licence: taken off, what they say of the book kept."""

import re
from collections.abc import Sequence
from typing import Any

from bot.library.importers.draft import LeftOut, Part, Placed

START = re.compile(r"\*{2,}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\W+THE SMALL PRINT!", re.IGNORECASE)
END = re.compile(r"\*{2,}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^\s*End of (?:the )?Project Gutenberg", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:this (?:e-?book|e?text|file) was |\s*)?(?:produced|prepared|transcribed|scanned|created) (?:by|from) .*"
    r"|(?:e-?text|html version) (?:prepared|by) .*|distributed proofread.*|.*\bwww\.pgdp\.net.*",
    re.IGNORECASE | re.DOTALL,
)
NOTE = re.compile(r"(?:original )?transcriber['’]?s['’]? notes?\b", re.IGNORECASE)
ALONE = 60
"""Characters; a shorter paragraph only heads the note, which follows."""

NUMBER = re.compile(r"\[?(?:e-?book|etext)\s+#\s?(\d+)", re.IGNORECASE)
LABEL = re.compile(
    r"\b(?P<label>Title|Author|Translator|Language)\s*:\s*(?P<value>.+?)\s*(?=\n|$|\b(?:Author|Translator|Editor|Posting"
    r" Date|Release Date|Last Updated|Language|Character set|Illustrator|Original)\b)",
    re.DOTALL,
)
LANGUAGES = {"english": "en", "german": "de", "spanish": "es", "french": "fr", "italian": "it", "chinese": "zh",
    "portuguese": "pt", "dutch": "nl", "latin": "la", "greek": "el"}  # fmt: skip
WITHIN = 400
"""Paragraphs from either end in which the marks are looked for."""


def stripped(found: Sequence[Part], file: str) -> tuple[list[Part], dict[str, Any], list[LeftOut]]:
    """Return the parts between header and licence, the fields that the header states, and what was left out.

    A text without such a header comes back whole. The work itself is in the public domain where Gutenberg gives it
    out so; its name and terms hold for the files that carry them, which this no longer is.
    """
    begins = next((at for at, each in enumerate(found[:WITHIN]) if START.search(each.text)), -1)
    ends = next((at for at in range(len(found) - 1, begins, -1) if END.search(found[at].text)), len(found))
    ends = next((at for at in range(begins + 1, ends) if at > len(found) // 2 and END.search(found[at].text)), ends)
    if begins < 0:
        return list(found), {}, []
    kept = list(found[begins + 1 : ends])
    left = [LeftOut(file, found[0].line, _one(found[: begins + 1]), "Project Gutenberg's header: kept as the source")]
    while kept and CREDIT.fullmatch(kept[0].text.strip()):
        left.append(LeftOut(file, kept[0].line, kept.pop(0).text, "who prepared the file"))
    noted = next((at for at, each in enumerate(kept[:WITHIN]) if NOTE.match(each.text)), -1)
    if noted >= 0:
        stop = noted + (1 if len(kept[noted].text) > ALONE else 2)
        left += [LeftOut(file, each.line, each.text, "the transcriber's note") for each in kept[noted:stop]]
        del kept[noted:stop]
    if ends < len(found):
        left.append(LeftOut(file, found[ends].line, _one(found[ends:]), "Project Gutenberg's licence"))
    return kept, _fields("\n".join(each.text for each in found[: begins + 1])), left


def _one(parts: Sequence[Placed]) -> str:
    return " ".join(each.text for each in parts)[:300]


def _fields(header: str) -> dict[str, Any]:
    """Return what the header says: title, author, translator, language, and the book's number as its source."""
    found = {each["label"].lower(): " ".join(each["value"].split()) for each in LABEL.finditer(header)}
    number = NUMBER.search(header)
    source = f"Project Gutenberg eBook {number[1]}" if number else "Project Gutenberg"
    about: dict[str, Any] = {**found, "licence": _licence(header), "source": source}
    language = LANGUAGES.get(about.pop("language", "").lower())
    return {**about, **({"language": language} if language else {})}


def _licence(header: str) -> str:
    copyrighted = re.search(r"this is a copyrighted project gutenberg", header, re.IGNORECASE)
    return "copyrighted; see Project Gutenberg's terms" if copyrighted else "public domain in the USA"
