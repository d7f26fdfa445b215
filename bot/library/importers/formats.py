"""Formats: which reader a document goes to, told by its first bytes, else by its name."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.library.binder import Binder
from bot.library.importers import archive, bound, docx, epub, html, lines, pdf, records, table, text, xml
from bot.library.importers.document import LARGEST_TEXT, Document
from bot.library.importers.draft import Draft
from bot.library.importers.order import Report

Reader = Callable[[Document, Binder, Report, Mapping[str, Any]], None]
"""Adds a document's works to a pack."""

Read = Callable[[Document, Mapping[str, Any]], Iterable[Draft]]
"""Understands a document as works, whose writing down is the same for all."""


def drafts(read: Read) -> Reader:
    """Return the reader that binds every work a document is understood as."""

    def bring(document: Document, binder: Binder, report: Report, given: Mapping[str, Any]) -> None:
        for draft in read(document, given):
            bound.bind(document, binder, report, given, draft)

    return bring


PLAIN, HTML, XML, EPUB = drafts(text.read), drafts(html.read), drafts(xml.read), drafts(epub.read)
DOCX, PDF, JSON, CSV = drafts(docx.read), drafts(pdf.read), drafts(records.read), drafts(table.read)
READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".fortune", ""), PLAIN),
    **dict.fromkeys((".md", ".markdown"), text.bring_markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".xml", ".tei"), XML),
    **dict.fromkeys((".csv", ".tsv"), CSV),
    **dict.fromkeys((".jsonl", ".ndjson"), lines.bring),
    ".json": JSON,
    ".epub": EPUB,
    ".docx": DOCX,
    ".pdf": PDF,
}
READ = (
    "plain text, Markdown, HTML, EPUB, PDF with text, DOCX, XML, JSON, JSON Lines, CSV and fortune files, each also as"
    " .gz or .xz"
)
UNREAD = re.compile(
    r"\.(?:doc|odt|rtf|zip|mobi|azw3|tex|xlsx?|png|jpe?g|gif|svg|py|js|css|toml|ya?ml|sqlite|db|dat|opf|ncx|bak)"
)
SIGNS: tuple[tuple[re.Pattern[bytes], Reader | str], ...] = (
    (re.compile(rb"%PDF"), PDF),
    (
        re.compile(rb"<!doctype html|<html|<\?xml[^>]*>\s*(?:<!doctype html|<html|<!--.{0,500}-->\s*<html)", re.DOTALL),
        HTML,
    ),
    (re.compile(rb"<\?xml"), XML),
    (re.compile(rb"\{\\rtf"), "RTF"),
    (re.compile(rb"\x7felf"), "a program"),
    (re.compile(rb"\x89png|\xff\xd8\xff|gif8"), "a picture"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Word document"),
)
"""First bytes, in small letters, and what they are the beginning of."""


def reader(document: Document) -> Reader | str:
    """Return what reads the document, or a sentence saying that nothing does."""
    suffix = document.suffixes[0]
    if UNREAD.fullmatch(suffix):
        return f"{suffix} is not a format I read: {READ} are"
    found = _sign(document) if suffix not in (".md", ".markdown", ".jsonl", ".ndjson") else ""
    if isinstance(found, str) and found:
        return f"it holds {found}, which is not a format I read: {READ} are"
    return found or READERS.get(suffix) or PLAIN


def _sign(document: Document) -> Reader | str:
    with document.open(LARGEST_TEXT) as file:
        start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"pk\x03\x04"):
        return {"epub": EPUB, "docx": DOCX}.get(kind := archive.kind(document)) or kind
    return next((read for sign, read in SIGNS if sign.match(start)), "")
