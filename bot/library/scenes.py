"""Scenes: where the lines of a play stand, whose passages are speeches cited by their first line."""

from collections.abc import Callable

from bot.library.citation import last_line
from bot.library.passage import Passage
from bot.library.point import Point

LONGEST = 120
"""Lines of a passage; a longer speech was cut."""

GAP = 60
"""Lines that may be missing between two speeches of a scene, since editions count prose and halves of lines apart."""

MOST_SCENES = 40

Locate = Callable[[str], Passage | None]
"""Finds the passage of a locator."""

Ends = tuple[Passage, Passage]


def at(locate: Locate, wanted: Point) -> Ends | None:
    """Return the first and last passage at a point: the speech that has a line, or all of a scene or an act."""
    if len(wanted) >= 3:
        found = _speech(locate, ".".join(wanted[:-1]), wanted[-1])
        return (found, found) if found else None
    return _scene(locate, ".".join(wanted)) if len(wanted) == 2 else _act(locate, wanted[0])


def _speech(locate: Locate, scene: str, line: str) -> Passage | None:
    """Return the speech that a line stands in: the last one to begin at it or above, if it reaches so far."""
    if not line.isdigit():
        return locate(f"{scene}.{line}")
    for first in range(int(line), max(-1, int(line) - LONGEST), -1):
        found = locate(f"{scene}.{first}")
        if found:
            return found if _last(found) >= int(line) else None
    return None


def _scene(locate: Locate, scene: str) -> Ends | None:
    first = _next(locate, scene, 0)
    last = first
    while last and (found := _next(locate, scene, _last(last))):
        last = found
    return (first, last) if first and last else None


def _next(locate: Locate, scene: str, line: int) -> Passage | None:
    """Return the first speech of a scene that begins below a line."""
    tries = (locate(f"{scene}.{number}") for number in range(line + 1, line + GAP))
    return next(filter(None, tries), None)


def _act(locate: Locate, act: str) -> Ends | None:
    scenes = [found for scene in range(MOST_SCENES) if (found := _scene(locate, f"{act}.{scene}"))]
    return (scenes[0][0], scenes[-1][1]) if scenes else None


def _last(passage: Passage) -> int:
    """Return the number of a passage's last line."""
    number = last_line(passage).rpartition(".")[2]
    return int(number) if number.isdigit() else 0
