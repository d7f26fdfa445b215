"""A herald: how a post makes itself known beyond its own text, where the platform knows such things."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Herald:
    """What an admin asked for. `role` is the platform's id of the one role that is mentioned, `tag` the name of the tag
    that a post bears in a forum; `spread` has an announcement channel pass the post on to those that follow it; what is
    `hidden` shows its passage only to whoever taps it.
    """  # noqa: D205

    role: str = ""
    tag: str = ""
    spread: bool = False
    hidden: bool = False
