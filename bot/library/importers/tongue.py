"""The tongue of a text: told by its script, or in Latin letters by its commonest words."""

import re
import unicodedata
from collections import Counter

SAMPLE = 8_000
FEWEST = 5
SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "THAI": "th",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
WORDS = {
    "en": "the and of to that in is was for with not shall his",
    "de": "der die das und ist nicht ein eine den dem des zu mit",
    "fr": "le la les et des est dans que qui une pour pas du",
    "es": "el los las y que por una para del con se su como",
    "pt": "o os as e que uma para do da não com dos em",
    "it": "il gli che di una per non del della con è sono le",
    "nl": "de het een en van niet dat zijn met voor aan ook wij",
    "la": "et in est non ad cum quod ut qui sed per ex aut",
}
TRADITIONAL = frozenset("國學說時對個為這來們於無與書經從後東車門馬長風")
SIMPLIFIED = frozenset("国学说时对个为这来们于无与书经从后东车门马长风") - TRADITIONAL


def read(text: str) -> str:
    """Return the language of a text as a tag of BCP 47; "en" where nothing tells."""
    sample = text[:SAMPLE]
    scripts = Counter(filter(None, map(_script, sample)))
    if not scripts:
        return "en"
    main = scripts.most_common(1)[0][0]
    if main == "zh" and scripts["ja"] > scripts["zh"] / 10:
        return "ja"
    if main == "zh":
        return _chinese(sample)
    return _latin(sample) if main == "latin" else main


def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    if letter < "\u0250":
        return "latin"
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ", 1)[0], "")


def _chinese(sample: str) -> str:
    """Return which set of characters a Chinese text is in, where its characters tell."""
    old, new = (sum(each in known for each in sample) for known in (TRADITIONAL, SIMPLIFIED))
    return "zh" if old == new else "zh-Hant" if old > new else "zh-Hans"


def _latin(sample: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    counts = {language: sum(words[each] for each in common.split()) for language, common in WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= FEWEST else "en"
