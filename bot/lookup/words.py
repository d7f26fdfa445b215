"""Words where they stand: canonical tokens with their places in the text they come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from unicodedata import combining

from bot.lookup.normalise import LETTERS_OF_ALL, MARKS_WITHIN, word

ASCII_WORD = re.compile(r"[A-Za-z0-9'`]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A canonical token, and where its characters are: [start, end) in code points."""

    token: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the text's tokens in order; the same tokens that `normalise.tokens` gives."""
    if text.isascii() and "o-" not in text and "]" not in text:
        return [Word(word(letters), start, end) for letters, start, end in _plain(text)]
    dropped = {place for found in MARKS_WITHIN.finditer(text) for place in range(*found.span())}
    found: list[Word] = []
    letters, start, end = "", 0, 0
    for place, character in enumerate(text):
        canonical = "" if place in dropped else LETTERS_OF_ALL[ord(character)]
        if not canonical:
            end = place + 1 if letters and combining(character) else end
        elif " " not in canonical:
            start = start if letters else place
            letters += canonical
            end = place + 1
        else:
            start = start if letters else place
            joins, canonical = canonical.split(" ", 1) if letters else ("", canonical)
            _close(found, letters + joins, start, place + 1 if joins else end)
            letters = _parts(found, canonical, place)
            start, end = place, place + 1
    _close(found, letters, start, end)
    return found


def stretch_of(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the words numbered [first, last) stand: [start, end) in code points."""
    first = max(first, 0)
    if text.isascii():
        places = [found.span() for found in islice(ASCII_WORD.finditer(text), first, max(last, first))]
    else:
        places = [(each.start, each.end) for each in words(text)[first : max(last, first)]]
    return (places[0][0], places[-1][1]) if places else (0, 0)


def _plain(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the letters of each word of an ASCII text with their place, apostrophes left out."""
    for found in ASCII_WORD.finditer(text):
        letters = found[0].replace("'", "").replace("`", "").lower()
        if letters:
            start, end = found.span()
            yield letters, start + (text[start] in "'`"), end - (text[end - 1] in "'`")


def _close(found: list[Word], letters: str, start: int, end: int) -> None:
    if letters:
        found.append(Word(word(letters), start, end))


def _parts(found: list[Word], canonical: str, place: int) -> str:
    """Take in a character that stands for a break, or for whole words; return what may go on after it."""
    pieces = canonical.split()
    goes_on = bool(pieces) and not canonical.endswith(" ")
    found.extend(Word(word(piece), place, place + 1) for piece in pieces[: len(pieces) - goes_on])
    return pieces[-1] if goes_on else ""
