"""Roles: what a process of the bot does. One process may do all; on PostgreSQL several share the work."""

from enum import StrEnum


class Role(StrEnum):
    """One of the three things to do."""

    LISTEN = "listen"
    """Hear what people ask, and answer: one process a token, on Discord one for each range of shards."""
    PLAN = "plan"
    """Turn what is due into deliveries: any number of processes."""
    SEND = "send"
    """Post deliveries: one process a token, or several where the operator pays for more than one can send."""


ALL = frozenset(Role)


class WrongRoles(ValueError):  # noqa: N818 - it names what is wrong
    """Roles that there are not; the message says which there are."""


def read(written: str) -> frozenset[Role]:
    """Return the roles of a list such as `plan,send`.

    Raises:
        WrongRoles: naming what is no role.

    """
    names = [each.strip() for each in written.split(",") if each.strip()]
    unknown = [each for each in names if each not in tuple(Role)]
    if unknown or not names:
        raise WrongRoles(f"--roles: {', '.join(unknown) or 'nothing'} is no role; there are {', '.join(Role)}")
    return frozenset(map(Role, names))
