"""What a file's name says of its text: a date, who spoke, a title."""

import re

from bot.library.importers import dates

DATED = re.compile(r"(?P<date>\d{4}(?:-\d{2}-\d{2})?)[-_ .]+(?P<rest>.*[^\W\d_].*)")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
EARLIEST, LATEST = 1000, 2100


def read(stem: str) -> dict[str, str]:
    """Return the date and author of a name such as "1801-Jefferson" or "1860_james_buchanan_d"; "" parts are left out.

    A trailing mark of one or two small letters (as for a party) is no part of a name.
    """
    found = DATED.fullmatch(stem)
    date = dates.read(found["date"]) if found else ""
    if not found or not EARLIEST <= int(date[:4] or 0) <= LATEST:
        return {}
    words = [part for each in re.split(r"[-_ .]+", found["rest"]) for part in _camel(each)]
    words = words[:-1] if len(words) > 1 and re.fullmatch(r"[a-z]{1,2}", words[-1]) else words
    if len(words) > 4 or not all(re.fullmatch(r"[^\W\d_]+", each) for each in words):
        return {"date": date}
    return {"date": date, "author": " ".join(_capital(each) for each in words).replace("Mc ", "Mc")}


def title(stem: str) -> str:
    """Return a title made of a file's name, for want of a better one."""
    words = re.sub(r"[-_]+", " ", stem).strip() or stem
    return words[:1].upper() + words[1:]


def _camel(word: str) -> list[str]:
    """Return "Van Buren" of "VanBuren" and leave "McKinley" whole."""
    return [word] if word.startswith(("Mc", "Mac")) else CAMEL.split(word)


def _capital(word: str) -> str:
    """Return a word with a capital, a lone letter with a point."""
    return f"{word.upper()}." if len(word) == 1 else word[:1].upper() + word[1:]
