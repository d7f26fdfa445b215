"""A nonce: the name of one part of one delivery, by which a platform knows it again."""

import hashlib

from bot.store.delivery import Delivery

LONGEST = 25
"""Characters; Discord's limit for a message's nonce."""


def nonce(delivery: Delivery, about: str = "") -> str:
    """Return the name of the part that is posted next: the same at every try, and of no other part anywhere.

    What is said `about` a delivery elsewhere has a name of its own.
    """
    named = about + f"{delivery.id}/{delivery.due.timestamp():.0f}/{delivery.next_part}/{' '.join(delivery.passages)}"
    return hashlib.blake2b(named.encode(), digest_size=12).hexdigest()[:LONGEST]
