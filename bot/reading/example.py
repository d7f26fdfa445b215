"""Examples of what can be asked, taken from the library itself so that every one of them is answered."""

from collections.abc import Callable, Mapping

import regex

from bot.library.passage import Passage

WORDS = 7
"""Words of a line remembered."""
LETTERS = 24
"""Characters of one, in a script that does not part its words."""
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
SHORT = range(40, 260)
"""Characters of a passage that makes a good example."""


def good(passage: Passage, language: str) -> bool:
    """Return whether a passage makes a good example: in the reader's language, and short."""
    return passage.language.startswith(language) and len(passage.text) in SHORT


def line(passage: Passage, _citation: str) -> str:
    """Return how somebody remembers the passage's beginning."""
    words = passage.text.split()
    return " ".join(words[:WORDS]).rstrip(",;:.—–-") if len(words) >= WORDS else passage.text[:LETTERS]


def reference(_passage: Passage, citation: str) -> str:
    """Return how to name the passage."""
    return citation


def words(passage: Passage, _citation: str) -> str:
    """Return two words that tell the passage from others: the longest."""
    found = sorted(dict.fromkeys(WORD.findall(passage.text)), key=len, reverse=True)[:2]
    return " ".join(found).lower() or passage.text[:LETTERS]


KINDS: Mapping[str, Callable[[Passage, str], str]] = {"quote": line, "passage": reference, "find": words}
"""What makes an example of each command."""
