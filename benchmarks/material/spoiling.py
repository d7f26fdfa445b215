"""How people spoil a line they quote: slips, words dropped, moved or put in, other words of the same meaning.

A fragment of a passage goes in, what somebody might type comes out; see `WAYS`.
"""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.lookup.normalise import unspaced  # noqa: E402
from bot.lookup.stem import stem  # noqa: E402
from bot.lookup.synonyms import synonyms  # noqa: E402

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
