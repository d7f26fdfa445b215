"""Measures of prose that a test can take: its words, its runs of words, its loaded words."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.library.passage import Passage

WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^>]+>")
QUOTED = re.compile(r"“[^”]*”")
BINARY = (".pdf",)
LOADED = """
barbaric brave cowardly despicable disgraceful evil glorious greedy heroic heroically humiliating
illegitimate inspiring landmark magnificent monumental noble notorious obviously outrageous proud proudly
regrettably sadly shameful shamefully shockingly thankfully tragic tragically treacherous triumph triumphant
undeniably unfortunately unprovoked visionary wicked
"""
"""Words that take a side, or tell the reader what to feel."""


def words(text: str) -> list[str]:
    """Return the words of a text, folded, without marks of punctuation."""
    return WORD.findall(text.casefold())


def written(passage: Passage) -> str:
    """Return everything of an entry that we wrote as prose."""
    return " ".join((passage.title, passage.text, *passage.prompts))


def plain(text: str) -> str:
    """Return a text folded and without accents, for names that are spelt in several ways."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def runs(said: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Yield every run of `length` words, in order."""
    return zip(*(said[start:] for start in range(length)), strict=False)


def loaded(text: str) -> frozenset[str]:
    """Return the words of `text` that argue; those between quotation marks are somebody else's."""
    return frozenset(words(LOADED)) & set(words(QUOTED.sub(" ", text)))


def texts(folder: Path) -> Iterator[str]:
    """Yield the text of every file below `folder` that is made of text, markup taken out of books."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".epub":
            yield from _book(path)
        elif path.is_file() and path.suffix not in BINARY:
            yield path.read_bytes().decode("utf-8", "replace")


def _book(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(("html", "htm")):
                yield TAG.sub(" ", archive.read(name).decode("utf-8", "replace"))
