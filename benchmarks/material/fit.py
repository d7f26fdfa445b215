"""Fits the lookup's confidence on quotations and non-quotations that it makes of the evaluation passages itself.

    python benchmarks/material/fit.py --shelves DIR [--each 3000]

DIR holds a shelf per tier (see corpus.py --shelf). No evaluation query is read. A quotation is a fragment of a passage,
spoilt in one of the ways people spoil them; a non-quotation is the same of a passage that is hidden from the lookup
while it is asked. The threshold is set on the development set.
"""

import argparse
import json
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.material.spoiling import WAYS, question  # noqa: E402
from bot.library.passage import Passage  # noqa: E402
from bot.library.shelf import Shelf  # noqa: E402
from bot.lookup import confidence  # noqa: E402
from bot.lookup.index import Index, Part  # noqa: E402
from bot.lookup.normalise import tokens  # noqa: E402
from bot.lookup.search import contenders  # noqa: E402

Rows = NDArray[np.float64]
TIERS = ("1k", "31k", "130k", "875k")
HIDDEN = 32
THRESHOLD = (-1.5, 0.3)
"""The least odds, and how they grow with ln(passages / 30,000) above that: below, the network knows what size means.

Chosen so that in every tier at most 9 in 1,000 of the development sets' non-quotations pass; the hidden passages here
are of the same books as what is left, and harder than what people ask in vain.
"""

TWIN = 0.72
"""A hidden passage's fragment that another passage has to this share is left out: that one is rightly found."""


@dataclass(frozen=True)
class Case:
    """One question asked: whether it was of a hidden passage, the features of its contenders, which are right."""

    tier: int
    hidden: bool
    clean: bool
    how: str
    asked: str
    rows: Rows
    right: NDArray[np.bool_]


def cases(tier: int, shelf: Shelf, outside: Shelf | None, each: int, chance: random.Random) -> Iterator[Case]:
    """Yield cases of a tier; `outside` is a larger library, whose further passages are asked for in vain, too."""
    index = Index(shelf)
    index.refresh()
    for turn in range(each):
        hidden = turn % 5 > 1
        source = outside if outside and turn % 5 > 2 else shelf
        number, passage = _any(source, chance)
        if source is not shelf and shelf.passage(passage.key):
            continue
        how = chance.choice(WAYS)
        how = chance.choice((how, "clean", "clean")) if hidden else how
        how = "clean" if hidden and how == "span" else how
        text = passage.text
        if how == "span":
            after = shelf.nth(passage.pack, passage.work, passage.position + 1)
            text = " ".join([*text.split()[-7:], *after.text.split()[:8]]) if after else text
        asked = question(text, how, chance)
        number = number if source is shelf else -9
        if asked:
            yield from asked_of(tier, index, number, asked, hidden=hidden, how=how)


def _any(shelf: Shelf, chance: random.Random) -> tuple[int, Passage]:
    """Return any passage of a shelf from which none was taken away, and its number."""
    number = chance.randint(1, shelf.highest())
    return number, shelf.read([number])[number]


def asked_of(tier: int, index: Index, number: int, asked: str, *, hidden: bool, how: str) -> Iterator[Case]:
    part = index.parts[0]
    wanted = tokens(asked)
    allowed = _all_but(number) if hidden else _everything
    found = contenders(index, wanted, allowed, most=8)
    if not found or not wanted:
        return
    joined = " ".join(wanted)
    rows = np.array(confidence.rows(found, joined, index.running, part.segment.entries))
    whole = np.array([row[2] > 0.995 and row[15] > 0.99 for row in rows])
    if hidden and (rows[:, 17] > TWIN).any():
        return
    right = np.array(
        [
            each.number == number
            or (each.number == number + 1 and how == "span")
            or (each.number == number - 1 and each.runs_on)
            for each in found
        ]
    )
    right = right | (whole & bool(right.any()))
    yield Case(tier, hidden, how == "clean", how, asked, rows, right & (not hidden))


def _everything(_part: Part) -> None:
    return None


