"""A prompt: an open question to a passage, its own or one that fits any."""

from dataclasses import dataclass

from bot.library.passage import Passage

GENERAL = ("prompt-agree", "prompt-doubt", "prompt-today", "prompt-missing", "prompt-own", "prompt-word")
"""Questions of the catalogue that fit any passage and take no side."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Either `words` of the library, or the name of a `message` of the catalogue."""

    words: str = ""
    message: str = ""


def pick(passage: Passage, turn: int) -> Prompt:
    """Return the question of that turn: the passage's own in their order, after them the general ones, and again."""
    own = len(passage.prompts)
    at = turn % (own + len(GENERAL))
    return Prompt(passage.prompts[at]) if at < own else Prompt(message=GENERAL[at - own])


def own(passage: Passage) -> bool:
    """Return whether somebody wrote a question for this very passage."""
    return bool(passage.prompts)
