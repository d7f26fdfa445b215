"""What a button could not carry, read back from the message it sits on."""

import regex

from bot.chat import READ_BACK, Refusal, Request
from bot.wording.markup import inline

QUOTED = regex.compile(r"“(.*)”")


def restored(request: Request, arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Return a button's arguments, the one that was too long taken from between “ and ” in our own message.

    The first line that has the marks is ours; what stands between the outermost ones is the asker's.

    Raises:
        Refusal: where the message no longer shows it, so that the asker is asked again.

    """
    if READ_BACK not in arguments:
        return arguments
    found = next((each[1] for line in request.shown.splitlines() if (each := QUOTED.search(line))), "")
    if not found or arguments.count(READ_BACK) > 1:
        raise Refusal("question-lost")
    return tuple(plain(found) if each == READ_BACK else each for each in arguments)


def plain(shown: str) -> str:
    """Return what was inserted, without the marks that keep its direction to itself."""
    return inline(shown).strip("\u2068\u2069")
