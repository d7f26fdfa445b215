"""What others would use in place of our lookup, each behind the same two calls: build and answer."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import tantivy
from rapidfuzz import fuzz, process

from bot.lookup.normalise import tokens

SHORTLIST = 100
"""Candidates that a search engine hands to rapidfuzz."""


@dataclass(frozen=True)
class Text:
    """A passage as every peer gets it: its id and its canonical words joined by spaces."""

    id: str
    plain: str


Ranked = list[tuple[str, float]]


class Peer(Protocol):
    """A way to look a quotation up."""

    name: str

    def build(self, texts: Sequence[Text], folder: Path) -> None:
        """Take the passages in."""
        ...

    def answer(self, plain: str) -> Ranked:
        """Return ids with scores, best first."""
        ...


class Extract:
    """rapidfuzz alone: every passage is compared."""

    def __init__(self, scorer: Callable[..., float], name: str) -> None:
        self.name = f"rapidfuzz {name}"
        self._scorer = scorer
        self._texts: Sequence[Text] = ()
        self._plain: list[str] = []

    def build(self, texts: Sequence[Text], folder: Path) -> None:
        del folder
        self._texts, self._plain = texts, [each.plain for each in texts]

    def answer(self, plain: str) -> Ranked:
        found = process.extract(plain, self._plain, scorer=self._scorer, limit=5)
        return [(self._texts[place].id, score) for _text, score, place in found]


def rescored(plain: str, found: Sequence[tuple[str, str]]) -> Ranked:
    """Return a shortlist of ids and texts ranked by partial_ratio, never of a passage shorter than the question."""
    scored = (
        (each, fuzz.partial_ratio(plain, text) if len(text) >= len(plain) else fuzz.ratio(plain, text))
        for each, text in found
    )
    return sorted(scored, key=lambda pair: -pair[1])[:5]


class Fts:
    """SQLite's FTS5 by bm25, re-ranked by rapidfuzz."""

    def __init__(self, name: str, tokenizer: str) -> None:
        self.name = f"FTS5 {name} + rapidfuzz"
        self._tokenizer = tokenizer
        self._database = sqlite3.connect(":memory:")

    def build(self, texts: Sequence[Text], folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts.sqlite")
        self._database.execute(
            f"CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, plain, tokenize='{self._tokenizer}')"
        )
        self._database.executemany("INSERT INTO text VALUES (?, ?)", [(each.id, each.plain) for each in texts])
        self._database.commit()

    def answer(self, plain: str) -> Ranked:
        terms = list(self._terms(plain))
        if not terms:
            return []
        asked = " OR ".join(f'"{each}"' for each in terms)
        query = "SELECT id, plain FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
        return rescored(plain, self._database.execute(query, (asked, SHORTLIST)).fetchall())

    def _terms(self, plain: str) -> list[str]:
        if self._tokenizer == "trigram":
            return list(dict.fromkeys(plain[at : at + 3] for at in range(len(plain) - 2)))
        return list(dict.fromkeys(plain.split()))


class Tantivy:
    """tantivy over letter 3-grams, re-ranked by rapidfuzz: the best off-the-shelf shortlist we know."""

    name = "tantivy 3-grams + rapidfuzz"

    def __init__(self) -> None:
        self._index: Any = None
        self._searcher: Any = None
        self._texts: dict[str, str] = {}

    def build(self, texts: Sequence[Text], folder: Path) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("plain", stored=True, tokenizer_name="grams", index_option="freq")
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(schema.build(), path=str(folder / "tantivy"))
        grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3, prefix_only=False)).build()
        self._index.register_tokenizer("grams", grams)
        writer = self._index.writer(100_000_000, 1)
        for each in texts:
            writer.add_document(tantivy.Document(id=each.id, plain=each.plain))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def answer(self, plain: str) -> Ranked:
        grams = dict.fromkeys(plain[at : at + 3] for at in range(len(plain) - 2))
        schema = self._index.schema
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "plain", each, index_option="freq"))
            for each in grams
        ]
        if not terms:
            return []
        found = self._searcher.search(tantivy.Query.boolean_query(terms), SHORTLIST, count=False).hits
        documents = (self._searcher.doc(address) for _score, address in found)
        return rescored(plain, [(each.get_first("id"), each.get_first("plain")) for each in documents])


class Trigrams:
    """PostgreSQL's pg_trgm: word_similarity by a GiST index, nearest first."""

    name = "PostgreSQL pg_trgm (GiST)"

    def __init__(self, url: str) -> None:
        self._url = url
        self._loop: Any = None
        self._connection: Any = None

    def build(self, texts: Sequence[Text], folder: Path) -> None:
        import asyncio

        del folder
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._build(texts))

    async def _build(self, texts: Sequence[Text]) -> None:
        import asyncpg

        self._connection = await asyncpg.connect(self._url)
        await self._connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        await self._connection.execute("CREATE TEMP TABLE looked (id text, plain text)")
        rows = [(each.id, each.plain) for each in texts]
        await self._connection.copy_records_to_table("looked", records=rows)
        await self._connection.execute("CREATE INDEX ON looked USING gist (plain gist_trgm_ops(siglen=64))")
        await self._connection.execute("ANALYZE looked")

    def answer(self, plain: str) -> Ranked:
        query = "SELECT id, 1 - ($1 <<-> plain) AS alike FROM looked ORDER BY $1 <<-> plain LIMIT 5"
        rows = self._loop.run_until_complete(self._connection.fetch(query, plain))
        return [(row["id"], float(row["alike"])) for row in rows]


def plain(text: str) -> str:
    """Return the text as the peers get it."""
    return " ".join(tokens(text))


def reachable(postgres: str) -> bool:
    """Return whether a PostgreSQL answers there within two seconds."""
    import asyncio

    import asyncpg

    async def ask() -> None:
        connection = await asyncpg.connect(postgres, timeout=2)
        await connection.close()

    try:
        asyncio.run(ask())
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        return False
    return True


def peers(postgres: str) -> list[Peer]:
    """Return every peer that can be had here."""
    found: list[Peer] = [
        Tantivy(),
        Fts("words", "unicode61"),
        Fts("trigram", "trigram"),
        Extract(fuzz.partial_ratio, "partial_ratio"),
        Extract(fuzz.token_set_ratio, "token_set_ratio"),
        Extract(fuzz.WRatio, "WRatio"),
    ]
    return [*found, Trigrams(postgres)] if postgres else found
