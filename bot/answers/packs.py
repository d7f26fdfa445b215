"""The pack that somebody asks for."""

from collections.abc import Mapping

from bot.answers import results
from bot.chat import Refusal
from bot.reading.library import Library


async def named(library: Library, arguments: Mapping[str, str]) -> str:
    """Return the name of the pack asked for by name or title, "" where none was.

    Raises:
        Refusal: where there is no such pack.

    """
    asked = arguments.get("pack", "").strip().casefold()
    if not asked:
        return ""
    known = await library.packs()
    for each in known:
        if asked in (each.name.casefold(), each.title.casefold()):
            return each.name
    raise Refusal("pack-unknown", pack=results.cut(asked), packs=", ".join(each.name for each in known))
