"""What is searched: the shelf, its index, and the traits of what is in it."""

from dataclasses import dataclass

from bot.library.shelf import Shelf
from bot.lookup.index import Index
from bot.lookup.traits import Traits


@dataclass(frozen=True, slots=True)
class Searched:
    """The library as keyword searches see it."""

    shelf: Shelf
    index: Index
    traits: Traits
