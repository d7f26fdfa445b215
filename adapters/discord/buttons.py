"""Buttons: each carries its whole state in its custom_id, so that it works after any restart, for as long as it stands.

Source of the limits: Discord's documentation, "Component Reference".
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.chat import Button
from bot.text import shortened

ROW = 5
ROWS = 5
LABEL = 80
ACTION_ROW, BUTTON = 1, 2
SECONDARY, LINK = 2, 5
AS = "@"
"""Stands in a custom_id between the button's place and who asked."""

Component = dict[str, Any]


def rows(buttons: Sequence[Sequence[Button]], asker: str = "") -> list[Component]:
    """Return the rows as components: a wider row goes on in the next, and at most five rows stand below a message.

    Each knows the `asker` whose message it stands on. What Discord's buttons cannot do is left out: copying, sharing.
    """
    return [
        {"type": ACTION_ROW, "components": [_button(each, at, asker) for at, each in row]}
        for row in list(_fives(buttons))[:ROWS]
    ]


def held(custom_id: str) -> str:
    """Return the data that a pressed button carries."""
    return custom_id.partition(":")[2]


def asker(custom_id: str) -> str:
    """Return who asked for the message on which a button stands, empty where it does not know."""
    return custom_id.partition(":")[0].partition(AS)[2]


def _fives(buttons: Sequence[Sequence[Button]]) -> Iterator[list[tuple[int, Button]]]:
    at = 0
    for given in buttons:
        row = [each for each in given if each.asks or each.url]
        for start in range(0, len(row), ROW):
            five = row[start : start + ROW]
            yield list(enumerate(five, start=at))
            at += len(five)


def _button(button: Button, at: int, asker: str) -> Component:
    """Return the component; its place in the message keeps the ids of two alike apart."""
    shared = {"type": BUTTON, "label": shortened(button.label, LABEL) or "…"}
    if button.url:
        return shared | {"style": LINK, "url": button.url}
    owned = f"{AS}{asker}" if asker else ""
    return shared | {"style": SECONDARY, "custom_id": f"{at}{owned}:{button.data}"}
