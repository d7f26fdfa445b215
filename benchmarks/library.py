"""How long a library takes to import, to renew by one work, and to start with, and how much memory, in one run.

    python benchmarks/library.py [--works N] [--passages N]

The library is made up: words of a made-up language, as unevenly frequent as those of a real one, in rows and in plain
text. Each step is the real command in a process of its own. Processor seconds stand beside those of the clock, which
tell more of what else the machine does. Prints a table and writes it to docs/benchmarks/library.md.
"""

import argparse
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "benchmarks"
COMMAND = [sys.executable, "-m", "bot"]
VOCABULARY = 80_000
SHORTEST, LONGEST = 12, 45
"""Words of a passage."""

FORMATS = {"rows": "jsonl", "plain text": "txt"}
SOUNDS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr")


@dataclass(frozen=True)
class Row:
    """A line of the table: seconds of the clock and of the processor, megabytes at most."""

    step: str
    clock: float
    processor: float
    memory: float


def words(chance: random.Random) -> list[str]:
    """Return the words of the language, each once, the most frequent first."""
    syllables = ["".join(each) for each in itertools.product(SOUNDS, "aeiou", ("", "n", "r", "l"))]
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(found)


def texts(passages: int, chance: random.Random, known: Sequence[str]) -> Iterator[str]:
    """Yield so many passages; the frequency of a word falls with its rank."""
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(known))))
    for _each in range(passages):
        chosen = chance.choices(known, cum_weights=weights, k=chance.randint(SHORTEST, LONGEST))
        yield " ".join(chosen).capitalize() + "."


def written(folder: Path, works: int, passages: int, suffix: str) -> list[Path]:
    """Write a library into the folder, its passages shared out evenly over its works; return the files."""
    chance = random.Random(7)
    made = texts(passages, chance, words(chance))
    folder.mkdir()
    files = [folder / f"work-{number:04}.{suffix}" for number in range(works)]
    for number, file in enumerate(files):
        some = itertools.islice(made, passages * (number + 1) // works - passages * number // works)
        file.write_text("".join(map(_row_of if suffix == "jsonl" else _paragraph, itertools.count(1), some)))
    return files


def _row_of(number: int, text: str) -> str:
    return json.dumps({"id": str(number), "text": text}) + "\n"


def _paragraph(_number: int, text: str) -> str:
    return text + "\n\n"


def measured(step: str, data: Path, *arguments: str) -> Row:
    """Run a command on the data folder and return what it took."""
    begun = time.perf_counter()
    environment = {**os.environ, "COMMONPLACE_DATA": str(data)}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
    process = os.posix_spawn(sys.executable, [*COMMAND, *arguments], environment, file_actions=quiet)
    _process, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{step}: {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return Row(step, time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def rows(works: int, passages: int, kind: str) -> Iterator[Row]:
    """Yield the figures of one kind of files, step by step."""
    with tempfile.TemporaryDirectory() as room:
        data, source = Path(room) / "data", Path(room) / "source"
        written(source, works, passages, FORMATS[kind])
        yield measured(f"import {kind}", data, "import", str(source), "--pack", "made")
        yield measured(f"start ({kind})", data, "chat")
        _grow(data / "packs" / "made")
        yield measured(f"start with one work changed ({kind})", data, "chat")
        yield measured(f"start again ({kind})", data, "chat")


def _grow(pack: Path) -> None:
    """Add a passage to one work of a pack."""
    file = min(pack.glob("work-*"))
    more = "One passage more than there were."
    with file.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps({"id": "more", "text": more}) + "\n" if file.suffix == ".jsonl" else f"\n{more}\n")


def table(found: Sequence[Row]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| step | clock s | processor s | memory MB |", "|---|---|---|---|"]
    lines += [f"| {each.step} | {each.clock:.1f} | {each.processor:.1f} | {each.memory:.0f} |" for each in found]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--works", type=int, default=20)
    parser.add_argument("--passages", type=int, default=17_500)
    parser.add_argument("--kind", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    title = f"A library of {chosen.works:,} works and {chosen.passages:,} passages"
    found = [row for kind in chosen.kind for row in rows(chosen.works, chosen.passages, kind)]
    print(title, "\n\n" + table(found))
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "library.md").write_text(f"# {title}\n\n{table(found)}", encoding="utf-8")


if __name__ == "__main__":
    main()
