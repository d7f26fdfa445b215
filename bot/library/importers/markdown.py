"""Markdown: kept as it is written, its head taken into the manifest."""

import re
from typing import Any

from bot.library import fields, frontmatter
from bot.library import markdown as prose
from bot.library.importers import layout
from bot.library.importers.document import Unreadable
from bot.library.importers.draft import Draft, LeftOut
from bot.library.inline import plain

DASHES = "---"
YAML_LINE = re.compile(r"(?P<name>\w+):\s*(?P<value>.*)")
FIRST_HEADING = re.compile(r"\A\s*# +(?P<title>[^\n]+?) *#*\n|\A\s*(?P<set>[^\n#>]+)\n=+ *\n")


def read(text: str, file: str) -> tuple[Draft, str]:
    """Return what a Markdown file says of itself, and its text without the head and without HTML.

    Raises:
        Unreadable: with file and line, where its attributes or footnotes are wrong.

    """
    given = layout.BREAKS.sub("\n", text).split("\n")
    about, lines = _head(given, file)
    rest = "\n".join(given[lines:])
    about = {**_titled(rest), **about}
    body, left_out = _without_html(rest, file, lines)
    _check(body, file, lines, about.get("title", ""))
    return Draft(about, left_out=tuple(left_out)), body


def _head(given: list[str], file: str) -> tuple[dict[str, Any], int]:
    """Return the fields of a head in TOML, or in the plain lines of YAML, and how many lines it takes."""
    if given and given[0].strip() == DASHES and DASHES in (each.strip() for each in given[1:200]):
        end = next(at for at, each in enumerate(given[1:], 1) if each.strip() == DASHES)
        return _yaml(given[1:end]), end + 1
    head = frontmatter.parse(given, file)
    if head.problems:
        raise Unreadable(str(head.problems[0]))
    return dict(head.fields), head.lines


def _yaml(lines: list[str]) -> dict[str, Any]:
    """Return the fields we know of simple YAML, `name: value` a line; what we do not know is passed over."""
    found = {each["name"]: each["value"].strip().strip("\"'") for each in map(YAML_LINE.fullmatch, lines) if each}
    renamed = {
        {"license": "licence", "lang": "language"}.get(name.lower(), name.lower()): found[name] for name in found
    }
    known, _ = fields.read({name: value for name, value in renamed.items() if name in fields.WORDS and value})
    return known


def _titled(text: str) -> dict[str, str]:
    found = FIRST_HEADING.match(text)
    return {"title": plain(found["title"] or found["set"])} if found else {}


def _without_html(text: str, file: str, offset: int) -> tuple[str, list[LeftOut]]:
    lines = text.split("\n")
    left_out: list[LeftOut] = []
    for start, stop in reversed(prose.html(text)):
        what = " ".join(lines[start:stop]).strip()
        if not what.startswith("<!--"):
            left_out.append(LeftOut(file, start + offset + 1, what, "HTML is not read in Markdown"))
        del lines[start:stop]
    return "\n".join(lines), left_out[::-1]


def _check(body: str, file: str, offset: int, title: str) -> None:
    reader = prose.Reader(file, offset, title)
    found = reader.read(body)
    if reader.problems:
        raise Unreadable("\n".join(str(each) for each in reader.problems[:20]))
    if not found:
        raise Unreadable(f"{file}: there is no paragraph in it")
