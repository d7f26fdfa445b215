"""Ordering step by step: what to read, on which days, at what time, in which zone; the buttons carry the choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.calendar import zones
from bot.chat import BUTTON_BYTES, Button, Reply
from bot.library.shelved import PackEntry
from bot.wording.wording import Wording

EVERYTHING = "*"
"""Stands for the whole library."""
HERE = "here"
"""Stands for the zone that the place has chosen before."""
STEPS = ("source", "days", "time", "zone")
DAYS = ("daily", "weekdays", "weekends", "sun")
OFFSETS = "offset"
"""Stands for a zone that is still to be chosen, from the offsets."""
TIMES = ("06:00", "07:00", "07:30", "08:00", "09:00", "12:00", "18:00", "20:00", "21:30")
WINDOWS = ("07:00-08:00", "12:00-13:00", "19:00-20:00")
HOURS = range(-11, 14)
"""Whole-hour offsets that have a button: as many as one message can have everywhere. Others can be typed."""
CITIES = ("London", "Berlin", "New York", "Los Angeles", "Sao Paulo", "Lagos", "Delhi", "Tokyo", "Sydney")
REST = "|weekdays|07:00-08:00|Los Angeles"
"""The longest that may stand behind a source in a button."""
ROW, OFFSET_ROW = 3, 5
PACKS = 8
"""Packs to choose from; the others can be typed."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Asks one step after the other. `zone` is the one that the place has chosen before, empty where it has not."""

    wording: Wording
    packs: Sequence[PackEntry]
    zone: str

    def next(self, chosen: Mapping[str, str], *, edit: bool) -> Reply:
        """Return the question that follows what is chosen, with answers to press, and how to type it instead."""
        step = OFFSETS if "zone" in chosen else STEPS[len(chosen)]
        before = tuple(chosen[each] for each in STEPS if each in chosen and chosen[each] != OFFSETS)
        buttons = [Button(label, "order", (*before, value)) for label, value in self._answers(step)]
        text = self.wording.text(f"order-{step}") + self.wording.text("order-typed", line=self._typed(chosen))
        row = OFFSET_ROW if step == OFFSETS else ROW
        return Reply(text, tuple(tuple(buttons[at : at + row]) for at in range(0, len(buttons), row)), edit=edit)

    def read(self, chosen: Mapping[str, str]) -> tuple[str, str, str]:
        """Return what all steps together ask for: time and days as words, the zone, and the source as words.

        Raises:
            Refusal: what `zones.find` refuses.

        """
        zone = self.zone if chosen["zone"] == HERE and self.zone else zones.find(chosen["zone"])
        source = "" if chosen["source"] == EVERYTHING else f"pack {chosen['source']}"
        return f"{chosen['time']} {chosen['days']}", zone, source

    def _answers(self, step: str) -> list[tuple[str, str]]:
        """Return the answers to a step, each with what its button carries."""
        if step == "source":
            named = [(each.title, each.name) for each in self.packs if each.passages and _fits(each.name)]
            return [(self.wording.label("order-everything"), EVERYTHING), *named[:PACKS]]
        if step == "days":
            return [(self.wording.label(f"order-days-{each}"), each) for each in DAYS]
        if step == "time":
            return [(each.replace("-", "–"), each) for each in (*TIMES, *WINDOWS)]
        if step == OFFSETS:
            return [(each, each) for each in (f"UTC{hours:+}" if hours else "UTC" for hours in HOURS)]
        cities = [(zones.shown(self.zone), HERE)] * bool(self.zone) + [(each, each) for each in CITIES]
        return [*cities, (self.wording.label("order-by-offset"), OFFSETS)]

    def _typed(self, chosen: Mapping[str, str]) -> str:
        """Return a line that orders the same when it is typed, with examples where nothing is chosen yet."""
        source = chosen.get("source", EVERYTHING)
        parts = (
            chosen.get("time", "07:30"),
            zones.shown(self.zone) if self.zone else "Lisbon",
            chosen.get("days", "daily"),
        )
        return " ".join(("/subscribe", *parts, *(() if source == EVERYTHING else (source,))))


def _fits(name: str) -> bool:
    return len(f"order|{name}{REST}".encode()) <= BUTTON_BYTES
