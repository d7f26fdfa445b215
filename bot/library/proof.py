"""The proof of a pack: what an editor would ask about in one that is fit to be shelved."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.library import pack
from bot.library.cut import LONGEST
from bot.library.manifest import FILE
from bot.library.pack import Pack
from bot.library.passage import Passage
from bot.library.problem import Problem
from bot.library.work import UNSTATED

LONG = 4096
"""Characters of a passage that no chat shows in one post."""

ALIKE = 0.85
SPOILT = re.compile(r"Ã[\x80-\xbf©¤¶¼]|â€[™œ\x9d“”]|Â[ \xa0«»]")
"""What UTF-8 looks like where it was read as Latin letters."""

ODD = ("Cc", "Co", "Cn", "Cs")
"""Categories of characters that no text has: controls, private ones, and those not assigned."""

UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\ufffd\u00ad"
ASKS = "?？؟;"


def warnings(made: Pack) -> Iterator[Problem]:
    """Yield what may be wrong in a pack, with file and line; the pack can be used all the same."""
    yield from _rights(made)
    proof = _Proof()
    for passage, line, file in pack.placed(made):
        yield from proof.read(passage, line, file)
    yield from proof.unknown(made) if made.vocabulary else proof.topics(made)


def _rights(made: Pack) -> Iterator[Problem]:
    for work in made.works:
        if work.licence == UNSTATED:
            yield Problem(FILE, 0, f"{work.title}: nobody has said what its licence is: write licence = …")


@dataclass(slots=True)
class _Proof:
    """Reads passages one after the other, and remembers what it needs of those before; texts as hashes only."""

    _texts: dict[int, tuple[str, int]] = field(default_factory=dict)
    _topics: Counter[str] = field(default_factory=Counter)
    _first: dict[str, tuple[str, int]] = field(default_factory=dict)

    def read(self, passage: Passage, line: int, file: Path) -> Iterator[Problem]:
        """Yield what is odd about a passage."""
        sentences = (*self._doubled(passage, line, file), *_long(passage), *_odd(passage), *_prompts(passage))
        yield from (Problem(file.name, line, each) for each in sentences)
        for topic in passage.topics:
            self._topics[topic] += 1
            self._first.setdefault(topic, (file.name, line))

    def topics(self, made: Pack) -> Iterator[Problem]:
        """Yield topics that look like a slip for another: used once, and nearly called the same."""
        known = [*self._topics, *(topic for work in made.works for topic in work.topics)]
        for topic, count in self._topics.items():
            others = [each for each in known if each != topic and self._topics[each] != 1]
            alike = _alike(topic, others)
            if count == 1 and alike:
                file, line = self._first[topic]
                yield Problem(file, line, f"the topic {topic!r} stands nowhere else: did you mean {alike!r}?")

    def unknown(self, made: Pack) -> Iterator[Problem]:
        """Yield topics that do not stand in the pack's vocabulary, each where it is first met."""
        of_works = dict.fromkeys((topic for work in made.works for topic in work.topics), (FILE, 0))
        for topic, (file, line) in (of_works | self._first).items():
            if topic not in made.vocabulary:
                alike = _alike(topic, made.vocabulary)
                mend = f"did you mean {alike!r}?" if alike else "mend it, or add it to the vocabulary in pack.toml"
                yield Problem(file, line, f"unknown topic {topic!r}: {mend}")

    def _doubled(self, passage: Passage, line: int, file: Path) -> Iterator[str]:
        key = hash(" ".join(passage.text.casefold().split()))
        before, at = self._texts.setdefault(key, (file.name, line))
        if (before, at) != (file.name, line):
            where = f"line {at}" if before == file.name else f"{before}:{at}"
            yield f"the same text as {where}: is one of them too many?"


def _alike(topic: str, others: Iterable[str]) -> str:
    folded = {each.casefold(): each for each in others}
    if topic.casefold() in folded:
        return folded[topic.casefold()]
    found = get_close_matches(topic.casefold(), folded, n=1, cutoff=ALIKE)
    return folded[found[0]] if found else ""


def _long(passage: Passage) -> Iterator[str]:
    length = len(passage.text)
    if length > LONG:
        yield f"{passage.locator} has {length:,} characters: no chat shows it in one post; split it"
    elif length > LONGEST:
        yield f"{passage.locator} has {length:,} characters: above {LONGEST:,} a passage reads badly in a chat"


def _odd(passage: Passage) -> Iterator[str]:
    odd = sorted({each for each in passage.text if each in UNSEEN or unicodedata.category(each) in ODD} - {"\n"})
    if odd:
        named = ", ".join(f"U+{ord(each):04X} {unicodedata.name(each, '')}".strip() for each in odd[:3])
        yield f"{passage.locator} has odd characters: {named}"
    spoilt = SPOILT.search(passage.text)
    if spoilt:
        yield f"{passage.locator} has {spoilt[0]!r}: the text was read in a wrong encoding once"


def _prompts(passage: Passage) -> Iterator[str]:
    for each in passage.prompts:
        if not each.strip():
            yield f"{passage.locator} has an empty question"
        elif each.strip()[-1] not in ASKS:
            yield f"{passage.locator}: {each[:40]!r} asks nothing: end it with a question mark"
