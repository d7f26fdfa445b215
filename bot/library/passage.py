"""A passage: the unit that is found, posted and cited."""

import base64
import hashlib
from dataclasses import dataclass


def key(pack: str, work: str, locator: str) -> str:
    """Return the passage's stable name everywhere: 12 base32 characters of sha256(pack, work, locator)."""
    digest = hashlib.sha256(f"{pack}\0{work}\0{locator}".encode()).digest()
    return base64.b32encode(digest[:8])[:12].decode().lower()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a work with their place in it.

    `locator` is unique in its work and stable (`2.1`, `¶7`, `Genesis 1:3`); `position` counts from 0 in reading
    order. `section` is the headings above it, outermost first. `date` is ISO 8601 (year, month or day), empty where
    undated. `cite` is the citation that the source itself gave, if any. `language` is BCP 47.
    """

    pack: str
    work: str
    locator: str
    text: str
    position: int = 0
    section: tuple[str, ...] = ()
    title: str = ""
    language: str = ""
    cite: str = ""
    note: str = ""
    date: str = ""
    topics: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    speaker: str = ""
    """Who speaks in a play, or wrote the piece in an anthology, as the source names them."""
    forms: tuple[str, ...] = ()
    """Popular forms: how people misremember it, though it does not say so."""
    beside: tuple[str, ...] = ()
    """The trace of what it is a companion to; its popular forms are then those of that."""
    terms: tuple[str, ...] = ()
    """Locators of passages of its own pack that explain words in it."""

    @property
    def key(self) -> str:
        """The stable name of this passage; see :func:`key`."""
        return key(self.pack, self.work, self.locator)
