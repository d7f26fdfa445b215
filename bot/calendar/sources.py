"""Naming a source: a pack, a work or a topic, by the words people use for it."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat import Refusal
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.library.work import Work

KINDS = ("pack", "work", "topic")
NEAR = 3
"""How many near names a refusal suggests."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of the names that a source answers to; `label` is how it is shown."""

    kind: str
    name: str
    source: Source
    label: str


def read(shelf: Shelf, words: str) -> Source:
    """Return the source that someone named; no words are the whole library.

    "pack", "work" or "topic" in front says which kind is meant. A beginning is enough where only one name has it.

    Raises:
        Refusal: "source-unknown-near" with the `source` as given and names `near` it, or "source-unknown".

    """
    kind, wanted = _kind(words)
    if not wanted:
        return Source()
    known = [each for each in names(shelf) if kind in ("", each.kind)]
    folded = wanted.casefold()
    exact = next((each for each in known if each.name.casefold() == folded), None)
    begun = list(dict.fromkeys(each.source for each in known if each.name.casefold().startswith(folded)))
    if exact or len(begun) == 1:
        return exact.source if exact else begun[0]
    near = [label(shelf, each) for each in begun] or _near(known, folded)
    if near:
        raise Refusal("source-unknown-near", source=words.strip(), near=", ".join(near[:NEAR]))
    raise Refusal("source-unknown", source=words.strip())


def work(shelf: Shelf, name: str) -> str:
    """Return the work that someone named, as pack/work.

    Raises:
        Refusal: as `read`.

    """
    found = read(shelf, f"work {name}")
    return f"{found.pack}/{found.work}"


def label(shelf: Shelf, source: Source) -> str:
    """Return how a source is shown; empty for the whole library."""
    if source.work:
        work = shelf.work(source.pack, source.work)
        return work.title if work else source.work
    if source.pack:
        return next((each.title for each in shelf.packs() if each.name == source.pack), source.pack)
    return source.topic


def names(shelf: Shelf) -> Iterator[Named]:
    """Yield every name of every source: packs first, then works, then topics."""
    for pack in shelf.packs():
        for name in (pack.name, pack.title):
            yield Named("pack", name, Source(pack=pack.name), pack.title)
    for work in shelf.works():
        for name in _work_names(work):
            yield Named("work", name, Source(pack=work.pack, work=work.id), work.title)
    for topic in shelf.topics():
        yield Named("topic", topic, Source(topic=topic), topic)


def _work_names(work: Work) -> tuple[str, ...]:
    return tuple(filter(None, (work.id, work.title, work.short, f"{work.pack}/{work.id}", *work.names)))


def _kind(words: str) -> tuple[str, str]:
    first, _, rest = words.strip().partition(" ")
    kind = first.rstrip(":").casefold()
    if kind in KINDS and rest.strip():
        return kind, rest.strip()
    kind, colon, rest = words.strip().partition(":")
    return (kind.casefold(), rest.strip()) if colon and kind.casefold() in KINDS else ("", words.strip())


def _near(known: list[Named], folded: str) -> list[str]:
    by_name = {each.name.casefold(): each.label for each in known}
    found = difflib.get_close_matches(folded, by_name, n=NEAR, cutoff=0.6)
    return list(dict.fromkeys(by_name[each] for each in found))
