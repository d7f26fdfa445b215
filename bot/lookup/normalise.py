"""Canonical tokens: the one form in which queries and passages are compared.

Case, compatibility forms, diacritics, apostrophes, punctuation and the script variants of Chinese and Arabic fall away
here; spelling conventions in `bot.lookup.spelling`. Scripts written without spaces give a token a character.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from bot.lookup.spelling import fold

BREAK = " "
DROPPED = frozenset("'’‘ʼʹ`´ʻʽʿʾ\u00ad\u0640\u06e5\u06e6")
"""Vanish within a word: apostrophes, soft hyphen, tatweel, the Quran's small letters."""

LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۀ": "ه",
    "ء": "",
    "ך": "כ",
    "ם": "מ",
    "ן": "נ",
    "ף": "פ",
    "ץ": "צ",
    "ς": "σ",
}
"""Letters that differ without a diacritic to tell: Latin ligatures, Arabic carriers, Hebrew and Greek final forms."""

SIGNS_THAT_COUNT = ((0x0900, 0x109F), (0x1780, 0x17FF), (0x1A20, 0x1AAD), (0x3099, 0x309A), (0xA800, 0xABFF))
"""Scripts whose combining signs are vowels, no ornaments: the Indic family, Thai, Lao, Burmese, Khmer; kana voicing."""

ORNAMENTS = frozenset(
    chr(code)
    for first, last in ((0x0951, 0x0954), (0x1CD0, 0x1CFF), (0x093C, 0x093C), (0x09BC, 0x09BC))
    for code in range(first, last + 1)
)
"""Vedic accents and the nukta, which many editions leave out."""

UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3040, 0x312F)),
    *((0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
"""Thai, Lao, Burmese, Khmer, Han, kana, Hangul: a token a character (Korean spaces are used too freely to rely on)."""

HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
MARKS_WITHIN = re.compile(r"(?i:(?<=\bto)-(?=day|morrow|night))|\[(?=\w{1,3}\]\w)|(?<=\w)\](?=\w)")
"""Marks within a word that are no break: older books write "to-day", careful people "[t]he"."""

LONGEST_WORD = 48
"""Characters of a token; longer runs are no words and are cut."""


class Letters(dict[int, str]):
    """What each character becomes: letters, a break, nothing. Worked out when first met, kept for good."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        self[code] = canonical = self._canonical(chr(code))
        return canonical

    def _canonical(self, character: str) -> str:
        if within(HAN, ord(character)):
            return f" {self._simplify(unicodedata.normalize('NFKC', character))} "
        if within(UNSPACED, ord(character)):
            return _syllable(character)
        return "".join(_letter(each) for each in unicodedata.normalize("NFKD", character))


def within(ranges: tuple[tuple[int, int], ...], code: int) -> bool:
    """Return whether a code point lies in one of the ranges, ends included."""
    return any(first <= code <= last for first, last in ranges)


def unspaced(token: str) -> bool:
    """Return whether the token is a character of a script that is written without spaces."""
    return len(token) == 1 and within(UNSPACED, ord(token))


def _syllable(character: str) -> str:
    kind = unicodedata.category(character)
    return f" {character} " if kind[0] in "LNM" else BREAK


def _letter(character: str) -> str:
    """Return what one decomposed character stands for."""
    if character in DROPPED or character in ORNAMENTS:
        return ""
    kind = unicodedata.category(character)
    if kind[0] == "M":
        return character if within(SIGNS_THAT_COUNT, ord(character)) else ""
    if kind[0] == "L":
        return "".join(LETTERS.get(each, each) for each in character.casefold())
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Cf":
        return ""
    return character if kind[0] == "N" else BREAK


LETTERS_OF_ALL = Letters()
"""Grows with the characters met; holds nothing but facts of Unicode and OpenCC."""


@lru_cache(maxsize=4096)
def word(letters: str) -> str:
    """Return the token that a run of canonical letters stands for, its spelling made one."""
    return fold(letters[:LONGEST_WORD])


def tokens(text: str) -> list[str]:
    """Return the canonical tokens of a text, in order. Idempotent over its own output joined by spaces."""
    return [word(letters) for letters in letters_of(text).split()]


def letters_of(text: str) -> str:
    """Return the text's canonical letters, words apart, before spelling is folded."""
    if not text.isascii() and any("\u1100" <= each <= "\u11ff" for each in text):
        text = unicodedata.normalize("NFC", text)
    if "o-" in text or "]" in text:
        text = MARKS_WITHIN.sub("", text)
    return text.translate(LETTERS_OF_ALL)
