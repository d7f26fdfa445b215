"""Passages and findings to say something about."""

from bot.library.passage import Passage
from bot.lookup.finding import Change, Edit, Finding, Hit, Reason, Verdict

TEXT = "My mother used to say that fear is a good watchman and a poor captain."


def passage(text=TEXT, locator="¶4", **fields):
    return Passage("shore", "keeper", locator, text, **fields)


def hit(text=TEXT, score=90.0, **fields):
    return Hit(passage(text), fields.pop("citation", "Ilse Brandt, The Keeper's Year ¶4"), score, **fields)


def finding(verdict, *hits, **fields):
    return Finding(Verdict(verdict), hits or (hit(),), **fields)


def change(edit, yours, theirs, *, reason=None):
    return Change(Edit(edit), yours, theirs, reason)


SWAPPED = (
    change("same", "fear is a ", "fear is a "),
    change("replaced", "poor", "good", reason=Reason.OPPOSITE),
    change("same", " watchman and a ", " watchman and a "),
    change("replaced", "good", "poor", reason=Reason.OPPOSITE),
    change("same", " captain", " captain"),
)
