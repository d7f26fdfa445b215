"""Logs: one line an event, to standard error, with no tokens in it, whoever wrote it."""

import logging
from collections.abc import Sequence

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
QUIET = ("httpx", "httpcore", "telegram", "discord", "apscheduler", "alembic", "sqlalchemy", "asyncio", "pgqueuer")
"""Libraries whose day-to-day remarks are no news to an operator; some of them write whole addresses, token and all."""
HIDDEN = "[token]"


class Redacting(logging.Formatter):
    """Writes records with every secret replaced, also inside tracebacks."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(FORMAT)
        self._secrets = tuple(each for each in secrets if each)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or lines, without secrets."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def begin(secrets: Sequence[str]) -> None:
    """Log to standard error from here on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
