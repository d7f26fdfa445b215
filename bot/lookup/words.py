"""Words where they stand: canonical tokens with their places in the text they come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from unicodedata import combining

from bot.lookup.normalise import LETTERS_OF_ALL, MARKS_WITHIN, word


class Kinds(dict[int, str]):
    """What each character is to a word, as one letter. Worked out when first met, kept for good.

    w stands within a word, x is a mark on the letter before, d is dropped, s is a word of its own, a blank parts words,
    ? is more than one of these.
    """

    def __missing__(self, code: int) -> str:
        self[code] = kind = self._kind(chr(code), LETTERS_OF_ALL[code])
        return kind

    def _kind(self, character: str, canonical: str) -> str:
        if not canonical:
            return "x" if combining(character) else "d"
        if canonical.isspace():
            return " "
        if " " not in canonical:
            return "w"
        return "s" if canonical == f" {canonical.strip()} " and " " not in canonical.strip() else "?"


KINDS = Kinds()
"""Grows with the characters met; holds nothing but facts of Unicode and OpenCC."""

WORD = re.compile("w(?:d*[wx])*|s")
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
    kinds = _kinds(text)
    if "?" in kinds:
        return _one_by_one(text, kinds)
    places = (found.span() for found in WORD.finditer(kinds))
    return [Word(word("".join(text[start:end].translate(LETTERS_OF_ALL).split())), start, end) for start, end in places]


def _kinds(text: str) -> str:
    """Return what each character of the text is to a word."""
    kinds = text.translate(KINDS)
    if "o-" in text or "]" in text:
        for found in MARKS_WITHIN.finditer(text):
            start, end = found.span()
            kinds = f"{kinds[:start]}{'d' * (end - start)}{kinds[end:]}"
    return kinds


def _one_by_one(text: str, kinds: str) -> list[Word]:
    """Return the tokens of a text in which one character may stand for several words."""
    found: list[Word] = []
    letters, start, end = "", 0, 0
    for place, (character, kind) in enumerate(zip(text, kinds, strict=True)):
        if kind in "dx":
            end = place + 1 if letters and kind == "x" else end
            continue
        canonical = LETTERS_OF_ALL[ord(character)]
        start = start if letters else place
        if kind == "w":
            letters, end = letters + canonical, place + 1
            continue
        joins, canonical = canonical.split(" ", 1) if letters else ("", canonical)
        _close(found, letters + joins, start, place + 1 if joins else end)
        letters = _parts(found, canonical, place)
        start, end = place, place + 1
    _close(found, letters, start, end)
    return found


def stretch_of(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where the words numbered [first, last) stand: [start, end) in code points."""
    first = max(first, 0)
    kinds = "" if text.isascii() else _kinds(text)
    if "?" in kinds:
        places = [(each.start, each.end) for each in words(text)[first : max(last, first)]]
    else:
        found = WORD.finditer(kinds) if kinds else ASCII_WORD.finditer(text)
        places = [each.span() for each in islice(found, first, max(last, first))]
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
