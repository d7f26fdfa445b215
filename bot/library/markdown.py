"""Markdown as a pack's prose is written: one passage a paragraph, headings as sections.

markdown-it finds the blocks and their lines; what stands inside a paragraph is taken as plain characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.library import attributes
from bot.library.attributes import Attributes
from bot.library.inline import plain
from bot.library.problem import Problem

NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*")
MARK = re.compile(r"\s?\[\^([^\]\s]+)\](?!:)")
ASIDE = re.compile(r"[?=] ")
ITEM = re.compile(r"^(\s*)(?:[*+-]|\d{1,9}[.)])\s+")
UNREAD = ("code", "reference", "table")
"""Block rules that prose has no use for: they would take indented lines and notes for something else."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and all that is attached to it; `line` counts from 1 in its file."""

    text: str
    line: int
    section: tuple[str, ...] = ()
    attributes: Attributes = field(default_factory=Attributes)
    prompts: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Reader:
    """Reads one file's text; `title` is its first heading where that stands above everything."""

    file: str
    offset: int = 0
    """Lines before the text: the front matter's."""
    titled: str = ""
    """The work's title, so that a first heading that repeats it is no section."""
    problems: list[Problem] = field(default_factory=list)
    _section: list[tuple[int, str]] = field(default_factory=list)
    _found: list[Paragraph] = field(default_factory=list)
    _notes: dict[str, str] = field(default_factory=dict)
    _waiting: Attributes | None = None
    _called: list[str] = field(default_factory=list)
    """Footnotes that a heading calls: they go to the paragraph below it."""

    def read(self, text: str) -> list[Paragraph]:
        """Return the paragraphs in order; what is wrong is told in `problems`."""
        for kind, content, line in _blocks(text):
            self._take(kind, content, line + self.offset)
        return [self._noted(each) for each in self._found]

    def _take(self, kind: str, content: str, line: int) -> None:
        if kind.startswith("heading"):
            self._heading(content, int(kind[-1]))
        elif kind == "text":
            self._paragraph(content, line)
        elif not content.startswith("<!--"):
            self.problems.append(Problem(self.file, line, "HTML is not read in a pack: write it in Markdown"))

    def _heading(self, content: str, level: int) -> None:
        words = plain(MARK.sub("", content))
        self._called += MARK.findall(content)
        first = not self._found and not self._section and level == 1
        if not (first and words.casefold() == self.titled.casefold()):
            self._section = [each for each in self._section if each[0] < level] + [(level, words)]

    def _paragraph(self, content: str, line: int) -> None:
        lines = self._without_notes(content.split("\n"))
        lines, line = self._marked(lines, line)
        body, asides = _parted(lines)
        prompts = tuple(each[2:] for each in asides if each.startswith("?"))
        forms = tuple(each[2:] for each in asides if each.startswith("="))
        if body:
            marks = self._waiting or Attributes()
            section = tuple(name for _, name in self._section)
            text = "\n".join(body) + "".join(f"[^{name}]" for name in self._called)
            self._found.append(Paragraph(text, line, section, marks, prompts, forms))
            self._waiting, self._called = None, []
        elif asides:
            self._attach(prompts, forms, line)

    def _without_notes(self, lines: list[str]) -> list[str]:
        """Keep the footnotes' texts by name and return the lines that are none."""
        kept: list[str] = []
        name = ""
        for each in lines:
            found = NOTE.match(each)
            name = found[1] if found else name
            if found:
                self._notes[name] = plain(each[found.end() :])
            elif name:
                self._notes[name] = f"{self._notes[name]} {plain(each)}".strip()
            else:
                kept.append(each)
        return kept

    def _marked(self, lines: list[str], line: int) -> tuple[list[str], int]:
        """Take a leading line of attributes off, to hold for the paragraph it stands above."""
        if not lines or not attributes.is_line(lines[0]):
            return lines, line
        self._waiting, wrong = attributes.read(lines[0])
        self.problems += [Problem(self.file, line, each) for each in wrong]
        return lines[1:], line + 1

    def _attach(self, prompts: tuple[str, ...], forms: tuple[str, ...], line: int) -> None:
        if not self._found:
            self.problems.append(Problem(self.file, line, "a question without a paragraph above it: put it below one"))
            return
        last = self._found[-1]
        self._found[-1] = Paragraph(
            last.text, last.line, last.section, last.attributes, last.prompts + prompts, last.forms + forms
        )

    def _noted(self, found: Paragraph) -> Paragraph:
        """Return the paragraph as plain text, the footnotes it calls beside it."""
        names = MARK.findall(found.text)
        for name in names:
            if name not in self._notes:
                self.problems.append(
                    Problem(self.file, found.line, f"the footnote [^{name}] has no text: add a line [^{name}]: … below")
                )
        note = "\n".join(self._notes[name] for name in names if name in self._notes)
        text = plain(MARK.sub("", found.text) if names else found.text)
        return Paragraph(text, found.line, found.section, found.attributes, found.prompts, found.forms, note)


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return a paragraph's own lines, and the questions and popular forms below them, each in one line."""
    start = next((at for at, each in enumerate(lines) if ASIDE.match(each)), len(lines))
    asides: list[str] = []
    for each in lines[start:]:
        if ASIDE.match(each):
            asides.append(plain(each))
        else:
            asides[-1] = f"{asides[-1]} {plain(each)}"
    return lines[:start], asides


