"""The cut: a long paragraph in passages of whole sentences, each short enough for a chat."""

import re
from collections.abc import Iterable

import regex

LONGEST = 1500
"""The most characters of a passage where the cut is ours; verses, rows and explicit ids keep their own bounds."""

SHORTEST = 30

_CLOSERS = r"[\"'”’»)\]」』]*"
_MARK = re.compile(rf"[.!?…।॥؟۔]+{_CLOSERS}(?:\s+|$)|[。！？]+{_CLOSERS}\s*|\n+")
_SHORTENED = regex.compile(
    r"(?:^|[^\p{L}.])(?:Mr|Mrs|Ms|Dr|St|Messrs|Gen|Gov|Sen|Rep|Rev|Hon|Col|Capt|Lt|Jr|Sr|vs|viz|cf|etc|Nos?|Vol|Art|Sec"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|ca|ch|ed|tr|vv?|pp?|i\.e|e\.g|z\.B|d\.h|\p{Lu}|(?:\p{Lu}\.)+\p{Lu})$"
)
"""What stands before a point that ends no sentence."""

_CLAUSE = re.compile(rf"[;:；：]{_CLOSERS}\s+|[；：]{_CLOSERS}|\s[–—-]{{1,2}}\s+")


def cut(paragraph: str) -> list[str]:
    """Return the paragraph in parts of whole sentences, none over `LONGEST` and of like length; nothing is lost.

    A sentence that is too long by itself is cut between its clauses (at ; : or a dash), and stays whole without any.
    """
    if len(paragraph) <= LONGEST:
        return [paragraph]
    units = [part for each in sentences(paragraph) for part in _bounded(each)]
    return [part.strip() for part in _levelled(units)]


def gathered(text: str, limit: int) -> list[str]:
    """Return the text in paragraphs of whole sentences of about `limit` characters; nothing is lost."""
    units = [part for each in sentences(text) for part in _bounded(each)]
    parts = _filled(units, limit)
    if len(parts) > 1 and len(parts[-1]) < SHORTEST:
        parts[-2:] = ["".join(parts[-2:])]
    return [part.strip() for part in parts]


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` with the space that follows each; joined they are the text."""
    return _split(text, [found.end() for found in _MARK.finditer(text) if _ends(text, found)])


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Return whether a sentence ends at a mark: not after an abbreviation, nor where small letters go on."""
    if mark[0][0] != "." or mark[0].startswith(".."):
        return mark[0][0] in "\n。！？" or not text[mark.end() : mark.end() + 1].islower()
    before = text[max(0, mark.start() - 12) : mark.start()]
    return not text[mark.end() : mark.end() + 1].islower() and not _SHORTENED.search(before)


def _split(text: str, ends: Iterable[int]) -> list[str]:
    cuts = [end for end in ends if 0 < end < len(text)]
    return [text[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _bounded(sentence: str) -> list[str]:
    return (
        [sentence]
        if len(sentence.strip()) <= LONGEST
        else _levelled(_split(sentence, (found.end() for found in _CLAUSE.finditer(sentence))))
    )


def _levelled(units: list[str]) -> list[str]:
    """Join units into the fewest parts that fit, then as evenly as that number of parts allows."""
    whole = sum(map(len, units))
    parts = len(_filled(units, LONGEST))
    for limit in range(-(-whole // parts), LONGEST, 50):
        levelled = _filled(units, limit)
        if len(levelled) <= parts:
            return levelled
    return _filled(units, LONGEST)


def _filled(units: list[str], limit: int) -> list[str]:
    """Join units one after the other while a part stays within `limit`; a longer unit is a part by itself."""
    parts: list[str] = []
    for unit in units:
        if parts and len(parts[-1]) + len(unit.rstrip()) <= limit:
            parts[-1] += unit
        else:
            parts.append(unit)
    return parts
