"""The tail of a document: footnotes and notices that stand below its last paragraph."""

import re
from dataclasses import dataclass, field

from bot.library.importers import notice
from bot.library.importers.draft import LeftOut, Part, Placed

FOOTNOTE = re.compile(r"(?P<mark>\*{1,3}|[†‡§]|\[\d{1,3}\]|\(\d{1,3}\))\s+(?P<text>\S.*)", re.DOTALL)
RULE = re.compile(r"[-_*=~ ]{3,}")


@dataclass(slots=True)
class Tail:
    """What was found below the text: footnotes by their mark, notices, and what was left out."""

    file: str
    footnotes: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def read(self, found: list[Part]) -> list[Part]:
        """Take the tail off and return the paragraphs above it."""
        end = len(found)
        while end > 1 and self._takes(found[end - 1]):
            end -= 1
        self.left_out.reverse()
        self.notices.reverse()
        return found[:end]

    def _takes(self, found: Placed) -> bool:
        why = self._why(found.text)
        if why:
            self.left_out.append(LeftOut(self.file, found.line, found.text, why))
        return bool(why)

    def _why(self, text: str) -> str:
        footnote = FOOTNOTE.fullmatch(text)
        if footnote:
            self.footnotes[footnote["mark"]] = footnote["text"]
            return "a footnote: kept as a note"
        if notice.is_notice(text):
            self.notices.append(text)
            return "a notice: kept as the licence"
        return "a rule" if RULE.fullmatch(text) else ""
