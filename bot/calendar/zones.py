"""Zones by name: IANA names in any case, cities, countries with one zone, offsets in whole hours."""

import difflib
import re
import unicodedata
import zoneinfo
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar.cities import aliases
from bot.chat import Refusal

OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d\d))?")
LATELY = 2026
"""The year by whose clocks an offset is understood."""
NEAR = 3
"""How many near names a refusal suggests."""


def find(name: str) -> str:
    """Return the IANA name of a zone that someone named.

    Raises:
        Refusal: as `unknown` makes it.

    """
    known = lookup(name)
    if known:
        return known
    raise unknown(name)


def unknown(name: str) -> Refusal:
    """Return the refusal of a zone: "zone-unknown-near" with the `zone` and names `near` it, or "zone-unknown".

    For an offset that no zone has by name it is "zone-offset", with cities `near` whose clocks keep it in winter.
    """
    cities = _keeping(fold(name))
    if cities:
        return Refusal("zone-offset", zone=name, near=", ".join(cities))
    names = ", ".join(near(name))
    return Refusal("zone-unknown-near", zone=name, near=names) if names else Refusal("zone-unknown", zone=name)


def lookup(name: str) -> str:
    """Return the IANA name of a zone by its name, city, country or whole-hour offset; empty when there is none."""
    folded = fold(name)
    return _catalogue().get(folded) or _places().get(folded) or _offset(folded)


def near(name: str) -> tuple[str, ...]:
    """Return zones whose name, city or country reads like `name`, nearest first."""
    names = _catalogue() | _places()
    folded = fold(name)
    city = lookup(folded.rpartition("/")[2])
    found = difflib.get_close_matches(folded, names, n=NEAR, cutoff=0.7)
    return tuple(dict.fromkeys([city] * bool(city) + [names[each] for each in found]))[:NEAR]


def starting(typed: str) -> tuple[str, ...]:
    """Return the zones that what was typed may become, cities and countries counted: best first, none for nothing."""
    folded = fold(typed)
    if not folded:
        return ()
    names = {name: zone for name, zone in (_places() | _catalogue()).items() if not is_offset(zone)}
    found = [(at, name, zone) for name, zone in names.items() if (at := name.find(folded)) >= 0]
    return tuple(dict.fromkeys(zone for _at, _name, zone in sorted(found)))


def is_offset(zone: str) -> bool:
    """Return whether a zone is a fixed offset, which does not follow any place's summer time."""
    return zone.startswith("Etc/")


def counts(name: str) -> bool:
    """Return whether a name is written as an offset from UTC: "UTC+5:30", "-3"."""
    return bool(OFFSET.fullmatch(fold(name)))


def shown(zone: str) -> str:
    """Return a zone as people read it: "Europe/Berlin", "UTC+2" (whose own name would say minus)."""
    if not is_offset(zone):
        return zone
    name = zone.removeprefix("Etc/").replace("GMT", "UTC")
    return name.translate(str.maketrans("+-", "-+"))


def fold(name: str) -> str:
    """Return a name as it is compared: lower case, no diacritics, one space for `_`, `-` within words and runs."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return re.sub(r"[\s_]+", " ", plain).strip().lower()


def version() -> str:
    """Return what names the rules in force: the releases of the tz database that this process may read."""
    folders = [Path(each) for each in zoneinfo.TZPATH] + [Path(str(files("tzdata").joinpath("zoneinfo")))]
    return "/".join(filter(None, (_release(each / "tzdata.zi") for each in folders)))


def _release(source: Path) -> str:
    if not source.is_file():
        return ""
    with source.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline().removeprefix("# version").strip()


def _keeping(folded: str) -> list[str]:
    """Return cities whose clocks keep an offset when it is not summer time there; none where it is no offset."""
    found = OFFSET.fullmatch(folded)
    if not found:
        return []
    wanted = timedelta(hours=int(found[2]), minutes=int(found[3] or 0)) * (-1 if found[1] == "-" else 1)
    keeping = (each for each in _places().values() if _standard(each) == wanted)
    return list(dict.fromkeys(islice(keeping, 3 * NEAR)))[:NEAR]


def _standard(zone: str) -> timedelta | None:
    rules = ZoneInfo(zone)
    offsets = (datetime(LATELY, month, 1, tzinfo=rules).utcoffset() for month in (1, 7))
    return min((each for each in offsets if each is not None), default=None)


@cache
def _catalogue() -> dict[str, str]:
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {fold(each): each for each in names if each != "Factory"}


@cache
def _places() -> dict[str, str]:
    """Return zones by city and by country with one zone; a city that two zones claim is nobody's."""
    listed = list(_listed())
    last = {zone: fold(zone.rpartition("/")[2]) for _, zone in listed}
    claims = Counter(last.values())
    cities = {city: zone for zone, city in last.items() if claims[city] == 1}
    lone = Counter(country for country, _ in listed)
    countries = {fold(_countries()[code]): zone for code, zone in listed if lone[code] == 1}
    return countries | {fold(city): zone for city, zone in aliases().items()} | cities


def _listed() -> list[tuple[str, str]]:
    return [(fields[0], fields[2]) for fields in _table("zone.tab")]


@cache
def _countries() -> dict[str, str]:
    return {fields[0]: fields[1] for fields in _table("iso3166.tab")}


def _table(name: str) -> list[list[str]]:
    lines = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _offset(folded: str) -> str:
    found = OFFSET.fullmatch(folded)
    if not found or int(found[3] or 0):
        return ""
    sign, hours = found[1], int(found[2])
    # POSIX counts offsets west of Greenwich as positive, and so do these names.
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "Etc/UTC"
    return name if fold(name) in _catalogue() else ""