def _all_but(number: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda part: np.abs(part.segment.numbers - number) > 0


def train(rows: Rows, right: Rows, weights: Rows, *, rounds: int, seed: int = 8) -> dict[str, list[float]]:
    """Return the network's numbers, fitted by Adam on logistic loss."""
    draw = np.random.default_rng(seed)
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 0.01)
    inputs = (rows - centre) / scale
    width = inputs.shape[1]
    layers = [
        draw.normal(size=(width, HIDDEN)) * 0.3,
        np.zeros(HIDDEN),
        draw.normal(size=HIDDEN) * 0.3,
        np.zeros(width),
        np.zeros(1),
    ]
    first = [np.zeros_like(each) for each in layers]
    second = [np.zeros_like(each) for each in layers]
    step, rate, penalty = 0, 0.01, 1e-4
    for turn in range(rounds):
        order = draw.permutation(len(inputs))
        rate = rate / 4 if turn in (int(rounds * 0.6), int(rounds * 0.85)) else rate
        for start in range(0, len(order), 2048):
            some = order[start : start + 2048]
            given = inputs[some]
            middle = np.tanh(given @ layers[0] + layers[1])
            guess = 1 / (1 + np.exp(-np.clip(middle @ layers[2] + given @ layers[3] + layers[4], -30, 30)))
            error = weights[some] * (guess - right[some]) / len(some)
            inner = np.outer(error, layers[2]) * (1 - middle**2)
            slopes = [given.T @ inner + penalty * layers[0], inner.sum(0), middle.T @ error + penalty * layers[2]]
            slopes += [given.T @ error + penalty * layers[3], np.array([error.sum()])]
            step += 1
            for place, slope in enumerate(slopes):
                first[place] = 0.9 * first[place] + 0.1 * slope
                second[place] = 0.999 * second[place] + 0.001 * slope**2
                moved = first[place] / (1 - 0.9**step) / (np.sqrt(second[place] / (1 - 0.999**step)) + 1e-8)
                layers[place] = layers[place] - rate * moved
    names = ("hidden", "hidden_bias", "out", "straight")
    found = {name: np.round(layer, 4).tolist() for name, layer in zip(names, layers, strict=False)}
    return {
        "centre": np.round(centre, 4).tolist(),
        "scale": np.round(scale, 4).tolist(),
        **found,
        "bias": round(float(layers[4][0]), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shelves", type=Path, required=True)
    parser.add_argument("--each", type=int, default=3000)
    parser.add_argument("--tiers", nargs="+", default=list(TIERS))
    parser.add_argument("--out", type=Path, default=confidence.WEIGHTS, help="where to write the fitted numbers")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--keep", type=Path, nargs="+", help="keep the cases here, to fit again without asking again")
    chosen = parser.parse_args()
    kept = [path for path in chosen.keep or () if path.exists()]
    made: list[Case] = [case for path in kept for case in pickle.loads(path.read_bytes())]
    for tier in () if kept else chosen.tiers:
        shelf = Shelf.open(chosen.shelves / tier / "library.sqlite")
        larger = {"1k": "130k", "31k": "130k", "130k": "875k"}.get(tier)
        outside = Shelf.open(chosen.shelves / larger / "library.sqlite") if larger else None
        made += cases(TIERS.index(tier), shelf, outside, chosen.each, random.Random(f"fit {tier}"))
        print(tier, len(made))
    if chosen.keep and not kept:
        chosen.keep[0].write_bytes(pickle.dumps(made))
    fitted = fit(made, chosen.rounds)
    chosen.out.write_text(json.dumps(fitted), encoding="utf-8")


def fit(made: Sequence[Case], rounds: int) -> dict[str, object]:
    rows = np.concatenate([case.rows for case in made])
    right = np.concatenate([case.right for case in made]).astype(float)
    weights = np.concatenate([np.full(len(case.rows), 3.0 if case.hidden else 1.0) for case in made])
    network = train(rows, right, weights, rounds=rounds)
    odds = _odds(network, made)
    for tier in sorted({case.tier for case in made}):
        hidden = sorted(
            (top for top, case in zip(odds, made, strict=True) if case.hidden and case.clean and case.tier == tier),
            reverse=True,
        )
        found = [top for top, case in zip(odds, made, strict=True) if not case.hidden and case.tier == tier]
        at = hidden[int(0.008 * len(hidden))]
        print(TIERS[tier], "threshold", round(at, 2), "hidden", len(hidden), "found", np.mean(np.array(found) > at))
        by: dict[str, list[bool]] = {}
        for top, case in zip(odds, made, strict=True):
            if not case.hidden and case.tier == tier:
                by.setdefault(case.how, []).append(bool(top > at))
        print({how: round(float(np.mean(some)), 3) for how, some in by.items()})
    return {
        "told": "Fitted by benchmarks/material/fit.py. Features: confidence.rows. Threshold: see Confidence.least.",
        **network,
        "threshold": THRESHOLD,
    }


def _odds(network: dict[str, list[float]], made: Sequence[Case]) -> list[float]:
    kept = {name: np.array(value) for name, value in network.items()}
    tops = []
    for case in made:
        scaled = (case.rows - kept["centre"]) / kept["scale"]
        odds = (
            np.tanh(scaled @ kept["hidden"] + kept["hidden_bias"]) @ kept["out"]
            + scaled @ kept["straight"]
            + kept["bias"]
        )
        tops.append(float(odds.max()))
    return tops


if __name__ == "__main__":
    main()
