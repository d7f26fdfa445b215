"""A source: the part of the library that someone chose to read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A pack, a work of it, or a topic; empty fields do not narrow. All empty is the whole library."""

    pack: str = ""
    work: str = ""
    topic: str = ""
