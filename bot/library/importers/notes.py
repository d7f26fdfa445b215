"""Notes: the footnotes of a marked-up text taken to the paragraphs that call them."""

import re
from dataclasses import replace

from bot.library.importers.draft import LeftOut, Piece
from bot.library.importers.flow import Flow

LONGEST = 20_000
"""Characters of one note; what is longer was no note."""

OWN_MARK = re.compile(r"^(?:[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})[\]).:]?)\s+")
NOTES = re.compile(r"(?:end|foot)?notes?|anmerkungen|notas|fußnoten|remarques", re.IGNORECASE)
"""What the heading above the notes says; the notes gone, it heads nothing."""


def settled(flow: Flow) -> tuple[list[Piece], list[LeftOut]]:
    """Return the pieces with every note beside its call, and the notes that nothing calls as left out."""
    callers = {target: at for at, called in flow.calls.items() for target in called}
    found = {each: flow.anchors[each] for each, at in callers.items() if _is_note(flow, each, at)}
    taken = {at for start, stop in found.values() for at in range(start, stop)}
    rest = [_noted(flow, at, found) for at in range(len(flow.pieces)) if at not in taken]
    kept = [each for each in rest if each.kind != "links"]
    why = "links: a list of contents, or elsewhere"
    links = [LeftOut(flow.file, each.line, each.text, why) for each in rest if each.kind == "links"]
    kept, uncalled = _without_headings(kept, flow.file) if taken else (kept, [])
    return kept, [*links, *uncalled]


def _is_note(flow: Flow, target: str, caller: int) -> bool:
    """Return whether what stands at a target is a note: paragraphs, not too many, that are no headings."""
    start, stop = flow.anchors.get(target, (0, 0))
    pieces = flow.pieces[start:stop]
    return (
        bool(pieces)
        and caller not in range(start, stop)
        and all(not each.level for each in pieces)
        and sum(len(each.text) for each in pieces) <= LONGEST
    )


def _noted(flow: Flow, at: int, found: dict[str, tuple[int, int]]) -> Piece:
    called = [found[each] for each in flow.calls.get(at, ()) if each in found]
    texts = (" ".join(each.text for each in flow.pieces[start:stop]) for start, stop in called)
    notes = tuple(OWN_MARK.sub("", " ".join(each.split())) for each in texts)
    return replace(flow.pieces[at], notes=(*flow.pieces[at].notes, *notes))


def _without_headings(kept: list[Piece], file: str) -> tuple[list[Piece], list[LeftOut]]:
    """Leave out a heading of the notes with what nothing calls below it, up to the next heading."""
    left: list[LeftOut] = []
    rest: list[Piece] = []
    within = False
    for each in kept:
        within = bool(NOTES.fullmatch(each.text.strip(" .:"))) if each.level else within
        if within:
            why = "the heading of the notes" if each.level else "a note that nothing calls"
            left.append(LeftOut(file, each.line, each.text, why))
        else:
            rest.append(each)
    return rest, left
