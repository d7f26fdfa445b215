"""Makes packs of the evaluation passages, tier by tier, for `commonplace import` or straight onto a shelf.

    python benchmarks/material/corpus.py --tier 31k OUT.jsonl      JSON Lines, as import reads them
    python benchmarks/material/corpus.py --tier 31k --shelf DIR    a shelf at DIR/library.sqlite

The passages stay where they are, beside the checkout; what this writes belongs outside of it.
"""

import argparse
import json
import lzma
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.library.passage import Passage  # noqa: E402
from bot.library.shelf import Shelf  # noqa: E402
from bot.library.work import Work  # noqa: E402

EVAL = ROOT.parent / "shared" / "eval"
TIERS = ("1k", "31k", "130k", "875k")
PACK = "eval"


@dataclass(frozen=True)
class Pack:
    """The evaluation passages as a pack: one work."""

    name: str
    title: str
    works: tuple[Work, ...]


def rows(tier: str) -> Iterator[dict[str, Any]]:
    """Yield the passages of a tier as they stand in the evaluation files."""
    chosen = json.loads((EVAL / "tiers.json").read_text())
    wanted = set(chosen[tier]) if tier in chosen else None
    names = ["passages-130k.jsonl.xz", *(["passages-scale.jsonl.xz"] if tier == "875k" else [])]
    for name in names:
        with lzma.open(EVAL / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if wanted is None or row["id"] in wanted:
                    yield row


def passages(found: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    """Yield them as passages whose locator is their id."""
    for position, row in enumerate(found):
        yield Passage(PACK, PACK, str(row["id"]), row["text"], position, language=row["lang"], cite=row["cite"])


def shelve(tier: str, folder: Path) -> Shelf:
    """Return a shelf in `folder` that holds the tier; made only where it is not there."""
    shelf = Shelf.open(folder / "library.sqlite")
    if not shelf.packs():
        work = Work(PACK, PACK, "Evaluation passages", language="", licence="see MANIFEST", scheme="row")
        shelf.put(Pack(PACK, "Evaluation passages", (work,)), passages(rows(tier)), tier)
    return shelf


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tier", choices=TIERS, default="31k")
    parser.add_argument("--shelf", action="store_true", help="write a shelf into the folder OUT")
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    if chosen.shelf:
        shelve(chosen.tier, chosen.out).close()
        return
    with chosen.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(chosen.tier))


if __name__ == "__main__":
    main()
