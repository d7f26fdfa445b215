"""Running heads: the number of a page, or a line that stands on each, known by itself."""

import re

NUMBER = re.compile(r"[-–—\[( ]*(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\]) ]*", re.IGNORECASE)
LONGEST = 60


def is_head(text: str) -> bool:
    """Return whether a line is a page number, or a head of more figures than letters, as "A/70/PV.15 28/09/2015"."""
    if len(text) > LONGEST or "\n" in text:
        return False
    digits, letters = sum(each.isdigit() for each in text), sum(each.isalpha() for each in text)
    return bool(NUMBER.fullmatch(text)) or ("/" in text and digits >= 6 and digits > letters)
