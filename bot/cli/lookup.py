"""`commonplace lookup`: one question, or a file of them for scripts."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer
from rich.console import Console

from bot.chat import Refusal
from bot.cli import overview
from bot.cli.chat import Progress
from bot.library import pack as packs
from bot.library.citation import cite
from bot.library.reference import References
from bot.library.shelf import Shelf
from bot.lookup.desk import synced
from bot.lookup.finding import Change, Edit, Finding, Hit, Verdict
from bot.lookup.lookup import Lookup
from bot.settings import Settings, read

WORDS = 3
"""So many words may be a quotation; fewer are looked for as keywords."""


class Kind(StrEnum):
    """What a question is taken for."""

    AUTO = "auto"
    FIND = "find"
    CONCORDANCE = "concordance"
    FREQUENCY = "frequency"
    QUOTE = "quote"
    REFERENCE = "reference"


def lookup(
    text: Annotated[str, typer.Argument(help="What is remembered, keywords, or a reference.")] = "",
    kind: Annotated[
        Kind | None, typer.Option(help="What the text is, or is wanted of it; auto tries reference, quotation, words.")
    ] = None,
    pack: Annotated[str, typer.Option(help="Only in this pack.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="The most passages, or contexts, to list.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,  # noqa: FBT002 - typer's way
    batch: Annotated[str, typer.Option(metavar="FILE", help="A file of JSON Lines with id and text; - is stdin.")] = "",
) -> None:
    """Look up a quotation, words, or a reference. Exit code 1: some lines of a batch were bad; 2: wrong use."""
    if bool(text.strip()) == bool(batch):
        _wrong("Give either a TEXT or --batch FILE.")
    with _opened(read()) as (found, references):
        if pack and pack not in found.shelf.fingerprints():
            _wrong(f"{pack}: there is no such pack; there are {', '.join(sorted(found.shelf.fingerprints()))}")
        questions = Questions(found, references, pack, limit)
        if batch:
            raise typer.Exit(_batch(batch, questions, kind or Kind.QUOTE))
        answer = questions.timed(text, kind or Kind.AUTO)
        sys.stdout.write(json.dumps(answer) + "\n" if as_json else shown(answer))


class Questions:
    """Answers questions as the JSON objects that scripts read."""

    def __init__(self, found: Lookup, references: References, pack: str, limit: int) -> None:
        self._lookup = found
        self._references = references
        self._pack = pack
        self._limit = limit
        self._kinds: dict[Kind, Callable[[str], dict[str, Any]]] = {
            Kind.AUTO: self._auto,
            Kind.FIND: self._find,
            Kind.CONCORDANCE: self._concordance,
            Kind.FREQUENCY: self._frequency,
            Kind.QUOTE: self._quote,
            Kind.REFERENCE: self._reference,
        }

    def timed(self, text: str, kind: Kind) -> dict[str, Any]:
        """Return the answer with `ms`, the wall time from text to finding."""
        begun = time.perf_counter()
        answer = self._kinds[kind](text)
        return {**answer, "ms": round((time.perf_counter() - begun) * 1000, 3)}

    def _auto(self, text: str) -> dict[str, Any]:
        referred = self._reference(text)
        if referred["hits"] or "refused" in referred:
            return referred
        quoted = self._quote(text) if len(text.split()) >= WORDS or not text.isascii() else None
        if quoted and quoted["verdict"] != Verdict.NONE:
            return quoted
        words = self._find(text)
        return words if words["hits"] or not quoted else quoted

    def _quote(self, text: str) -> dict[str, Any]:
        return finding(self._lookup.quote(text, pack=self._pack, limit=self._limit))

    def _find(self, text: str) -> dict[str, Any]:
        found = self._lookup.find(text, pack=self._pack, limit=self._limit)
        more = {"passages": found.passages, "works": found.works}
        hints = {"suggestion": found.suggestion, "broader": found.broader}
        return {"kind": Kind.FIND, "verdict": Verdict.NONE, **_listed(found.hits), **more, **hints}

    def _concordance(self, text: str) -> dict[str, Any]:
        found = self._lookup.concordance(text, pack=self._pack, limit=self._limit)
        return {"kind": Kind.CONCORDANCE, "verdict": Verdict.NONE, **_listed(()), **overview.contexts(found)}

    def _frequency(self, text: str) -> dict[str, Any]:
        found = self._lookup.frequency(text, pack=self._pack)
        return {"kind": Kind.FREQUENCY, "verdict": Verdict.NONE, **_listed(()), **overview.over_time(found)}

    def _reference(self, text: str) -> dict[str, Any]:
        answer = {"kind": Kind.REFERENCE, "verdict": Verdict.NONE}
        try:
            passages = self._references.read(text) or ()
        except Refusal as refusal:
            refused = {name: str(value) for name, value in refusal.values.items()}
            return {**answer, **_listed(()), "refused": {"message": refusal.message, **refused}}
        shelf = self._lookup.shelf
        works = {each.key: shelf.work(each.pack, each.work) for each in passages}
        hits = [
            Hit(each, cite(work, each), 100.0, (0, len(each.text))) for each in passages if (work := works[each.key])
        ]
        return {**answer, **_listed(hits[: self._limit])}


def finding(found: Finding) -> dict[str, Any]:
    """Return a finding as scripts read it."""
    claimed = {"claimed": found.claimed} if found.claimed else {}
    reasons = [each.reason for each in found.difference if each.reason] if found.verdict is Verdict.ALTERED else []
    more = {"reasons": list(dict.fromkeys(reasons))} if reasons else {}
    return {"kind": Kind.QUOTE, "verdict": found.verdict, **_listed(found.hits, found.difference), **claimed, **more}


def _listed(hits: tuple[Hit, ...] | list[Hit], changes: tuple[Change, ...] = ()) -> dict[str, Any]:
    difference = [[change.edit, change.yours, change.theirs] for change in changes]
    return {"hits": [_hit(each) for each in hits], "difference": difference}


def _hit(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    more = {"form": hit.form} if hit.form else {}
    return {
        "passage": passage.key,
        "pack": passage.pack,
        "work": passage.work,
        "locator": passage.locator,
        "citation": hit.citation,
        "text": passage.text,
        "score": hit.score,
        "span": list(hit.span),
        **({"following": hit.following.key} if hit.following else {}),
        **({"marked": [list(each) for each in hit.marked]} if hit.marked else {}),
        **more,
    }


def shown(answer: dict[str, Any]) -> str:
    """Return the answer as a person reads it in a terminal."""
    lines = [f"{answer['kind']}: {answer['verdict']}"] if answer["kind"] == Kind.QUOTE else [f"{answer['kind']}:"]
    lines[0] += f" ({', '.join(answer['reasons'])})" if "reasons" in answer else ""
    if "passages" in answer:
        lines[0] += f" {answer['passages']} passages" + (f" in {answer['works']} works" if "works" in answer else "")
    if answer["kind"] in (Kind.CONCORDANCE, Kind.FREQUENCY):
        lines += overview.shown(answer)
    if any(operation != Edit.SAME for operation, _yours, _theirs in answer["difference"]):
        lines += [f"  you wrote: {_side(answer, 1)}", f"  the text:  {_side(answer, 2)}"]
    for hit in answer["hits"]:
        lines += ["", hit["text"], f"  — {hit['citation']}  [{hit['passage']}, {hit['score']:.0f}]"]
    lines += [f"{name}: {answer[name]}" for name in ("suggestion", "broader") if answer.get(name)]
    written = "\n".join(lines) + "\n"
    return written.encode(errors="replace").decode()


def _side(answer: dict[str, Any], side: int) -> str:
    return "".join(
        change[side] if change[0] == Edit.SAME or not change[side].strip() else f"[{change[side].strip()}] "
        for change in answer["difference"]
    ).strip()


def _batch(name: str, questions: Questions, kind: Kind) -> int:
    """Answer every line of the file in order; return the exit code."""
    with _lines(name) as lines:
        bad = 0
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            asked = _asked(line)
            if isinstance(asked, str):
                bad += 1
                sys.stderr.write(f"line {number}: {asked}\n")
                continue
            answer = questions.timed(asked["text"], kind)
            del answer["kind"]
            sys.stdout.write(json.dumps({"id": asked["id"], **answer}) + "\n")
            sys.stdout.flush()
    return 1 if bad else 0


def _asked(line: str) -> dict[str, Any] | str:
    """Return the question that stands in a line, or a sentence that says what is wrong with it."""
    try:
        asked = json.loads(line)
    except ValueError as error:
        return f"not JSON: {error}"
    if not isinstance(asked, dict) or "id" not in asked:
        return 'must be an object with "id" and "text"'
    if not isinstance(asked.get("text"), str):
        return '"text" must be a string'
    return asked


@contextmanager
def _lines(name: str) -> Iterator[TextIO]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream has it
        yield sys.stdin
        return
    try:
        file = Path(name).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below, errors told first
    except OSError as error:
        _wrong(f"{name}: {error.strerror}")
    with file:
        yield file


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Lookup, References]]:
    """Open the library, brought in line with its packs."""
    told = Progress(Console(stderr=True, highlight=False))
    settings.data.mkdir(parents=True, exist_ok=True)
    with Shelf.open(settings.index) as shelf:
        for problem in synced(shelf, packs.folders(packs.bundled(), settings.packs), progress=told):
            sys.stderr.write(f"{problem}\n")
        found = Lookup(shelf)
        found.prepare(progress=told)
        told.end()
        yield found, References(shelf)
        found.close()


def _wrong(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise typer.Exit(2)
