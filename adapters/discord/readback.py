"""What a message says, from its markup: the plain text that people see."""

from datetime import UTC, datetime

import regex

from adapters.discord.markup import APART

PREFIX = regex.compile(r"^(?:### |> |-# |- |  )")
FENCED = regex.compile(r"```\n(.*?)\n```", regex.DOTALL)
TOKEN = regex.compile(
    r"""
      \\(?P<escaped>[^0-9A-Za-z\s])
    | (?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | \[(?P<label>(?:\\.|[^\]\\])*)\]\(<[^>]*>\)
    | <(?P<address>https?://[^\s<>]+)>
    | <t:(?P<moment>-?\d+)(?::\w)?>
    | (?P<mark>\*\*|\*|__|~~|\|\|)
    | (?P<apart>\u200b)(?=[*_~|`])
    """,
    regex.VERBOSE,
)


def plain(content: str) -> str:
    """Return what a message in our markup says, a line for each of its lines, empty ones between blocks left out."""
    parts = FENCED.split(content)
    shown = [each.replace(f"``{APART}`", "```") if at % 2 else _plain(each) for at, each in enumerate(parts)]
    return "\n".join(each for each in shown if each)


def _plain(content: str) -> str:
    lines = (line for line in content.split("\n") if line)
    return "\n".join(TOKEN.sub(_said, PREFIX.sub("", line)) for line in lines)


def _said(found: "regex.Match[str]") -> str:
    if found["code"]:
        padded = regex.fullmatch(r" (`.*|.*`) ", found["code"], regex.DOTALL)
        return str(padded[1] if padded else found["code"])
    if found["moment"]:
        return f"{datetime.fromtimestamp(int(found['moment']), UTC):%Y-%m-%d %H:%M} UTC"
    if found["label"] is not None:
        return str(TOKEN.sub(_said, found["label"]))
    return str(found["escaped"] or found["address"] or "")
