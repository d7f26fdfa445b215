"""What a delivery meets in tests: a store, a library of three lines, a platform that does as it is told."""

from tests.store.conftest import emptied, fleet, server, store

__all__ = ["emptied", "fleet", "server", "store"]
