"""JSON Lines: a pack as rows, one a passage, that `import` reads back with their ids."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.library.citation import cite
from bot.library.passage import Passage
from bot.library.work import Work

NAMED = ("section", "title", "speaker", "date", "note", "topics", "prompts", "forms", "beside", "terms")


def pack(works: Iterable[Work], passages: Iterable[Passage]) -> Iterator[str]:
    """Yield a line for each passage."""
    known = {each.id: each for each in works}
    for each in passages:
        yield json.dumps(_row(known[each.work], each), ensure_ascii=False)


def _row(work: Work, passage: Passage) -> dict[str, Any]:
    named = {name: value for name in NAMED if (value := getattr(passage, name))}
    return {
        "id": passage.locator,
        "work": work.title,
        "text": passage.text,
        "language": passage.language or work.language,
        "cite": cite(work, passage),
        **named,
    }
