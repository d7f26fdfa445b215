"""Roles: what an element of HTML or XML is to a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.library.importers.tree import Element, attribute, tag

What = Literal[
    "inline", "block", "division", "heading", "break", "preformatted", "item", "call", "note", "verse", "speaker",
    "line", "stage", "aside", "skip", "left",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """What an element is: `left` is left out and told with `why`, `skip` is no text at all and not worth a word.

    `level` is a heading's, 0 where the divisions around it say; `id` is the number that a line carries.
    """

    what: What
    level: int = 0
    id: str = ""
    why: str = ""


Vocabulary = Callable[[Element], Role]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


INLINE, BLOCK, DIVISION, SKIP = Role("inline"), Role("block"), Role("division"), Role("skip")

BLOCKS = _words(
    "address article blockquote body caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form header hgroup hr html legend main ol p section summary table tbody td tfoot th thead tr ul"
)
NO_TEXT = _words(
    "script style noscript template iframe object svg canvas audio video select button input textarea head rt"
    " rp map annotation annotation-xml colgroup datalist"
)
FURNITURE = _words(
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar cookie cookies share sharing social comments"
    " advert adverts ads pagination pagenum pageno toc related newsletter masthead skip-link site-header site-"
    " footer mynote transnote tnote mw-editsection navbox noprint"
)
LANDMARKS = _words("navigation banner contentinfo search complementary")
MATTER = _words("toc landmarks loi lot titlepage halftitlepage imprint colophon copyright-page cover index")
"""Parts of a book that are no text of the author's, as `epub:type` names them."""

CALLS = _words("noteref doc-noteref footnote-ref footnoteref fnref biblioref")
BACKLINKS = _words("backlink doc-backlink footnote-backref")
MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?")
ARROW = re.compile(r"[\s↩↑^⬑⏎\ufe0e\[\]]*(?:back|return)?", re.IGNORECASE)
SUBTITLE = 7
"""The level of what goes on with the heading above it."""

SPEECH = re.compile(r"speech\d+", re.IGNORECASE)
LINE = re.compile(r"\d+(?:\.\d+){1,2}")


def html(element: Element) -> Role:
    """Return the role of an element of HTML, or of a page of an EPUB."""
    name, kinds = tag(element), _kinds(element)
    return _furniture(element, name, kinds) or _anchor(element, name, kinds) or _shape(element, name, kinds)


def _kinds(element: Element) -> frozenset[str]:
    """Return all the words in which an element says what it is."""
    said = (attribute(element, each) for each in ("type", "role", "class"))
    return frozenset(" ".join(said).lower().replace("z3998:", "").replace("se:", "").split())


def _furniture(element: Element, name: str, kinds: frozenset[str]) -> Role | None:
    """Return the role of what belongs to the page or the book as a thing, and not to the text."""
    if name in NO_TEXT:
        return SKIP
    if (name in ("nav", "aside") and "footnote" not in kinds) or kinds & LANDMARKS or kinds & FURNITURE:
        return Role("left", why="navigation or another part of the page")
    if kinds & MATTER:
        return Role("left", why=f"{min(kinds & MATTER)}: front or back matter of the book")
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return SKIP if hidden else None


def _anchor(element: Element, name: str, kinds: frozenset[str]) -> Role | None:
    """Return the role of a link or its target: a note's call, the way back from it, a speaker, a numbered line."""
    if name != "a":
        return None
    target, own = element.get("href") or "", element.get("name") or ""
    text = "".join(element.itertext()).strip()
    if kinds & BACKLINKS or (target.startswith("#") and ARROW.fullmatch(text) and text):
        return SKIP
    if "#" in target and (kinds & CALLS or MARK.fullmatch(text)):
        return Role("call", id=target)
    if SPEECH.fullmatch(own):
        return Role("speaker")
    return Role("line", id=own) if LINE.fullmatch(own) else None


def _shape(element: Element, name: str, kinds: frozenset[str]) -> Role:
    if re.fullmatch(r"h[1-6]", name):
        return Role("heading", int(name[1]))
    if name == "p" and "title" in kinds and _beside_heading(element):
        return Role("heading", SUBTITLE)
    if kinds & {"bridgehead", "epigraph"} and name == "p":
        return Role("aside")
    simple: dict[str, What] = {"br": "break", "pre": "preformatted", "li": "item"}
    if name in simple:
        return Role(simple[name])
    if name in ("i", "em") and _alone(element):
        return Role("stage")
    return BLOCK if name in BLOCKS else INLINE


def _beside_heading(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and bool(re.fullmatch(r"h[1-6]", tag(before)))


def _alone(element: Element) -> bool:
    """Return whether an element is all that a paragraph holds."""
    above = element.getparent()
    return (
        above is not None
        and tag(above) in ("p", "blockquote", "td", "div")
        and not (above.text or "").strip()
        and not (element.tail or "").strip()
    )


DIVISIONS = _words(
    "act scene div div1 div2 div3 div4 div5 book part chapter section sect1 sect2 sect3 sect4 prologue"
    " epilogue induction group"
)
XML: dict[str, Role] = {
    **dict.fromkeys(("head", "title", "titre"), Role("heading")),
    **dict.fromkeys(("speaker",), Role("speaker")),
    **dict.fromkeys(("stage", "stagedir", "subhead"), Role("stage")),
    **dict.fromkeys(("lg", "stanza"), Role("verse")),
    **dict.fromkeys(("note", "footnote"), Role("note")),
    **dict.fromkeys(("lb", "br"), Role("break")),
    **dict.fromkeys(("pb", "fw", "milestone", "figure", "graphic", "sic", "orig", "abbr", "gap", "del"), SKIP),
    **dict.fromkeys(
        _words(
            "hi emph i b em strong foreign q quote mentioned socalled persname placename name date num ref a span seg"
            " w c corr reg expan choice rs term add unclear supplied emphasis ulink link sup sub pg"
        ),
        INLINE,
    ),
    **dict.fromkeys(("teiheader", "info", "bookinfo", "articleinfo"), SKIP),
    **dict.fromkeys(("castlist", "personae"), Role("left", why="the list of characters")),
    **dict.fromkeys(("scndescr", "playsubt"), Role("left", why="a line of the title page")),
    **dict.fromkeys(("titlepage", "divgen", "toc"), Role("left", why="front or back matter of the book")),
}


def xml(element: Element) -> Role:
    """Return the role of an element of TEI, DocBook or the plays' XML; any other that we do not know is a block."""
    name = tag(element)
    if name in DIVISIONS:
        return DIVISION
    if name in ("l", "line", "verse"):
        return Role("line", id=attribute(element, "n"))
    above = element.getparent()
    if name == "title" and above is not None and tag(above) not in (*DIVISIONS, "play", "poem", "body", "article"):
        return INLINE
    return XML.get(name, BLOCK)
