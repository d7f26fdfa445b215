"""Our lookup beside what others would use, on the same passages and questions, in one run.

    python benchmarks/lookup.py [--tier 31k 130k] [--questions N] [--seconds S] [--postgres URL]

Prints a table and writes it, with a chart, to docs/benchmarks/. Each way of looking up has a process of its own, so
that its memory is its own. Where the evaluation files are not beside the checkout it uses the bundled packs and
questions made of them, and says so. A slow peer answers only as many questions as fit into `--seconds`.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.material import corpus, peers  # noqa: E402
from bot.library import pack as packs  # noqa: E402
from bot.library.passage import Passage  # noqa: E402
from bot.library.shelf import Shelf  # noqa: E402
from bot.lookup.desk import synced  # noqa: E402
from bot.lookup.lookup import Lookup  # noqa: E402

OURS = "commonplace"
OUT = ROOT / "docs" / "benchmarks"


@dataclass(frozen=True)
class Question:
    """What is asked, and the ids of the passages that would be right; none where it is in no text."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    asked: int
    r1: float
    found: float | None
    p50: float
    p99: float
    build: float
    memory: float
    disk: float


def questions(tier: str, most: int) -> list[Question]:
    """Return questions with their answers within the tier, the same for everyone, in an order that mixes the kinds."""
    chosen = json.loads((corpus.EVAL / "tiers.json").read_text())
    inside = set(chosen[tier]) if tier in chosen else None
    made: list[Question] = []
    for line in (corpus.EVAL / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        right = {each for each in row["gold"] if _inside(each, tier, inside)}
        if (right or "neg" in row["cat"]) and tier not in (row.get("exclude") or ()):
            made.append(Question(row["q"], frozenset(map(str, right))))
    random.Random(1).shuffle(made)
    return made[:most]


def _inside(number: int, tier: str, inside: set[int] | None) -> bool:
    return number in inside if inside is not None else tier == "875k" or number < 130_303


def own_questions(passages: Sequence[Passage], most: int) -> list[Question]:
    """Return fragments of passages, some with slips, and the same of words that stand nowhere together."""
    chance = random.Random(1)
    words = [word for each in passages for word in each.text.split()]
    made = []
    for place in range(most):
        each = chance.choice(passages).text.split()
        start = chance.randrange(max(1, len(each) - 8))
        if place % 4 == 3:
            made.append(Question(" ".join(chance.sample(words, 8)), frozenset()))
            continue
        some = each[start : start + 8]
        if place % 2 and some:
            some[chance.randrange(len(some))] = chance.choice(words)
        asked = " ".join(some)
        made.append(
            Question(asked, frozenset(p.locator for p in passages if " ".join(each[start : start + 8]) in p.text))
        )
    return made


class Ours:
    """The lookup under test, behind the same calls."""

    name = OURS

    def __init__(self) -> None:
        self._lookup: Lookup | None = None

    def build_on(self, shelf: Shelf) -> None:
        """Make the index of a shelf."""
        self._lookup = Lookup(shelf)
        self._lookup.prepare()

    def answer(self, text: str) -> peers.Ranked:
        """Return ids with scores, best first."""
        assert self._lookup
        return [(hit.passage.locator, hit.score) for hit in self._lookup.quote(text).hits]


def measured(name: str, tier: str, most: int, seconds: float, postgres: str) -> Row:
    """Return the figures of one way, worked out in this process."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = _shelf(tier, Path(folder))
        asked = questions(tier, most) if tier else own_questions(list(_passages(shelf)), most)
        if name == OURS:
            ours = Ours()
            begun = time.perf_counter()
            ours.build_on(shelf)
            build = time.perf_counter() - begun
            return _row(name, asked, ours.answer, build, Path(folder), seconds)
        peer = next(each for each in peers.peers(postgres) if each.name == name)
        texts = [peers.Text(each.locator, peers.plain(each.text)) for each in _passages(shelf)]
        begun = time.perf_counter()
        peer.build(texts, Path(folder))
        build = time.perf_counter() - begun
        shelf.close()
        for left in Path(folder).glob("library.*"):
            left.unlink()
        return _row(name, asked, lambda text: peer.answer(peers.plain(text)), build, Path(folder), seconds)


def _shelf(tier: str, folder: Path) -> Shelf:
    if tier:
        return corpus.shelve(tier, folder)
    shelf = Shelf.open(folder / "library.sqlite")
    synced(shelf, packs.folders(packs.bundled()))
    return shelf


def _passages(shelf: Shelf) -> Iterator[Passage]:
    numbers = [row.number for row in shelf.rows()]
    for at in range(0, len(numbers), 500):
        yield from shelf.read(numbers[at : at + 500]).values()


def _row(
    name: str,
    asked: Sequence[Question],
    answer: Callable[[str], peers.Ranked],
    build: float,
    folder: Path,
    seconds: float,
) -> Row:
    answered, times = [], []
    until = time.perf_counter() + seconds
    for question in asked:
        begun = time.perf_counter()
        found = answer(question.text)
        times.append((time.perf_counter() - begun) * 1000)
        answered.append((question, found[:1]))
        if time.perf_counter() > until:
            break
    times.sort()
    disk = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    r1, found_share = _quality(answered)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return Row(name, len(answered), r1, found_share, p50, p99, build, memory, disk)


def _quality(answered: Sequence[tuple[Question, peers.Ranked]]) -> tuple[float, float | None]:
    """Return R@1, and the share found when the threshold lets one in a hundred non-quotations pass."""
    positive = [(question, top) for question, top in answered if question.right]
    others = sorted((top[0][1] if top else -1.0 for question, top in answered if not question.right), reverse=True)
    hit = [(bool(top) and top[0][0] in question.right, top[0][1] if top else -1.0) for question, top in positive]
    r1 = sum(right for right, _score in hit) / max(len(hit), 1)
    if len(others) < 20:
        return r1, None
    least = others[len(others) // 100]
    return r1, sum(right and score > least for right, score in hit) / max(len(hit), 1)


def table(rows: Sequence[Row]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| lookup | questions | R@1 | found at 1 % false positives | p50 ms | p99 ms | build s | memory MB | disk MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        found = "–" if row.found is None else f"{row.found:.3f}"
        figures = f"{row.p50:.1f} | {row.p99:.1f} | {row.build:.1f} | {row.memory:.0f} | {row.disk:.1f}"
        lines.append(f"| {row.name} | {row.asked} | {row.r1:.3f} | {found} | {figures} |")
    return "\n".join(lines) + "\n"


def chart(rows: Sequence[Row], title: str, path: Path) -> None:
    """Draw how many are found against how long it takes."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 4.5))
    for row in rows:
        axes.scatter(row.p50, row.r1, s=60, color="#a33" if row.name == OURS else "#557")
        axes.annotate(row.name, (row.p50, row.r1), xytext=(6, 4), textcoords="offset points", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel("median time of a question, ms (log)")
    axes.set_ylabel("right passage first (R@1)")
    axes.set_title(title, fontsize=10)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tier", nargs="+", default=["31k", "130k"], choices=corpus.TIERS)
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument(
        "--postgres", default=os.environ.get("COMMONPLACE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
    )
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    there = (corpus.EVAL / "dev.jsonl").exists()
    if chosen.only:
        tier = chosen.tier[0] if there else ""
        print(json.dumps(asdict(measured(chosen.only, tier, chosen.questions, chosen.seconds, chosen.postgres))))
        return
    if not peers.reachable(chosen.postgres):
        print(f"PostgreSQL is left out: nobody answers at {chosen.postgres}; give --postgres URL")
        chosen.postgres = ""
    for tier in chosen.tier if there else [""]:
        written(tier, chosen)


def written(tier: str, chosen: Any) -> None:
    """Measure everyone on one tier, print the table and write it with its chart."""
    names = [OURS, *(each.name for each in peers.peers(chosen.postgres))]
    rows = [row for name in names if (row := _apart(name, tier, chosen))]
    what = f"the evaluation passages, tier {tier}" if tier else "the bundled packs (the evaluation files are not here)"
    title = f"Looking up remembered lines in {what}"
    print(title, "\n\n" + table(rows))
    chosen.out.mkdir(parents=True, exist_ok=True)
    stem = f"lookup-{tier or 'bundled'}"
    (chosen.out / f"{stem}.md").write_text(f"# {title}\n\n{table(rows)}\n![chart]({stem}.svg)\n", encoding="utf-8")
    chart(rows, title, chosen.out / f"{stem}.svg")


def _apart(name: str, tier: str, chosen: Any) -> Row | None:
    """Measure one way in a process of its own; one that fails is told and left out."""
    command = [sys.executable, __file__, "--only", name, *(["--tier", tier] if tier else [])]
    command += ["--questions", str(chosen.questions), "--seconds", str(chosen.seconds), "--postgres", chosen.postgres]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: left out: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return Row(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
