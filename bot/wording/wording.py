"""Wording: a language's catalogue, and its messages with values filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from importlib.resources import files
from typing import Self

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

from bot.text import Span, Text
from bot.wording.markup import Inserted, read

ENGLISH = "en"
FIRST_MARK = 0xE000
"""Values stand in a template as single private-use characters from here on until its markup has been read."""

Value = str | int | Span | Text | datetime | date | Enum
"""What may be inserted. A number chooses plural forms, an Enum (our own words) chooses variants, "" is `[none]`."""


class Nothing(str):
    """A value that is empty: it shows as nothing, and chooses the variant `[none]` where a message has one."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return other in ("none", "")


class NoMessage(LookupError):  # noqa: N818 - the domain's word
    """The catalogue does not hold this message, or it was given other values than it names: a bug of ours."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the bot says in one language. Markup belongs to the catalogue; an inserted value never carries any."""

    language: str
    catalogue: str
    _bundle: FluentBundle

    @classmethod
    def load(cls, language: str = ENGLISH) -> Self:
        """Return the wording in `language` (BCP 47), or the nearest there is: its base language, else English."""
        known = languages()
        found = next((each for each in (language, language.partition("-")[0]) if each in known), ENGLISH)
        source = (files("bot.wording") / f"{found}.ftl").read_text(encoding="utf-8")
        return cls.of(found, source)

    @classmethod
    def of(cls, language: str, source: str) -> Self:
        """Return the wording of a catalogue's source."""
        bundle = FluentBundle([language], use_isolating=False)
        bundle.add_resource(FluentResource(source))
        return cls(language, source, bundle)

    def text(self, message: str, /, **values: object) -> Text:
        """Return the message with its values; `name.attribute` names an attribute.

        Raises:
            NoMessage: when there is none, or it names a value that was not given.

        """
        values = {name: Nothing() if value == "" else value for name, value in values.items()}
        inserted = {name: value for name, value in values.items() if not isinstance(value, int | Enum | Nothing)}
        marks = {name: chr(FIRST_MARK + at) for at, name in enumerate(inserted)}
        template = self._format(message, values | marks)
        return read(template, {marks[name]: self._inserted(value) for name, value in inserted.items()})

    def label(self, message: str, /, **values: object) -> str:
        """Return the message as a plain string: a button, a summary, a choice.

        Raises:
            NoMessage: as for `text`.

        """
        return self.text(message, **values).plain

    def listed(self, items: Sequence[str]) -> str:
        """Return the items as one enumeration: “a, b, and c”."""
        return format_list(items, locale=self.language) if items else ""

    def _format(self, message: str, values: Mapping[str, object]) -> str:
        name, _, attribute = message.partition(".")
        if not self._bundle.has_message(name):
            raise NoMessage(message)
        found = self._bundle.get_message(name)
        pattern = found.attributes.get(attribute) if attribute else found.value
        if pattern is None:
            raise NoMessage(message)
        plain = {each: value.value if isinstance(value, Enum) else value for each, value in values.items()}
        formatted, errors = self._bundle.format_pattern(pattern, plain)
        if errors:
            raise NoMessage(f"{message}: {errors[0]}")
        return str(formatted)

    def _inserted(self, value: object) -> Inserted:
        if isinstance(value, datetime):
            return Span(format_datetime(value, "EEE d MMM y, HH:mm", locale=self.language), moment=value)
        if isinstance(value, date):
            return format_date(value, "d MMMM y", locale=self.language)
        return value if isinstance(value, Span | Text) else str(value)


def languages() -> tuple[str, ...]:
    """Return the languages there is a catalogue for."""
    return tuple(sorted(_catalogues()))


def _catalogues() -> Iterator[str]:
    for each in files("bot.wording").iterdir():
        if each.name.endswith(".ftl"):
            yield each.name.removesuffix(".ftl")
