"""Stems: what the forms of a word share, so that one is found by another. Light on purpose; never shown or judged."""

from functools import lru_cache

SHORTEST = 3
ENDINGS = ("edly", "ingly", "fully", "eths", "ing", "eth", "est", "ied", "ies", "ed", "es", "ly", "s")
VOWELS = frozenset("aeiouy")
FORMS = """
    hath=have has=have had=have hast=have having=have doth=do does=do did=do dost=do done=do art=be is=be are=be was=be
    were=be been=be am=be being=be wast=be wert=be thy=your thine=your thee=you thou=you ye=you men=man women=woman
    children=child brethren=brother feet=foot teeth=tooth spake=speak spoke=speak spoken=speak said=say saith=say
    gave=give given=give went=go gone=go goes=go came=come took=take taken=take made=make knew=know known=know
    saw=see seen=see thought=think brought=bring sought=seek wrought=work taught=teach told=tell found=find
    kept=keep left=leave lost=lose sent=send built=build shewed=show shown=show began=begin begun=begin
    lives=life wives=wife wolves=wolf knives=knife leaves=leaf selves=self unto=to upon=on shalt=shall wilt=will
    canst=can mayest=may wouldst=would shouldst=should couldst=could an=a mine=my nor=or
    """
"""Irregular form = the word it is of."""

IRREGULAR = dict(pair.split("=") for pair in FORMS.split())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the stem of a canonical token; words of other scripts than Latin are their own."""
    word = IRREGULAR.get(word, word)
    if len(word) <= SHORTEST or not word.isascii() or not word.isalpha():
        return word
    return _tidy(_cut(word))


def _cut(word: str) -> str:
    for ending in ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST and not VOWELS.isdisjoint(root):
            return word if ending == "s" and root[-1] in "su" else root
    return word


def _tidy(root: str) -> str:
    """Return the root without what its ending left: a doubled consonant, a silent e, a y that became an i."""
    if len(root) > SHORTEST and root[-1] == root[-2] and root[-1] not in VOWELS:
        return root[:-1]
    if root[-1] == "e" and len(root) > SHORTEST:
        return root[:-1]
    return root[:-1] + "i" if root[-1] == "y" and len(root) > SHORTEST else root
