"""Planning, sending and going on after a kill -9, beside what others would use, in one run.

    python benchmarks/delivery.py [--due N] [--posts N] [--postgres URL]

Prints a table with ratios and writes it, with a chart, to docs/benchmarks/. Each way has processes of its own, so that
its memory is its own. Ours plan what is due of ten times as many subscriptions; the others have only what is due.
Where there is no PostgreSQL, the ways that need one are left out, and it says so.
"""

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.material import paper  # noqa: E402
from benchmarks.material.ways import Ours, Procrastinate, Scheduler, Way, pulsed  # noqa: E402

OUT = ROOT / "docs" / "benchmarks"
SERVER = os.environ.get("COMMONPLACE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
OTHERS = 10
"""Subscriptions of ours for each that is due."""
PATIENCE = 90.0
"""Seconds after a kill in which a way must have gone on."""
NAMES = (
    "commonplace, SQLite",
    "commonplace, PostgreSQL",
    "APScheduler, jobs in memory",
    "APScheduler, jobs in SQLite",
    "procrastinate",
)
SLOW = "APScheduler, jobs in SQLite"
"""It takes minutes for what the others do in seconds, and is measured with a fiftieth."""
FEW = 50


@dataclass(frozen=True)
class Row:
    """A line of the table. Rates are a second; `recovered` in seconds, None where something stayed for ever."""

    name: str
    due: int
    plan: float
    held: float
    memory: float
    rate: float | None = None
    recovered: float | None = None
    lost: int | None = None
    doubled: int | None = None

    @property
    def planned(self) -> float:
        """Deliveries planned a second."""
        return self.due / self.plan


def way(name: str, url: str, folder: Path, others: int) -> Way:
    """Return a way by its name."""
    match name:
        case "commonplace, SQLite":
            return Ours(name, "", folder, others)
        case "commonplace, PostgreSQL":
            return Ours(name, url, folder, others)
        case "APScheduler, jobs in memory":
            return Scheduler(name, None)
        case "APScheduler, jobs in SQLite":
            return Scheduler(name, folder)
        case _:
            return Procrastinate(url)


@contextmanager
def database(name: str, server: str) -> Iterator[str]:
    """A database of a way's own; empty where it needs none."""
    if name not in ("commonplace, PostgreSQL", "procrastinate"):
        yield ""
        return
    own = f"commonplace_bench_{uuid.uuid4().hex[:8]}"
    told(server, f"CREATE DATABASE {own}")
    try:
        yield f"{server}/{own}"
    finally:
        told(server, f"DROP DATABASE {own} WITH (FORCE)")


def told(server: str, statement: str) -> None:
    """Tell the server something."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)


def planning(name: str, due: int, server: str) -> Row:
    """Measure planning in this process."""
    with database(name, server) as url, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_planning(way(name, url, Path(folder), OTHERS), due))


async def _planning(chosen: Way, due: int) -> Row:
    at_rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await chosen.prepare(due)
    async with chosen.opened():
        gc.collect()
        took, held, planned = await pulsed(chosen.plan)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - at_rest) / 1024
    assert planned == due, f"{planned} of {due}"
    return Row(chosen.name, due, took, held * 1000, memory)


def worker(name: str, url: str, folder: Path, count: int) -> None:
    """Be a process that posts until everything stands on paper, or it is killed."""
    path = folder / "posted"
    chosen = way(name, url, folder, 1)

    def done() -> bool:
        return len(set(paper.lines(path))) >= count

    asyncio.run(chosen.work(path, done))


def sending(name: str, count: int, server: str) -> dict[str, Any]:
    """Measure how fast one process posts, and what a kill -9 in the middle of the same costs."""
    figures: dict[str, Any] = {}
    for kill in (False, True):
        with database(name, server) as url, tempfile.TemporaryDirectory() as folder:
            chosen = way(name, url, Path(folder), 1)
            if not chosen.lasting:
                return figures
            asyncio.run(_ready(chosen, count))
            figures |= _killed(name, url, Path(folder), count) if kill else _rate(name, url, Path(folder), count)
    return figures


async def _ready(chosen: Way, count: int) -> None:
    await chosen.prepare(count)
    async with chosen.opened():
        await chosen.plan()


def _rate(name: str, url: str, folder: Path, count: int) -> dict[str, Any]:
    process, path = _started(name, url, folder, count), folder / "posted"
    _until(path, 1, PATIENCE)
    begun = time.perf_counter()
    _until(path, count, PATIENCE * 4)
    took = time.perf_counter() - begun
    process.join(30)
    process.kill()
    return {"rate": len(paper.lines(path)) / took}


def _killed(name: str, url: str, folder: Path, count: int) -> dict[str, Any]:
    """Kill a worker after a third, start another, and see when, and whether, each delivery has come to its end."""
    process, path = _started(name, url, folder, count), folder / "posted"
    _until(path, count // 3, PATIENCE * 2)
    process.kill()
    process.join()
    before, begun = len(paper.lines(path)), time.perf_counter()
    process = _started(name, url, folder, count)
    process.join(PATIENCE)
    ended, took = not process.is_alive(), time.perf_counter() - begun
    process.kill()
    seen = Counter(paper.lines(path))
    recovered = took if ended and len(paper.lines(path)) > before else None
    return {"recovered": recovered, "lost": count - len(seen), "doubled": sum(many > 1 for many in seen.values())}


def _started(name: str, url: str, folder: Path, count: int) -> Any:
    process = multiprocessing.get_context("spawn").Process(target=worker, args=(name, url, folder, count))
    process.start()
    return process


def _until(path: Path, count: int, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while len(paper.lines(path)) < count and time.perf_counter() < until:
        time.sleep(0.02)


def table(rows: Sequence[Row]) -> str:
    """Return the figures as a Markdown table, with how many times as fast the first way is."""
    heads = [
        *("way", "due", "planned in s", "a second", "ours to it", "loop stood still, ms", "memory MB"),
        *("posts a second", "after kill -9, s", "lost", "doubled"),
    ]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row in rows:
        ratio = "" if row is rows[0] else f"{rows[0].planned / row.planned:.1f}×"
        planned = f"{row.plan:.1f} | {row.planned:.0f} | {ratio} | {row.held:.0f} | {row.memory:.0f}"
        ended = _figure(row.recovered) if row.recovered or row.lost is None else f"not in {PATIENCE:.0f}"
        sent = f"{_figure(row.rate)} | {ended} | {_figure(row.lost)} | {_figure(row.doubled)}"
        lines.append(f"| {row.name} | {row.due} | {planned} | {sent} |")
    return "\n".join(lines) + "\n"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


NOTES = """
Ours plan what is due of ten times as many subscriptions; the others know only what is due. "Lost" never reached the
platform within the time given: of ours it is what the ledger calls unknown, because the process was killed between the
post's beginning and its note, so that it may have arrived and is not repeated. procrastinate's stay `doing` until a
task of one's own retries them. APScheduler's jobs run when they are fired, and what ran half-way is not known to it.
"""


def chart(rows: Sequence[Row], title: str, path: Path) -> None:
    """Draw how many deliveries are planned a second, and how long the event loop stands still."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (rates, stalls) = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
    names = [row.name for row in rows][::-1]
    colours = ["#a33" if each.startswith("commonplace") else "#557" for each in names]
    rates.barh(names, [row.planned for row in rows][::-1], color=colours)
    rates.set_xlabel("planned a second (log)")
    stalls.barh(names, [max(row.held, 0.1) for row in rows][::-1], color=colours)
    stalls.set_xlabel("event loop stood still, ms (log)")
    for axes in (rates, stalls):
        axes.set_xscale("log")
        axes.grid(alpha=0.3, axis="x")
    figure.suptitle(title, fontsize=10)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--posts", type=int, default=2_000)
    parser.add_argument("--postgres", default=SERVER)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.only:
        due = chosen.due // FEW if chosen.only == SLOW else chosen.due
        row = planning(chosen.only, due, chosen.postgres)
        print(json.dumps(asdict(row) | sending(chosen.only, chosen.posts, chosen.postgres)))
        return
    rows = [each for name in NAMES if (each := _apart(name, chosen))]
    title = f"{chosen.due:,} deliveries due at one moment"
    print(title, "\n\n" + table(rows))
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "delivery.md").write_text(
        f"# {title}\n\n{table(rows)}{NOTES}\n![chart](delivery.svg)\n", encoding="utf-8"
    )
    chart(rows, title, chosen.out / "delivery.svg")


def _apart(name: str, chosen: Any) -> Row | None:
    """Measure one way in a process of its own; one that fails is told and left out."""
    command = [sys.executable, __file__, "--only", name, "--due", str(chosen.due), "--posts", str(chosen.posts)]
    done = subprocess.run([*command, "--postgres", chosen.postgres], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: left out: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return Row(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