def _blocks(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, source, line from 1) of every block: "heading1".."heading6", "html", "list", "text"."""
    parser = MarkdownIt("commonmark").disable([*UNREAD])
    parser.core.ruler.disable(["inline", "text_join"])
    source = text.split("\n")
    depth = 0
    for token in parser.parse(text):
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if token.map and (not depth or (depth == 1 and token.type.endswith("list_open"))):
            yield from _block(token, source)


def html(text: str) -> list[tuple[int, int]]:
    """Return the lines of every block of HTML, from 0, the last excluded."""
    tokens = MarkdownIt("commonmark").disable([*UNREAD]).parse(text)
    return [(each.map[0], each.map[1]) for each in tokens if each.type == "html_block" and each.map]


def _block(token: Token, source: list[str]) -> Iterator[tuple[str, str, int]]:
    start, stop = token.map or (0, 0)
    if token.type == "heading_open":
        yield f"heading{token.tag[1]}", _heading(source[start:stop]), start + 1
    elif token.type == "html_block":
        yield "html", token.content.strip(), start + 1
    elif token.type.endswith("list_open"):
        yield "text", _items(source[start:stop]), start + 1
    elif token.type in ("paragraph_open", "fence"):
        lines = [_unquoted(each) for each in source[start:stop]]
        yield "text", "\n".join(lines[1:-1] if token.type == "fence" else lines).strip(), start + 1


def _heading(lines: list[str]) -> str:
    """Return a heading's words, be it marked with # or underlined."""
    return " ".join(each.strip() for each in lines[:-1]) if len(lines) > 1 else lines[0].strip().strip("#").strip()


def _items(lines: list[str]) -> str:
    """Return the items of a list, a line each."""
    items: list[str] = []
    for line in filter(str.strip, lines):
        if ITEM.match(line) or not items:
            items.append(ITEM.sub(r"\1• " if line.lstrip()[0] in "*+-" else r"\g<0>", line).strip())
        else:
            items[-1] = f"{items[-1]} {line.strip()}"
    return "\\\n".join(items)


def _unquoted(line: str) -> str:
    """Return a line without the marks of a block quotation; a hard break at its end is kept."""
    return re.sub(r"^(\s{0,3}>\s?)+", "", line).lstrip()


def fields(found: Paragraph) -> dict[str, Any]:
    """Return what the attributes say of a passage, as `Passage` takes it."""
    return {name: value for name, value in found.attributes.values.items() if value}
