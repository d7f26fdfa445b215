"""A work: one book, speech or collection, with what must be known to cite and to share it."""

from dataclasses import dataclass

UNSTATED = "not stated"
"""The licence of a text that nobody said anything of: it is looked up, and not posted unasked."""


@dataclass(frozen=True, slots=True)
class Work:
    """One work of a pack.

    `id` is its name within the pack (`[a-z0-9-]+`). `date` is ISO 8601 or a year (negative before our era), empty
    where unknown. `redistribute` says whether its licence lets us post it unasked; where it does not, `post` is the
    operator's explicit yes. `scheme` says how its locators read (`paragraph`, `verse`, `section`, `line`, `row`,
    `date`, `page`). `short` is its name in a citation where the title is long; `names` are further names that
    references may use.
    """

    pack: str
    id: str
    title: str
    author: str = ""
    date: str = ""
    language: str = "en"
    licence: str = ""
    source: str = ""
    redistribute: bool = True
    post: bool = False
    scheme: str = "paragraph"
    short: str = ""
    translator: str = ""
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    note: str = ""
    parallel: str = ""
    """What all editions of one text share, such as translations of one another; their places correspond."""

    @property
    def may_post(self) -> bool:
        """Whether scheduled posts may carry it."""
        return self.redistribute or self.post
