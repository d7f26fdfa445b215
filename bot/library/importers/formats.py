"""Formats: which reader a document goes to, told by its name and its first bytes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.library.binder import Binder
from bot.library.importers import lines, text
from bot.library.importers.document import LARGEST_TEXT, Document
from bot.library.importers.order import Report

Reader = Callable[[Document, Binder, Report, Mapping[str, Any]], None]

READERS: Mapping[str, Reader] = {
    ".txt": text.bring_plain,
    ".text": text.bring_plain,
    ".md": text.bring_markdown,
    ".markdown": text.bring_markdown,
    ".jsonl": lines.bring,
    ".ndjson": lines.bring,
}
READ = "plain text (.txt), Markdown (.md) and JSON Lines (.jsonl), each also as .gz or .xz"
UNREAD = re.compile(
    r"\.(?:pdf|epub|html?|xhtml|docx?|odt|rtf|xml|tei|csv|tsv|json|zip|mobi|azw3|tex|xlsx|png|jpe?g|gif|py|js|css|toml"
    r"|ya?ml|sqlite|db)"
)
SIGNS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, EPUB or DOCX",
    b"<!doctype": "HTML",
    b"<html": "HTML",
    b"<?xml": "XML",
    b"{\\rtf": "RTF",
    b"\x7fELF": "a program",
    b"\x89PNG": "a picture",
}


def reader(document: Document) -> Reader | str:
    """Return what reads the document, or a sentence saying that nothing does yet."""
    suffix = document.suffixes[0]
    if UNREAD.fullmatch(suffix):
        return f"{suffix} is not yet a format I read: {READ} are"
    kind = _sign(document)
    if kind:
        return f"it holds {kind}, which is not yet a format I read: {READ} are"
    return READERS.get(suffix) or text.bring_plain


def _sign(document: Document) -> str:
    with document.open(LARGEST_TEXT) as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((kind for sign, kind in SIGNS.items() if start.startswith(sign.lower())), "")
