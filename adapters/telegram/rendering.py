"""Text → what Telegram is sent: characters, and entities counted in UTF-16 code units. Never markup."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

from bot.text import Block, Kind, Span, Style, Text

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION_UNITS = int(MessageLimit.CAPTION_LENGTH)
MOST_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)
FOLDED = 700
"""UTF-16 units from which a quotation is folded in a group, to be opened by those who want all of it."""

STYLES: Mapping[Style, str] = {
    Style.BOLD: MessageEntityType.BOLD,
    Style.ITALIC: MessageEntityType.ITALIC,
    Style.UNDERLINE: MessageEntityType.UNDERLINE,
    Style.STRIKE: MessageEntityType.STRIKETHROUGH,
    Style.SPOILER: MessageEntityType.SPOILER,
    Style.CODE: MessageEntityType.CODE,
}
"""Telegram has them all; but inside fixed width nothing else may stand."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of block is set apart: by an entity over all of it, by styles on its spans, by what goes before."""

    entity: str = ""
    styles: frozenset[Style] = frozenset()
    mark: str = ""
    plain: bool = False
    """Whether its spans must lose their own styles."""


LOOKS: Mapping[Kind, Look] = {
    Kind.PARAGRAPH: Look(),
    Kind.HEADING: Look(styles=frozenset({Style.BOLD})),
    Kind.QUOTE: Look(entity=MessageEntityType.BLOCKQUOTE),
    Kind.CITATION: Look(styles=frozenset({Style.ITALIC})),
    Kind.ITEM: Look(mark="• "),
    Kind.NOTE: Look(styles=frozenset({Style.ITALIC})),
    Kind.CODE: Look(entity=MessageEntityType.PRE, plain=True),
}
TIGHT = {(Kind.QUOTE, Kind.CITATION), (Kind.ITEM, Kind.ITEM), (Kind.NOTE, Kind.NOTE)}
"""Neighbours without a blank line between them; nor is there one below a heading."""

NUMBERED = re.compile(r"\d+[.)]")
BREAKS = re.compile(r"\r\n?")
DROPPED = re.compile("[\u2028-\u202e]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
HALVES = re.compile("[\ud800-\udfff]")
LINKABLE = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one message says; `entities` lie within `text`, ordered by where they begin, outer ones first."""

    text: str
    entities: tuple[MessageEntity, ...] = ()

    @property
    def simpler(self) -> Iterator["Rendered"]:
        """The same for servers of ever older kinds: without moments, which are young, then without any entity."""
        kept = tuple(each for each in self.entities if each.type != MessageEntityType.DATE_TIME)
        if len(kept) < len(self.entities):
            yield replace(self, entities=kept)
        if kept:
            yield replace(self, entities=())

    @property
    def fits(self) -> bool:
        """Whether one message may hold it."""
        return units(self.text) <= MOST_UNITS and len(self.entities) <= MOST_ENTITIES

    @property
    def captions(self) -> bool:
        """Whether it may stand below a picture."""
        return units(self.text) <= CAPTION_UNITS and len(self.entities) <= MOST_ENTITIES


def units(text: str) -> int:
    """Return the length that Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Return `text` as Telegram would keep it.

    It drops line and direction controls (isolates stay), makes blanks of other control characters, and refuses halves
    of surrogate pairs (tdlib, `clean_input_string`).
    """
    without = DROPPED.sub("", BREAKS.sub("\n", text))
    return HALVES.sub("\ufffd", CONTROL.sub(" ", without))


def render(text: Text, *, fold: bool = False) -> Rendered:
    """Return the characters and entities of `text`; `fold` folds long quotations."""
    said = ""
    entities: list[MessageEntity] = []
    blocks = [each for each in map(_cleaned, text.blocks) if each.spans]
    for before, each in zip([None, *blocks], blocks, strict=False):
        said += _gap(before, each) if before else ""
        entities += _entities(each, units(said), fold=fold)
        said += _mark(each) + each.plain
    return Rendered(said, tuple(entities))


def _cleaned(block: Block) -> Block:
    """Return the block as Telegram would keep it, each run of one style a single span, outer blanks gone."""
    whole = replace(block, spans=tuple(replace(span, text=clean(span.text)) for span in _merged(block.spans)))
    plain = whole.plain
    return whole.cut(len(plain) - len(plain.lstrip()), len(plain.rstrip()))


def _gap(before: Block, after: Block) -> str:
    tight = before.kind is Kind.HEADING or (before.kind, after.kind) in TIGHT
    return "\n" if tight else "\n\n"


def _mark(block: Block) -> str:
    return "" if NUMBERED.match(block.plain) else LOOKS[block.kind].mark


def _entities(block: Block, at: int, *, fold: bool) -> Iterator[MessageEntity]:
    """Yield the entities of a block that begins at `at` (UTF-16 units), outer ones first."""
    look = LOOKS[block.kind]
    at += units(_mark(block))
    length = units(block.plain)
    if look.entity:
        folded = fold and block.kind is Kind.QUOTE and length >= FOLDED
        yield MessageEntity(MessageEntityType.EXPANDABLE_BLOCKQUOTE if folded else look.entity, at, length)
    for span in block.spans:
        if not look.plain:
            yield from (_entity(each, at, span) for each in _types(span, look.styles))
        at += units(span.text)


def _merged(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the spans, neighbours of one style as one, for entities are few."""
    held: Span | None = None
    for span in spans:
        if held and (held.styles, held.link, held.moment) == (span.styles, span.link, span.moment):
            held = replace(held, text=held.text + span.text)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _types(span: Span, added: frozenset[Style]) -> list[str]:
    """Return the entities of a span; fixed width excludes the others, a link excludes a moment."""
    if Style.CODE in span.styles:
        return [MessageEntityType.CODE]
    styles = [STYLES[each] for each in Style if each in span.styles | added]
    if LINKABLE.fullmatch(span.link):
        styles.append(MessageEntityType.TEXT_LINK)
    elif span.moment:
        styles.append(MessageEntityType.DATE_TIME)
    return styles


def _entity(kind: str, at: int, span: Span) -> MessageEntity:
    link = span.link if kind == MessageEntityType.TEXT_LINK else None
    moment = span.moment if kind == MessageEntityType.DATE_TIME else None
    return MessageEntity(kind, at, units(span.text), url=link, unix_time=moment)
