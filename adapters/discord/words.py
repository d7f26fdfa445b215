"""What the adapter says of its own accord; the words are the core's."""

from dataclasses import dataclass, field

from bot.text import Text


@dataclass(frozen=True, slots=True)
class Words:
    """The label of the button that shows an answer to everyone, and what is said when an answer could not be given.

    What is empty is not shown.
    """

    share: str = ""
    sorry: Text = field(default_factory=Text)
