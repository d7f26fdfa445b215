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
    adapter says so: None where it never may, `timedelta.max` where the operator prefers doubles to gaps. What is `paid`
    several processes may send together.
    """

    limits: Limits
    resend: timedelta | None = None
    paid: bool = False


def conduct(platform: str, *, at_least_once: bool = False, paid_rate: float = 0) -> Conduct:
    """Return the rules of a platform.

    `at_least_once` is the operator's choice where a platform knows no nonce; `paid_rate` the posts a second that the
    operator pays for where a platform sells them, 0 where none.
    """
    known = {"telegram": Conduct(TELEGRAM), "discord": Conduct(DISCORD, NONCE_LASTS)}
    rules = known.get(platform, Conduct(FREE))
    if paid_rate and platform == "telegram":
        rules = replace(rules, limits=replace(rules.limits, rate=paid_rate), paid=True)
    return replace(rules, resend=timedelta.max) if at_least_once and rules.resend is None else rules
