"""Text in Discord's markup, and back: the one table of what each kind of block and each style becomes.

Everything that is not ours is escaped, so that reading back finds marks only where we set them.
"""

from collections.abc import Iterator, Sequence

import regex

from bot.text import Block, Kind, Span, Style, Text

STYLES = {
    Style.SPOILER: "||",
    Style.UNDERLINE: "__",
    Style.STRIKE: "~~",
    Style.BOLD: "**",
    Style.ITALIC: "*",
}
"""Outermost first. Code is set apart below: nothing else holds inside it."""

PREFIXES = {
    Kind.PARAGRAPH: ("", ""),
    Kind.HEADING: ("### ", "### "),
    Kind.QUOTE: ("> ", "> "),
    Kind.CITATION: ("", ""),
    Kind.ITEM: ("- ", "  "),
    Kind.NOTE: ("-# ", "-# "),
}
"""What stands before the first line of a block and before its further lines."""

DEGRADED = {Kind.CITATION: Style.BOLD}
"""Kinds that Discord does not know, and the style that tells them apart instead."""

CLOSE = {
    (Kind.QUOTE, Kind.CITATION),
    (Kind.CITATION, Kind.NOTE),
    (Kind.ITEM, Kind.ITEM),
    (Kind.ITEM, Kind.NOTE),
    (Kind.NOTE, Kind.NOTE),
    (Kind.PARAGRAPH, Kind.NOTE),
    (Kind.PARAGRAPH, Kind.ITEM),
    (Kind.PARAGRAPH, Kind.QUOTE),
    (Kind.HEADING, Kind.PARAGRAPH),
    (Kind.HEADING, Kind.ITEM),
    (Kind.HEADING, Kind.QUOTE),
}
"""Blocks that follow one another without an empty line."""

APART = "\u200b"
"""Keeps two marks apart that would read as one; shows nothing."""
FENCE = "```"
ADDRESS = regex.compile(r"https?://[^\s<>]+")
SPECIAL = regex.compile(r"[\\*_~|`<\[\]@]")
LINE_START = regex.compile(r"^(\s*)([-+#>])|^(\s*\d+)([.)])")
EDGES = regex.compile(r"(\s*)(.*?)(\s*)", regex.DOTALL)


def rendered(text: Text) -> str:
    """Return the text in Discord's markup."""
    return "\n\n".join(groups(text))


def groups(text: Text) -> list[str]:
    """Return the text in Discord's markup, in groups of the blocks that stand close together; blank ones are none."""
    shown: list[str] = []
    before: Kind | None = None
    for each in text.blocks:
        if not each.plain.strip():
            continue
        if (before, each.kind) in CLOSE:
            shown[-1] += "\n" + _block(each)
        else:
            shown.append(_block(each))
        before = each.kind
    return shown


def _block(block: Block) -> str:
    if block.kind is Kind.CODE:
        return f"{FENCE}\n{block.plain.replace(FENCE, f'``{APART}`')}\n{FENCE}"
    first, further = PREFIXES[block.kind]
    lines = "\n".join(_guarded(_line(each, DEGRADED.get(block.kind))) for each in _lines(block)).strip("\n")
    blank = further if block.kind is Kind.QUOTE else ""
    marked = (
        ((further if at else first) if line.strip() else blank) + line for at, line in enumerate(lines.split("\n"))
    )
    return "\n".join(marked)


def _lines(block: Block) -> Iterator[list[Span]]:
    """Yield the spans of each line: marks never reach over the end of one."""
    line: list[Span] = []
    for span in block.spans:
        first, *further = span.text.split("\n")
        line.append(Span(first, span.styles, span.link, span.moment))
        for each in further:
            yield line
            line = [Span(each, span.styles, span.link, span.moment)]
    yield line


def _line(spans: Sequence[Span], style: Style | None) -> str:
    out = ""
    for span in _merged(spans, style):
        shown = _span(span)
        touching = bool(out) and bool(shown) and out[-1] == shown[0] and shown[0] in "*_~|`"
        out += APART + shown if touching else shown
    return out


def _merged(spans: Sequence[Span], style: Style | None) -> Iterator[Span]:
    """Yield the spans in the style of their block, neighbours alike made one."""
    held: Span | None = None
    for each in spans:
        styles = each.styles | ({style} if style else frozenset())
        if held and not each.moment and (held.styles, held.link, held.moment) == (styles, each.link, None):
            held = Span(held.text + each.text, styles, each.link)
            continue
        if held:
            yield held
        held = Span(each.text, styles, each.link, each.moment)
    if held:
        yield held


def _span(span: Span) -> str:
    if span.moment:
        return f"<t:{int(span.moment.timestamp())}:f>"
    found = EDGES.fullmatch(span.text)
    before, core, after = found.groups() if found else ("", span.text, "")
    if not core:
        return span.text
    shown = f"[{_escaped(core)}](<{span.link}>)" if span.link else _core(core, span.styles)
    marks = [mark for style, mark in STYLES.items() if style in span.styles]
    return before + "".join(marks) + shown + "".join(reversed(marks)) + after


def _core(core: str, styles: frozenset[Style]) -> str:
    return _code(core) if Style.CODE in styles else _linked(core)


def _code(core: str) -> str:
    """Return inline code between more backticks than stand inside it."""
    longest = max((len(each) for each in regex.findall(r"`+", core)), default=0)
    mark = "`" * (longest + 1)
    padded = f" {core} " if core.startswith("`") or core.endswith("`") else core
    return mark + padded + mark


def _linked(core: str) -> str:
    """Return escaped text; addresses stand in angle brackets, where nothing is a mark and no preview is made."""
    out, at = "", 0
    for found in ADDRESS.finditer(core):
        out += _escaped(core[at : found.start()]) + f"<{found[0]}>"
        at = found.end()
    return out + _escaped(core[at:])


def _escaped(text: str) -> str:
    return str(SPECIAL.sub(r"\\\g<0>", text))


def _guarded(line: str) -> str:
    """Return the line with a beginning that Discord would take for a list, a heading or a quotation escaped."""
    return str(LINE_START.sub(lambda found: (found[1] or found[3] or "") + "\\" + (found[2] or found[4]), line))
