"""Trees: HTML and XML parsed with entities, the network and great depth off."""

import re
from html.entities import name2codepoint
from typing import Any

from lxml import etree

from bot.library.importers.document import Unreadable

DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)
"""A document type that declares entities: text that unfolds into other text, which no text of ours needs."""

NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,10});")
ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
HEAD = 100_000
DEEPEST = 256
"""Elements inside one another that libxml2 follows."""

Element = Any
"""An element of lxml, which has no types of its own."""


def html(text: str, name: str) -> Element:
    """Return the root of an HTML text, however untidy.

    Raises:
        Unreadable: where it is nested too deeply to be read whole, or holds nothing.

    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(ENCODING.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{name}: not HTML that can be read ({error})") from error
    if any("Excessive depth" in each.message for each in parser.error_log):
        raise Unreadable(f"{name}: elements nested more than {DEEPEST} deep: that is no text to read")
    if root is None:
        raise Unreadable(f"{name}: there is no text in it")
    return root


def xml(content: bytes, name: str) -> Element:
    """Return the root of an XML document.

    Raises:
        Unreadable: where it is not well formed (with the line), nested too deeply, or declares entities.

    """
    if DECLARED.search(content):
        raise Unreadable(f"{name}: it declares entities, which may unfold without end: save it without them")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{name}:{error.lineno or 1}: not well-formed XML: {error.msg}") from error


def xhtml(text: str, name: str) -> Element:
    """Return the root of a page that should be XML; one that is not is read as HTML.

    Raises:
        Unreadable: as `html` does.

    """
    try:
        return xml(ENCODING.sub("", NAMED.sub(_character, text)).strip().encode(), name)
    except Unreadable:
        return html(text, name)


def _character(found: re.Match[str]) -> str:
    """Return the character that a name of HTML's stands for, which XML does not know."""
    code = name2codepoint.get(found[1])
    return chr(code) if code else found[0]


def tag(element: Element) -> str:
    """Return an element's name in small letters, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace, "" where it is missing."""
    found = element.get(name)
    if found is not None:
        return str(found)
    ending = f"}}{name}"
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(ending)), "")


def words(element: Element) -> str:
    """Return all the text inside an element, its white space made plain."""
    return " ".join("".join(element.itertext()).split())
