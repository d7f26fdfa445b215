"""A gate: how often something may be done by all processes together. Its row in PostgreSQL, and its clock, decide."""

from dataclasses import dataclass

from bot.store.database import Database

NOW = "extract(epoch FROM clock_timestamp())"
OPEN = f"INSERT INTO gate (name, free, slow) VALUES ($1, {NOW}, 0) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
TAKE = f"""
    UPDATE gate SET free = greatest(free, {NOW}) + $2::float8 * (CASE WHEN slow > {NOW} THEN 2 ELSE 1 END)
    WHERE name = $1
    RETURNING free - $2::float8 * (CASE WHEN slow > {NOW} THEN 2 ELSE 1 END) - {NOW} AS wait,
    CASE WHEN slow > {NOW} THEN 2 ELSE 1 END AS pace
"""  # noqa: S608
HALT = f"""
    UPDATE gate SET free = greatest(free, {NOW} + $2::float8), slow = greatest(slow, {NOW} + $2::float8 + $3::float8)
    WHERE name = $1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Taken:
    """Turns that were taken: in how many seconds the first comes, and how many lie between two of them."""

    wait: float
    gap: float


class Gate:
    """One gate. `gap` is the seconds between two turns; `burst` turns may be taken at once after a long rest."""

    def __init__(self, database: Database, name: str, gap: float, *, burst: int = 0) -> None:
        self._database = database
        self._name = name
        self._gap = gap
        self._burst = burst

    async def take(self, count: int = 1) -> Taken:
        """Take some turns, one after the other.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        async with self._database.raw() as connection:
            row = await connection.fetchrow(TAKE, self._name, count * self._gap)
            if not row:
                await connection.execute(OPEN, self._name)
                row = await connection.fetchrow(TAKE, self._name, count * self._gap)
        wait = float(row["wait"]) - self._burst * self._gap
        return Taken(max(wait, 0.0), self._gap * int(row["pace"]))

    async def halt(self, seconds: float, slowed: float) -> None:
        """Let nobody through for so long, and only half as many for `slowed` seconds after.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        async with self._database.raw() as connection:
            await connection.execute(OPEN, self._name)
            await connection.execute(HALT, self._name, seconds, slowed)
