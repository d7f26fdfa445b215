"""Conduct: what may be done on a platform when it is not known whether a post arrived."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.delivery.pace import DISCORD, FREE, TELEGRAM, Limits

NONCE_LASTS = timedelta(minutes=2)
"""How long Discord surely knows a nonce again; its documents say "the past few minutes"."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """The rules of one platform.

    `resend` is how long after its first try a part may be posted again without a double, in the places where the
    adapter says so: None where it never may, `timedelta.max` where the operator prefers doubles to gaps.
    """

    limits: Limits
    resend: timedelta | None = None


def conduct(platform: str, *, at_least_once: bool = False) -> Conduct:
    """Return the rules of a platform; `at_least_once` is the operator's choice where a platform knows no nonce."""
    known = {"telegram": Conduct(TELEGRAM), "discord": Conduct(DISCORD, NONCE_LASTS)}
    rules = known.get(platform, Conduct(FREE))
    return replace(rules, resend=timedelta.max) if at_least_once and rules.resend is None else rules
