"""Words in their contexts and over time, as scripts read them and as a terminal shows them."""

from typing import Any

from bot.answers.frequency import PERIODS, told
from bot.lookup.concordance import Concordance, aligned
from bot.lookup.frequency import Frequencies, Frequency, periods

LEFT, RIGHT = 38, 42
"""Columns before a word and from it on."""


def contexts(found: Concordance) -> dict[str, Any]:
    """Return a concordance: its contexts, where those stand, and how many passages there are."""
    listed = [
        {"before": each.before, "word": each.word, "after": each.after, "passage": each.passage.key, "line": line}
        for each, line in zip(found.contexts, aligned(found.contexts, left=LEFT, right=RIGHT), strict=True)
    ]
    cited = [{"contexts": len(each.contexts), "citation": each.citation} for each in found.lines]
    return {"contexts": listed, "cited": cited, "passages": found.passages, "works": found.works}


def over_time(found: Frequencies) -> dict[str, Any]:
    """Return frequencies: every year that anything is dated to, with occurrences and running words."""
    listed = [{"year": each.first, "occurrences": each.occurrences, "words": each.words} for each in found.years]
    total = {"occurrences": found.occurrences, "undated": found.undated}
    return {"years": listed, "passages": found.passages, **total}


def shown(answer: dict[str, Any]) -> list[str]:
    """Return the lines of either kind of answer for a person."""
    return _contexts(answer) if "contexts" in answer else _years(answer)


def _contexts(answer: dict[str, Any]) -> list[str]:
    lines = iter(answer["contexts"])
    out: list[str] = []
    for each in answer["cited"]:
        out += [f"— {each['citation']}", *(next(lines)["line"] for _line in range(each["contexts"]))]
    return out


def _years(answer: dict[str, Any]) -> list[str]:
    found = [Frequency(each["year"], each["year"], each["occurrences"], each["words"]) for each in answer["years"]]
    rows = told(periods(found, PERIODS)) if found else []
    undated = [f"undated: {answer['undated']}"] if answer["undated"] else []
    return [f"{answer['occurrences']} times; by period, in ten thousand words:", *rows, *undated]
