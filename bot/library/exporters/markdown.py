"""Markdown: a work as a file that reads well by itself, and that is a work of a pack when it is put into one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from bot.library import fields
from bot.library.binder import heading, marks, paragraph
from bot.library.frontmatter import FENCE
from bot.library.passage import Passage
from bot.library.work import Work

NAMED = ("date", "title", "speaker", "cite")


def work(about: Work, passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the parts of a work's file, a blank line to follow each; every passage keeps its place as its id."""
    yield _head(about)
    yield heading(about.title, 1)
    before: tuple[str, ...] = ()
    notes: list[str] = []
    for each in passages:
        yield from _headings(before, each.section)
        before = each.section
        yield _passage(each, notes)
    for number, note in enumerate(notes, 1):
        yield f"{marks((number,))}: {paragraph(' '.join(note.split()))}"


def _head(about: Work) -> str:
    """Return the front matter: all that is known of the work."""
    known = {name: value for name, value in asdict(about).items() if value not in ("", (), [])}
    named = (name for name in (*fields.WORDS, *fields.LISTS, *fields.SWITCHES) if name in known)
    lines = (f"{name} = {json.dumps(known[name], ensure_ascii=False)}" for name in named)
    return "\n".join((FENCE, *lines, FENCE))


def _headings(before: tuple[str, ...], section: tuple[str, ...]) -> Iterator[str]:
    """Yield the headings that a passage stands under and the one before it did not."""
    same = next((at for at, (one, two) in enumerate(zip(before, section, strict=False)) if one != two), None)
    start = min(len(before), len(section)) if same is None else same
    for level, name in enumerate(section[start:], start + 2):
        yield heading(name, min(level, 6))


def _passage(passage: Passage, notes: list[str]) -> str:
    called = []
    if passage.note:
        notes.append(passage.note)
        called = [len(notes)]
    asked = [f"? {paragraph(each)}" for each in passage.prompts]
    forms = [f"= {paragraph(each)}" for each in passage.forms]
    return "\n".join((_attributes(passage), paragraph(passage.text, called), *asked, *forms))


def _attributes(passage: Passage) -> str:
    """Return the line of attributes; an id that has spaces in it cannot stand there, and becomes the citation."""
    plain = "".join(each if not each.isspace() and each not in '{}"=' else "-" for each in passage.locator)
    values = {name: getattr(passage, name) for name in NAMED if getattr(passage, name)}
    if plain != passage.locator:
        values.setdefault("cite", passage.locator)
    lists = {"topics": ", ".join(passage.topics), "terms": ", ".join(passage.terms), "beside": " ".join(passage.beside)}
    values |= {name: value for name, value in lists.items() if value}
    written = (f'{name}="{value.replace(chr(34), chr(39))}"' for name, value in values.items())
    return f"{{{' '.join((f'#{plain}', *written))}}}"
