"""A pack: a folder of works with their licence, as a person writes it or `import` does."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.library import jsonlines, manifest, prose, retired
from bot.library.passage import Passage, key
from bot.library.problem import BadPack, Problem
from bot.library.retired import Places
from bot.library.work import Work

__all__ = ["BadPack", "Pack", "bundled", "fingerprint", "folders", "open_pack", "placed", "read"]

FORM = 1
"""Raised when the reader changes what it makes of the same files, so that every pack is read anew."""

MOST_PROBLEMS = 50
SUFFIXES = (".toml", ".md", ".jsonl")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that is fit to be shelved.

    `files` are its works' texts, in the order of `works`; `vocabulary` the topics it may have, where it says which;
    `retired` the places of passages that were taken out.
    """

    name: str
    title: str
    folder: Path
    works: tuple[Work, ...]
    files: tuple[Path, ...] = ()
    vocabulary: tuple[str, ...] = ()
    retired: Places = field(default_factory=dict)

    def passages(self, without: Collection[str] = ()) -> Iterator[Passage]:
        """Yield every passage in reading order, work by work, never all in memory; none of the works `without`.

        Raises:
            BadPack: where a file was changed for the worse since the pack was read.

        """
        for each in _checked(self, without):
            if isinstance(each, Problem):
                raise BadPack((str(each),))
            yield each

    def gone(self) -> dict[str, str]:
        """Return the keys of the passages that were taken out, each with the id of its work."""
        return {key(self.name, work, place): work for work, places in self.retired.items() for place in places}

    def prints(self) -> dict[str, str]:
        """Return what changes, by the id of a work, when its file or anything said of the work does."""
        return {work.id: _print(work, file) for work, file in zip(self.works, self.files, strict=True)}


def _print(work: Work, file: Path) -> str:
    said = hashlib.blake2b(json.dumps([FORM, asdict(work)]).encode(), digest_size=16)
    with file.open("rb") as written:
        said.update(hashlib.file_digest(written, hashlib.blake2b).digest())
    return said.hexdigest()


def read(folder: Path) -> Pack:
    """Return the pack in `folder`, every line of it checked.

    Raises:
        BadPack: with all that is wrong, each as "file:line: sentence".

    """
    pack = open_pack(folder)
    problems = sorted(each for each in _checked(pack) if isinstance(each, Problem))
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = [str(each) for each in problems[:MOST_PROBLEMS]]
        raise BadPack((*shown, *([f"… and {more} more"] if more > 0 else [])))
    return pack


def open_pack(folder: Path) -> Pack:
    """Return the pack in `folder` with only its manifest checked; `passages` tells of the rest.

    Raises:
        BadPack: with all that is wrong in the manifest and the heads of the works.

    """
    known = manifest.read(folder)
    return Pack(known.name, known.title, folder, known.works, known.files, known.vocabulary, retired.read(folder))


def placed(pack: Pack) -> Iterator[tuple[Passage, int, Path]]:
    """Yield every passage of a pack that is fit, with the file and the line that it is written in."""
    for work, file in zip(pack.works, pack.files, strict=True):
        found = _row_passages(work, file) if file.suffix == ".jsonl" else prose.read(work, file)
        for each in found:
            if not isinstance(each, Problem):
                yield each[0], each[1], file


def _checked(pack: Pack, without: Collection[str] = ()) -> Iterator[Passage | Problem]:
    """Yield what the files of a pack have; at last, which terms of it nothing in the whole pack explains."""
    terms: dict[str, str] = {}
    for each, file in _read(pack, without):
        if isinstance(each, Passage):
            terms |= dict.fromkeys(each.terms, file.name)
        yield each
    explained = {each.locator for each, _ in _read(pack) if isinstance(each, Passage)} if terms else set()
    for term in terms.keys() - explained:
        yield Problem(terms[term], 0, f"no passage of the pack has the id {term!r}, which stands among the terms")


def _read(pack: Pack, without: Collection[str] = ()) -> Iterator[tuple[Passage | Problem, Path]]:
    read = ((work, file) for work, file in zip(pack.works, pack.files, strict=True) if work.id not in without)
    for work, file in read:
        found = _row_passages(work, file) if file.suffix == ".jsonl" else prose.read(work, file)
        for each in _once(found, file):
            yield each, file


def _once(found: Iterable[tuple[Passage, int] | Problem], file: Path) -> Iterator[Passage | Problem]:
    """Yield the passages, and a problem for each whose locator was there before, and for a work without any."""
    seen: dict[str, int] = {}
    told = False
    for each in found:
        told = told or isinstance(each, Problem)
        yield each if isinstance(each, Problem) else _new(each, seen, file)
    if not seen and not told:
        yield Problem(file.name, 0, "there is no passage in it")


def _new(found: tuple[Passage, int], seen: dict[str, int], file: Path) -> Passage | Problem:
    passage, line = found
    before = seen.setdefault(passage.locator, line)
    if before != line:
        sentence = f"the id {passage.locator!r} is already that of line {before}: give one of them another"
        return Problem(file.name, line, sentence)
    return passage


def _row_passages(work: Work, file: Path) -> Iterator[tuple[Passage, int] | Problem]:
    position = 0
    for row in jsonlines.read(file):
        if isinstance(row, Problem):
            yield row
            continue
        fields = {"language": work.language, **row.fields}
        yield Passage(work.pack, work.id, row.id or str(row.line), row.text, position, **fields), row.line
        position += 1


def fingerprint(folder: Path) -> str:
    """Return what changes when a file of the pack does: made of names, sizes and times of change, so it is cheap."""
    known = sorted((each.name, each.stat()) for each in folder.iterdir() if each.suffix in SUFFIXES)
    listed = [f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}" for name, stat in known]
    return hashlib.sha256("\n".join([str(FORM), *listed]).encode(errors="surrogateescape")).hexdigest()[:32]


def folders(*roots: Path) -> list[Path]:
    """Return the packs' folders below the roots, by name; of two of one name the last root's counts."""
    found = {path.parent.name: path.parent for root in roots for path in sorted(root.glob(f"*/{manifest.FILE}"))}
    return [found[name] for name in sorted(found) if not name.startswith((".", "_"))]


def bundled() -> Path:
    """Return the folder of the packs that come with the program: in the wheel, else in the checkout."""
    room = Path(__file__).resolve().parents[1]
    inside = room / "content"
    return inside if inside.is_dir() else room.parent / "content"
