"""Footnotes at the foot of printed pages: found by their small print, taken to the words that call them."""

import re
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

RAISED, LOWERED = "\ue000", "\ue001"
"""Around a small mark above the line."""

SMALL = 0.93
"""Times the usual size, up to which print at the foot of a page is that of notes."""

OPENING = re.compile(
    rf"(?:{RAISED}(?P<raised>[^{LOWERED}]+){LOWERED}|(?P<plain>\d{{1,3}}|[*†‡§]{{1,2}})(?=[^\W\d_]))\s*"
)
CALL = re.compile(rf"{RAISED}([^{LOWERED}]+){LOWERED}")


class Sized(Protocol):
    """A line of a page with the size of its print."""

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def size(self) -> float:
        """The size of its print, in points."""
        ...


Lines = TypeVar("Lines", bound=Sized)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark and its words."""

    mark: str
    text: str


def parted(sheet: list[Lines], usual: float) -> tuple[list[Lines], list[Note]]:
    """Return the lines of a page above its notes, and the notes."""
    start = len(sheet)
    while start and sheet[start - 1].size <= SMALL * usual:
        start -= 1
    small = range(start, len(sheet)) if start else range(0)
    first = next((at for at in small if OPENING.match(sheet[at].text)), len(sheet))
    notes: list[Note] = []
    for each in sheet[first:]:
        found = OPENING.match(each.text)
        if found:
            notes.append(Note(found["raised"] or found["plain"], each.text[found.end() :]))
        else:
            last = notes.pop()
            gap = "" if last.text.endswith("-") and each.text[:1].islower() else " "
            notes.append(replace(last, text=last.text.removesuffix("-" if not gap else "") + gap + each.text))
    return sheet[:first], [replace(each, text=plain(each.text)) for each in notes]


def called(text: str, notes: dict[str, str]) -> tuple[str, list[str]]:
    """Return a text without the marks of the notes that it calls, and those notes; they are taken out of `notes`."""
    found: list[str] = []

    def take(call: re.Match[str]) -> str:
        if call[1] not in notes or re.search(r"(?:^|\W)\w$", text[: call.start()]):
            return call[1]
        found.append(notes.pop(call[1]))
        return ""

    return CALL.sub(take, text), found


def plain(text: str) -> str:
    """Return a text with its raised marks as plain ones."""
    return CALL.sub(r"\1", text)
