"""Points: the numbers of a reference, "3:16-18; 4:1", read as ranges from one point to another."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.library.numerals import roman

DASHES = re.compile(r"\s*[-‐‑‒–—―−~]+\s*")
COLON = re.compile(r"(?<=\d)\s*:\s*(?=\d)")
FOLLOWING = re.compile(r"(?P<point>.*\d)\s*(?P<mark>ff?)\.?")
MARK = re.compile(
    r"^(?:[¶§#]|para(?:graph)?s?\.?\s|section\s|verses?\s|vv?\.?\s?(?=\d)|no\.?\s|chapter\s|ch\.?\s"
    r"|pages?\s|pp?\.\s?|seiten?\s|s\.\s?)+\s*",
    re.IGNORECASE,
)
POINT = re.compile(r"\d{1,9}[a-z]{0,2}(?:[.:]\d{1,9}[a-z]{0,2}){0,3}")
CHAPTER_COMMA_VERSE = re.compile(r"\d{1,3},\d{1,3}(?!\d)(?:[a-z]?\s*(?:[-.]\s*\d{1,3}[a-z]?)*)")
_NUMBER = r"(\d{1,4}|[ivxlc]{1,7})"
ROMAN = re.compile(r"\b([ivxlc]{1,6})\.([ivxlc]{1,6})\.(?=\d)", re.IGNORECASE)
WORDED = re.compile(
    rf",?\s+(?:act|book|bk\.|part|canto|chapter|ch\.)\s+{_NUMBER}"
    rf"(?:,?\s+(?:scene|sc\.|chapter|ch\.|section|sec\.|canto|paragraph|¶)\s*{_NUMBER})?"
    rf"(?:,?\s+(?:line|verse|paragraph|ll?\.|vv?\.|¶)s?\s*{_NUMBER})?(?P<rest>-\d+)?$",
    re.IGNORECASE,
)
"""A reference in words, its numbers outermost first."""

SECTIONED = re.compile(r"(\d)\s*[¶§]\s*(?=\d)(\d)")
MOST = 20
"""Ranges in one reference."""

Point = tuple[str, ...]
"""The parts of a point, outermost first: ("3", "16")."""


@dataclass(frozen=True, slots=True)
class Range:
    """From one point to another, ends included; `following` counts the verses that "f" and "ff" add, -1 all."""

    first: Point
    last: Point
    following: int = 0

    def written(self, mark: str = ":") -> str:
        """Return the range as people write it, its parts joined by `mark`."""
        last = mark.join(self.last)
        return mark.join(self.first) + (f"-{last}" if self.last != self.first else "")

    def __str__(self) -> str:
        return self.written()


def read(text: str) -> tuple[Range, ...] | None:
    """Return the ranges that `text` lists, None where it is anything else.

    A comma or semicolon goes on in the same work; a number alone after a verse is a verse of the same chapter, unless
    a semicolon stands before it. "3,16" without a space is chapter and verse, as German and Spanish write.
    """
    ranges: list[Range] = []
    for group in unified(text).split(";"):
        found = list(_group(_continental(group.strip()), ranges))
        if not found or None in found or len(ranges) > MOST:
            return None
    return tuple(ranges)


def unified(text: str) -> str:
    """Return the text with one kind of dash, space, colon and comma, whatever was typed."""
    plain = unicodedata.normalize("NFKC", text)
    plain = COLON.sub(":", plain.replace("：", ":"))
    return DASHES.sub("-", " ".join(plain.replace("，", ",").replace("；", ";").split()))


def spelled(text: str) -> str:
    """Return a reference with its numbers as points: "Act III, scene 1, line 56" and "III.i.56" are 3.1.56."""
    figures = ROMAN.sub(lambda found: f"{_value(found[1])}.{_value(found[2])}.", text)
    return SECTIONED.sub(r"\1.\2", WORDED.sub(_pointed, figures))


def _pointed(found: re.Match[str]) -> str:
    numbers = ".".join(_value(each) for each in found.groups()[:-1] if each)
    return f" {numbers}{found['rest'] or ''}"


def _value(number: str) -> str:
    return number if number.isdigit() else str(roman(number.upper()))


def _continental(group: str) -> str:
    """Return "3:16,18" of "3,16.18"; leave what has a colon, or a space after its comma."""
    if ":" in group or not CHAPTER_COMMA_VERSE.fullmatch(group):
        return group
    chapter, verses = group.split(",", 1)
    return f"{chapter}:{verses.replace('.', ',')}"


def _group(group: str, ranges: list[Range]) -> Iterator[Range | None]:
    before: Point = ()
    for each in group.split(","):
        found = _range(each.strip(), before)
        if found:
            ranges.append(found)
            before = found.last
        yield found


def _range(text: str, before: Point) -> Range | None:
    first, dash, last = text.partition("-")
    opened = _following(first) if not dash else (first, 0)
    start = _point(opened[0], before)
    end = _completed(_point(last, start or ()), start) if dash else start
    return Range(start, end, opened[1]) if start and end else None


def _completed(end: Point | None, start: Point | None) -> Point | None:
    """Return the end of a range with the digits that "105-7" leaves out; None where it stands before the start."""
    if not end or not start or not all(each.isdigit() for each in (*end, *start)):
        return end
    if len(end) == len(start) and end[:-1] == start[:-1] and len(end[-1]) < len(start[-1]):
        end = (*end[:-1], start[-1][: -len(end[-1])] + end[-1])
    return end if [*map(int, end)] >= [*map(int, start)][: len(end)] else None


def _following(text: str) -> tuple[str, int]:
    found = FOLLOWING.fullmatch(text)
    return (found["point"], 1 if found["mark"] == "f" else -1) if found else (text, 0)


def _point(text: str, before: Point) -> Point | None:
    """Return the point, its missing outer parts as in the point before it."""
    bare = MARK.sub("", text.strip().lower()).rstrip(".")
    if not POINT.fullmatch(bare):
        return None
    parts = tuple(re.split(r"[.:]", bare))
    return (*before[: max(0, len(before) - len(parts))], *parts)
