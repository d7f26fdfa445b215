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

from bot.library.passage import Passage  # noqa: E402
from bot.library.shelf import Shelf  # noqa: E402
from bot.lookup import confidence  # noqa: E402
from bot.lookup.index import Index, Part  # noqa: E402
from bot.lookup.normalise import tokens, unspaced  # noqa: E402
from bot.lookup.search import contenders  # noqa: E402
from bot.lookup.stem import stem  # noqa: E402
from bot.lookup.synonyms import synonyms  # noqa: E402

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

FILLERS = ["very", "truly", "always", "really", "just", "now", "also", "even", "still", "indeed", "surely", "only"]
SOUNDS = (
    ("ph", "f"),
    ("tion", "shun"),
    ("ck", "k"),
    ("ea", "ee"),
    ("ie", "ei"),
    ("v", "f"),
    ("th", "f"),
    ("ough", "o"),
)
COMMON_WORDS = "thing people make great not get go come one all your their have who what them is are will can"
COMMON = COMMON_WORDS.split()
SMALL_TEXT = "the a an of to in and or is was it that he his for with on as at by be i you"
SMALL_WORDS = SMALL_TEXT.split()
SMALL = frozenset(SMALL_WORDS)


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


def spoilt(words: list[str], how: str, chance: random.Random) -> list[str]:
    """Return the words as people spoil them."""
    words = list(words)
    if how.startswith("typo"):
        for _ in range(int(how[-1])):
            place = chance.randrange(len(words))
            words[place] = slipped(words[place], chance)
        return words
    return SPOILERS[how](words, chance) if how in SPOILERS else words


def dropped(words: list[str], chance: random.Random) -> list[str]:
    del words[chance.randrange(1, len(words))]
    if chance.random() < 0.6:
        words.insert(chance.randrange(1, len(words)), chance.choice(FILLERS))
    return words if chance.random() < 0.7 or len(words) < 6 else dropped(words, chance)


def moved(words: list[str], chance: random.Random) -> list[str]:
    size = chance.randint(1, 3)
    start = chance.randrange(max(1, len(words) - size))
    taken = words[start : start + size]
    del words[start : start + size]
    at = chance.randrange(len(words) + 1)
    words[at:at] = taken
    return words


def shuffled(words: list[str], chance: random.Random) -> list[str]:
    words = [each for each in words if each.lower() not in SMALL and len(each) > 2] or words
    chance.shuffle(words)
    return words[: chance.randint(4, 7)]


def begun(words: list[str], chance: random.Random) -> list[str]:
    return [*words[:-1], words[-1][: max(1, chance.randint(1, len(words[-1])))]]


def replaced(words: list[str], chance: random.Random) -> list[str]:
    for _ in range(chance.randint(1, max(1, len(words) // 4))):
        words[chance.randrange(len(words))] = chance.choice([*FILLERS, "thing", "people", "make", "great", "not"])
    return words


def modern(words: list[str], chance: random.Random) -> list[str]:
    kept = [MODERN.get(each.lower(), each) for each in words]
    kept = [each.removesuffix("eth") + "s" if each.endswith("eth") and len(each) > 5 else each for each in kept]
    return replaced(kept, chance) if chance.random() < 0.5 else dropped(kept, chance)


def reworded(words: list[str], chance: random.Random) -> list[str]:
    kept = [each for each in words if each.lower() not in SMALL or chance.random() < 0.6] or words
    for _ in range(max(1, len(kept) // 4)):
        kept[chance.randrange(len(kept))] = chance.choice([*FILLERS, *COMMON])
    return modern(kept, chance) if len(kept) > 4 else kept


def remembered(words: list[str], chance: random.Random) -> list[str]:
    """Return the words as memory keeps them: some as others of the same meaning, small words as they come."""
    kept = [meant(each, chance) if chance.random() < 0.3 else each for each in words]
    kept = [chance.choice(SMALL_WORDS) if each.lower() in SMALL and chance.random() < 0.2 else each for each in kept]
    kept = [each for each in kept if each.lower() not in SMALL or chance.random() < 0.85] or words
    if len(kept) > 7 and chance.random() < 0.5:
        size, start = chance.randint(2, 3), chance.randrange(1, len(kept) - 4)
        del kept[start : start + size]
    return modern(kept, chance) if chance.random() < 0.5 and len(kept) > 3 else kept


def meant(word: str, chance: random.Random) -> str:
    near = sorted(synonyms(stem(word.lower())))
    return chance.choice(near) if near else word


def heard(words: list[str], chance: random.Random) -> list[str]:
    return [sounded(each, chance) for each in words]


SPOILERS = {
    "dropped": dropped, "moved": moved, "content": shuffled, "prefix": begun,
    "replaced": replaced, "modern": modern, "reworded": reworded, "sounds": heard, "remembered": remembered,
}  # fmt: skip
MODERN = {
    "thou": "you", "thee": "you", "ye": "you", "thy": "your", "thine": "your", "unto": "to", "shalt": "shall",
    "hath": "has", "doth": "does", "art": "are", "saith": "says", "upon": "on", "shall": "will", "hast": "have",
}  # fmt: skip


def slipped(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    kinds = (
        word[:place] + word[place + 1 :] or letter,
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :],
    )
    return chance.choice(kinds)


def sounded(word: str, chance: random.Random) -> str:
    for written, heard in SOUNDS:
        if written in word and chance.random() < 0.5:
            word = word.replace(written, heard)
    if len(word) > 4 and chance.random() < 0.3:
        place = chance.randrange(1, len(word))
        word = word[:place] + word[place + 1 :]
    return word


WAYS = (
    *("clean", "clean", "typo1", "typo2", "typo3", "sounds", "dropped", "moved", "moved", "content", "content"),
    *("prefix", "prefix", "replaced", "modern", "span", "reworded", "remembered", "remembered", "remembered"),
)


SIZES = {"content": (9, 22), "prefix": (3, 6), "remembered": (5, 18)}
"""Words of a fragment, fewest and most, before it is spoilt."""


def question(text: str, how: str, chance: random.Random) -> str:
    """Return a fragment of the text, spoilt; empty where the text is too short."""
    if text and sum(map(unspaced, text)) > len(text) // 2:
        size = chance.randint(6, 14)
        start = chance.randrange(max(1, len(text) - size))
        piece = list(text[start : start + size])
        if how.startswith("typo") and len(piece) > 3:
            piece[chance.randrange(len(piece))] = chance.choice("天地人山水月花大小上")
        return "".join(piece) if len(piece) >= 5 else ""
    words = text.split()
    size = chance.randint(*SIZES.get(how, (5, 14)))
    if len(words) < 5:
        return ""
    start = chance.randrange(max(1, len(words) - size))
    start = 0 if how == "prefix" and chance.random() < 0.7 else start
    return " ".join(spoilt(words[start : start + size], how, chance))


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
