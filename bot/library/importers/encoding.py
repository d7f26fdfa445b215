"""The encoding of a text: told by its first bytes, else proven, else guessed with guards."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from bot.library.importers.document import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
WESTERN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸƒ]")
WESTERN_MARKS = frozenset("‘’‚“”„«»‹›–—…•†‡§°©®™£¥€¢¶·¿¡ª²³¹º¼½¾ \xad")
UNASSIGNED = re.compile(r"[\x80-\x9f]")


def decode(content: bytes, name: str, *, declared: str = "") -> tuple[str, str]:
    """Return a document's text and the encoding it was in; `name` is for what is told.

    `declared` is what the document says of itself, which counts where its bytes agree.

    Raises:
        Unreadable: where it is no text, or in no one encoding.

    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, name), encoding.removesuffix("-sig")
    if len(CONTROLS.findall(content[:SAMPLE])) > len(content[:SAMPLE]) // 2000:
        raise Unreadable(f"{name}: not a text file: {_kind(content)}")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if not declared:
            _refuse_mixed(content, error, name)
    encoding = _agreed(content, declared) or _guess(content, name)
    return _strict(content, encoding, name), encoding


def _agreed(content: bytes, declared: str) -> str:
    """Return the encoding that a document declares, as browsers understand the word, where all of it is in that."""
    try:
        encoding = codecs.lookup(declared).name if declared else ""
        wide = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}.get(encoding, encoding)
        content.decode(wide or "ascii")
    except (LookupError, UnicodeDecodeError):
        return ""
    return wide


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"{name}:{line}: not {encoding}: save the file as UTF-8") from error


def _kind(content: bytes) -> str:
    """Return what a binary file looks like, by its first bytes."""
    known = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP, EPUB or DOCX", b"\xd0\xcf\x11\xe0": "an old Word document"}
    found = next((kind for mark, kind in known.items() if content.startswith(mark)), "binary data")
    return f"it is {found}"


def _refuse_mixed(content: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Refuse a text that is nearly all UTF-8: guessing another encoding for it would spoil the rest.

    Raises:
        Unreadable: naming the line of the first wrong byte.

    """
    text = content.decode("utf-8", "replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    right = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    if right >= 2 * wrong:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        raise Unreadable(f"{name}:{line}: byte 0x{byte:02x} is not UTF-8, though the rest is: mend that line")


def _guess(content: bytes, name: str) -> str:
    """Return the encoding of what is not UTF-8: Western where it reads so, else as charset-normalizer finds."""
    western = next(_western(content), "")
    if western:
        return western
    match = from_bytes(content[:SAMPLE]).best()
    if match is None or match.chaos > 0.2:
        raise Unreadable(f"{name}: the encoding cannot be told: save the file as UTF-8")
    return _wider(match.encoding, content)


def _western(content: bytes) -> Iterator[str]:
    for encoding in ("latin-1", "cp1252"):
        try:
            text = content[:SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not UNASSIGNED.search(text) and _reads_western(text):
            yield encoding


def _reads_western(text: str) -> bool:
    """Return whether its letters above ASCII are few, Western, and mostly beside lower-case ones."""
    high = [each for each in text if each > "\x7f"]
    odd = [each for each in high if not WESTERN.match(each) and each not in WESTERN_MARKS]
    letters = len(re.findall(r"[A-Za-z]", text))
    return not odd and len(high) <= letters / 4


def _wider(encoding: str, content: bytes) -> str:
    """Return the superset of a Chinese encoding that also holds its rarer characters."""
    wide = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(encoding, encoding)
    try:
        content.decode(wide)
    except UnicodeDecodeError:
        return encoding
    return wide
