"""Inline Markdown, both ways: the plain characters of a paragraph, and characters written so that they read back."""

import re

from markdown_it import MarkdownIt

SPECIAL = re.compile(r"[\\`*_\[\]<>&\n]")
ESCAPED = re.compile(r"([\\`*_\[\]<>])|&(?=#?\w+;)")
OPENING = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+(?=\s*$)|~~~|[?=](?= )|\+\+\+|\{)")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def plain(source: str) -> str:
    """Return what a reader sees of inline Markdown: emphasis and links without marks, hard breaks as line breaks."""
    if not SPECIAL.search(source):
        return source.strip()
    (token,) = MarkdownIt("commonmark").parseInline(source)
    parts = (_seen(each.type, each.content) for each in token.children or ())
    return "\n".join(line.strip() for line in "".join(parts).split("\n")).strip()


def _seen(kind: str, content: str) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(kind, content)


def written(text: str) -> str:
    """Return Markdown of one paragraph that `plain` reads back as `text`, with line breaks kept as hard ones."""
    lines = [_opened(ESCAPED.sub(r"\\\g<0>", line.strip())) for line in text.strip().split("\n") if line.strip()]
    return "\\\n".join(lines)


def _opened(line: str) -> str:
    """Return the line so that its first characters open no heading, list, question or attributes."""
    line = NUMBERED.sub(r"\1\\\2", line, count=1) if NUMBERED.match(line) else line
    return "\\" + line if OPENING.match(line) else line
