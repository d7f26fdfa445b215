"""A source: the part of the library that someone chose to read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A pack, a work of it, or a topic; empty fields do not narrow. All empty is the whole library.

    `shortest` and `longest` are the words that its passages have at least and at most, both inclusive; 0 is no bound.
    """

    pack: str = ""
    work: str = ""
    topic: str = ""
    shortest: int = 0
    longest: int = 0
