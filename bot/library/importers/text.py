"""Texts: plain text and Markdown, each a work."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.library.binder import Binder
from bot.library.importers import bound, fortune, markdown, plain
from bot.library.importers.document import Document
from bot.library.importers.draft import Draft
from bot.library.importers.encoding import decode
from bot.library.importers.order import Report


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a plain text holds.

    Raises:
        Unreadable: where it is no text.

    """
    text, encoding = decode(document.read(), document.name)
    sayings = fortune.read(text) if fortune.is_fortune(text) else None
    yield told(sayings or plain.read(text, document.name, scheme=given.get("scheme", "")), encoding)


def told(draft: Draft, encoding: str) -> Draft:
    """Return the draft with a word on the encoding that it was read from, where that is not UTF-8."""
    if encoding == "utf-8":
        return draft
    return replace(draft, remarks=(f"read as {encoding}, kept as UTF-8", *draft.remarks))


def bring_markdown(document: Document, binder: Binder, report: Report, given: Mapping[str, Any]) -> None:
    """Add the work that a Markdown file holds, its text as it is.

    Raises:
        Unreadable: where it is no text, or its notes and marks do not fit together.

    """
    text, encoding = decode(document.read(), document.name)
    draft, body = markdown.read(text, document.name)
    bound.remark(document, report, told(draft, encoding))
    binder.prose(document.stem, bound.about_of(document, draft, given, text), body)
