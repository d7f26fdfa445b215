"""The head of a document: title, author, date and notices that stand above its first paragraph."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.library.importers import dates, notice, running
from bot.library.importers.body import DIVISION, is_heading
from bot.library.importers.draft import LeftOut, Part, Placed
from bot.library.importers.layout import ended

LONGEST_TITLE = 200
MOST_LINES = 12
SENTENCE = 8
LONG_TITLE = 60
"""Characters; a longer title is shortened for citations."""

_NAME = r"(?:[^\W\d_][\w'’.-]*\s+){1,3}[^\W\d_][\w'’-]+"
BYLINE = re.compile(rf"(?:by|von|par|por)\s+(?P<author>{_NAME})", re.IGNORECASE)
LABEL = re.compile(r"(?P<label>title|author|date|source|translator)\s*:\s*(?P<value>.+)", re.IGNORECASE)
FROM_BOOK = re.compile(
    rf"(?P<source>(?P<author>{_NAME}):\s+.+?)(?:\s+(?:updated|posted|published):?\s*(?P<date>.+))?", re.IGNORECASE
)
MARKS = re.compile(r"[*†‡]+$|\[\d+\]$")
SHORTER = re.compile(
    r"\s*[:;—–]\s|,?\s+(?=(?:characteri[sz]ed|concerning|regarding|containing|being|including|wherein|which)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """What was found above the text: the work's fields, the mark of a footnote to its title, what was left out."""

    file: str
    fields: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    taken: int = 0
    notices: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def read(self, found: list[Part]) -> list[Part]:
        """Take the head off and return the paragraphs that follow it."""
        for at, each in enumerate(found[:MOST_LINES]):
            after = _after(found, at)
            goes_on = after[:1].islower() and not BYLINE.fullmatch(after)
            why = "" if goes_on else self._why(each.text)
            if not why or len(found) == self.taken + 1:
                break
            self.taken += 1
            self.left_out.append(LeftOut(self.file, each.line, each.text, why))
        return found[self.taken :]

    def _why(self, text: str) -> str:
        """Return why a line is no passage, "" where it is one; keep what it says."""
        if len(text) > LONGEST_TITLE or "\n" in text:
            return ""
        readers: tuple[Callable[[str], str], ...] = (
            self._notice,
            self._date,
            self._label,
            self._byline,
            self._book,
            self._title,
        )
        return next(filter(None, (reader(text) for reader in readers)), "")

    def _notice(self, text: str) -> str:
        if not notice.is_notice(text):
            return ""
        self.notices.append(text)
        return "a notice: kept as the licence"

    def _date(self, text: str) -> str:
        date = dates.read(text)
        return self._keep("date", date, "the date") if date else ""

    def _label(self, text: str) -> str:
        found = LABEL.fullmatch(text)
        if not found:
            return ""
        label, value = found["label"].lower(), found["value"].strip()
        return self._keep(label, dates.read(value) if label == "date" else value, f"the {label}")

    def _byline(self, text: str) -> str:
        found = BYLINE.fullmatch(text)
        return self._keep("author", found["author"], "the author") if found else ""

    def _book(self, text: str) -> str:
        """Take "Author: Book Updated: day", as web pages name what they take a text from."""
        found = FROM_BOOK.fullmatch(text)
        if not found or not ("title" in self.fields or found["date"]):
            return ""
        self._keep("source", found["source"], "")
        return self._keep("author", found["author"], "author and source")

    def _title(self, text: str) -> str:
        bare = MARKS.sub("", text).strip()
        if ended(bare) or bare.endswith(",") or DIVISION.fullmatch(bare) or _is_speech(bare):
            return ""
        repeated = str(self.fields.get("title", bare)).casefold() == bare.casefold()
        if not repeated and is_heading(text):
            return ""
        self.mark = self.mark or text.removeprefix(bare).strip()
        self.fields.setdefault("title", bare)
        return "the title" if self.taken == 0 else "the title, repeated" if repeated else "a line of the title page"

    def _keep(self, name: str, value: str, why: str) -> str:
        if value:
            self.fields.setdefault(name, value)
        return why


def _is_speech(text: str) -> bool:
    """Return whether a line is of a sentence and no title: many words, hardly one of them with a capital."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) >= SENTENCE and sum(each[0].isupper() for each in words) < len(words) / 3


def _after(found: Sequence[Placed], at: int) -> str:
    """Return the text that follows a line, whatever a page's end puts between them."""
    return next((each.text for each in found[at + 1 :] if not running.is_head(each.text)), "")


def short(title: str) -> str:
    """Return what a long title is called in a citation, "" where it is not long or has no place to end."""
    if len(title) <= LONG_TITLE:
        return ""
    place = next((each.start() for each in SHORTER.finditer(title) if each.start() >= LONG_TITLE // 4), 0)
    return title[:place].strip()
