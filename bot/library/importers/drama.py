"""Plays: speeches with their speakers, cited by act, scene and line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bot.library.cut import LONGEST
from bot.library.importers.draft import Draft, LeftOut, Piece, Row
from bot.library.importers.flow import STAGE
from bot.library.importers.layout import ended
from bot.library.numerals import heading_number, letters

FEWEST = 3
"""Speakers that make a play of a text."""

ACT = re.compile(r"(?:act|akt|acte|acto|atto|aufzug)\b", re.IGNORECASE)
SCENE = re.compile(r"(?:scene|szene|auftritt|scène|escena|scena|prologue|epilogue|induction|chorus)\b", re.IGNORECASE)

Line = tuple[str, str]
"""The number that a line carries in its source, "" where none, and its words."""


def is_play(pieces: Iterable[Piece]) -> bool:
    """Return whether people speak in it."""
    return sum(each.kind == "speaker" for each in pieces) >= FEWEST


def read(pieces: Iterable[Piece], file: str) -> Draft:
    """Return the speeches as rows; stage directions, and what is said before anybody speaks, are left out."""
    play = _Play(file)
    for each in pieces:
        play.take(each)
    play.end()
    speakers = {str(each.more.get("speaker")) for each in play.rows}
    told = f"a play: {len(play.rows):,} speeches of {len(speakers)} speakers, cited by act, scene and line"
    return Draft({"scheme": "line"}, rows=tuple(_once(play.rows)), left_out=tuple(play.left_out), remarks=(told,))


@dataclass(slots=True)
class _Play:
    """Takes pieces in, one after the other, and makes speeches of them."""

    file: str
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _section: list[tuple[int, str]] = field(default_factory=list)
    _speakers: list[str] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _count: int = 0
    """Lines of the scene so far."""

    def take(self, piece: Piece) -> None:
        """Take in one piece."""
        if piece.level:
            self._head(piece)
        elif piece.kind == "speaker":
            self._speaker(piece.text)
        elif piece.kind == "stage" or not self._speakers:
            why = STAGE if piece.kind == "stage" else "it stands outside the speeches"
            self.left_out.append(LeftOut(self.file, piece.line, piece.text, why))
        else:
            self._speak(piece)

    def end(self) -> None:
        """Make rows of the speech so far."""
        for start, part in _parts(self._lines):
            number = part[0][0] or str(self._count + start + 1)
            text = "\n".join(words for _, words in part)
            names = {"speaker": " and ".join(self._speakers)}
            place = number if "." in number else ".".join((*self._numbers(), number))
            self.rows.append(Row(place, text, tuple(name for _, name in self._section), names))
        self._count += len(self._lines)
        self._lines = []

    def _head(self, piece: Piece) -> None:
        self.end()
        level = 1 if ACT.match(piece.text) else max(2, piece.level) if SCENE.match(piece.text) else piece.level
        self._section = [each for each in self._section if each[0] < level] + [(level, piece.text)]
        self._speakers, self._count = [], 0

    def _speaker(self, name: str) -> None:
        if self._lines:
            self.end()
            self._speakers = []
        self._speakers.append(" ".join(name.split()).strip(" .:"))

    def _speak(self, piece: Piece) -> None:
        """Add the lines of a piece; only its first carries the number."""
        lines = piece.text.split("\n")
        self._lines += [(piece.id if not at else "", each) for at, each in enumerate(lines) if each]

    def _numbers(self) -> Iterator[str]:
        """Yield the numbers of act and scene; what has none, such as a prologue, is 0."""
        for _, name in self._section:
            yield heading_number(name) or "0"


def _parts(lines: list[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Yield a speech, or its parts of like length where it is long, each with the index of its first line."""
    whole = sum(len(words) + 1 for _, words in lines)
    wanted = whole / (whole // LONGEST + 1)
    start, size = 0, 0
    for at, (_, words) in enumerate(lines):
        size += len(words) + 1
        full = (size >= wanted and ended(words)) or size >= LONGEST - 80
        if full and at + 1 < len(lines):
            yield start, lines[start : at + 1]
            start, size = at + 1, 0
    if lines[start:]:
        yield start, lines[start:]


def _once(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows, a letter behind a place that another speech has already, as where two share a line."""
    seen: dict[str, int] = {}
    for each in rows:
        count = seen[each.locator] = seen.get(each.locator, 0) + 1
        yield each if count == 1 else replace(each, locator=each.locator + letters(count - 1))
