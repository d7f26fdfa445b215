"""The grammar of `find`: words, "phrases", -exclusions, prefix*, and filters by: in: topic: lang: year: order:."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.lookup.normalise import tokens

FILTERS = ("by", "in", "topic", "lang", "year", "order")
CITED, RANKED = ("citation", "cited", "place", "reading"), ("relevance", "rank", "best")
"""What `order:` may say: in reading order, or the best first, as without it."""
UNFILLED = tuple(f"{name}:" for name in FILTERS)
ATOM = re.compile(
    r"""(?P<minus>[-−](?=\S))?  (?:(?P<filter>[a-z]+):)?
        (?: ["“”„«](?P<phrase>[^"“”„«»]*)["“”»]? | (?P<word>\S+) )""",
    re.VERBOSE | re.IGNORECASE,
)
YEARS = re.compile(r"(?P<first>-?\d{1,4})?(?P<to>-|–|\.\.)?(?P<last>-?\d{1,4})?")
Years = tuple[int | None, int | None]
"""The first and the last year, None where open."""
MOST_CLAUSES = 16
"""Words and phrases that are looked for; what is written beyond does not narrow."""

MOST_OPEN = 3
"""Beginnings of words among them; each stands for many words."""

LONGEST = 1000
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a passage must have, or must not: tokens side by side; the last one may be only a beginning."""

    tokens: tuple[str, ...]
    written: str
    excluded: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A keyword search. The filters are as written; `years` are inclusive, None where open. `cited` orders by place."""

    clauses: tuple[Clause, ...] = ()
    by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: Years | None = None
    cited: bool = False
    unread: tuple[str, ...] = ()
    """What was written and does not count: a filter with a value that cannot be read, words beyond the most."""

    @property
    def written(self) -> str:
        """The search as it may be typed again: its filters, then its words, of which the last phrase may be open."""
        named = (("by", self.by), ("in", self.within), ("topic", self.topics), ("lang", self.languages))
        filters = [f"{name}:{_quoted(value)}" for name, values in named for value in values]
        first, last = ("" if each is None else str(each) for each in self.years or (None, None))
        years = [f"year:{first}" if first == last else f"year:{first}..{last}"] if self.years else []
        order = ["order:citation"] if self.cited else []
        return " ".join([*filters, *years, *order, *(each.written for each in self.clauses)])

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """What a passage must have."""
        return tuple(each for each in self.clauses if not each.excluded)

    @property
    def filtered(self) -> bool:
        """Whether the filters leave anything out."""
        return bool(self.by or self.within or self.topics or self.languages or self.years)


def read(text: str) -> Query:
    """Return the search that `text` asks for; what is no filter and no mark is a word."""
    query = Query()
    seen: set[str] = set()
    for found in ATOM.finditer(text[:LONGEST]):
        name = (found["filter"] or "").lower()
        value = found["phrase"] if found["phrase"] is not None else found["word"]
        if name in FILTERS and not found["minus"] and value.strip():
            query = _filtered(query, name, value.strip())
        elif found[0] not in seen:
            seen.add(found[0])
            query = replace(query, clauses=(*query.clauses, *_clauses(found, value)))
    kept = tuple(_bounded(query.clauses))
    beyond = [each.written for each in query.clauses if each not in kept]
    return replace(query, clauses=kept, unread=(*query.unread, *beyond))


def _bounded(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield the clauses without those that are too many, and without the beginnings of words that are."""
    begun = 0
    for each in clauses[:MOST_CLAUSES]:
        begun += each.open
        if not each.open or begun <= MOST_OPEN:
            yield each


def _clauses(found: re.Match[str], value: str) -> Iterator[Clause]:
    written = found[0]
    prefixed = found["filter"] and found["filter"].lower() not in FILTERS
    value = f"{found['filter']} {value}" if prefixed else value
    known = tuple(tokens(value))
    if known and value.lower() not in UNFILLED:
        yield Clause(known, written, excluded=bool(found["minus"]), open=value.rstrip().endswith("*"))


def _filtered(query: Query, name: str, value: str) -> Query:
    if name == "year":
        years = _years(value)
        return replace(query, years=_both(query.years, years)) if years else _misread(query, name, value)
    if name == "order":
        known = value.lower() in (*CITED, *RANKED)
        return replace(query, cited=value.lower() in CITED) if known else _misread(query, name, value)
    if name == "by":
        return replace(query, by=(*query.by, value))
    if name == "in":
        return replace(query, within=(*query.within, value))
    if name == "topic":
        return replace(query, topics=(*query.topics, value))
    return replace(query, languages=(*query.languages, value))


def _both(one: Years | None, other: Years) -> Years:
    """Return the years that both let through."""
    firsts, lasts = zip(one or other, other, strict=True)
    first = max((each for each in firsts if each is not None), default=None)
    return first, min((each for each in lasts if each is not None), default=None)


def _misread(query: Query, name: str, value: str) -> Query:
    return replace(query, unread=(*query.unread, f"{name}:{value}"))


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _years(value: str) -> Years | None:
    """Return the years that "1861", "1861-1865", "1861-" or "-1865.." stand for."""
    found = YEARS.fullmatch(value)
    if not found or not (found["first"] or found["last"]):
        return None
    first, last = (int(found[each]) if found[each] else None for each in ("first", "last"))
    return (first, last) if found["to"] else (first, first)
