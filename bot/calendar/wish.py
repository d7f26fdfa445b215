"""Reading a standing order in plain words: "07:30 Europe/Berlin weekdays meditations", in any order of its parts.

Understood besides: "7.30pm", "7 pm", "noon"; "daily", "mon,wed,fri", "mon-fri", "weekends", "every 3 days", "on the
1st and 15th"; a zone by city or country; "from meditations", "topic borders"; "from 2026-12-01", "until 2027-01-31",
"paused until 2026-12-24"; and what `span` and `manner` read. What is left over is the source, for the library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from bot.calendar import manner, span, spoken, zones
from bot.calendar.days import EVERY_DAY, WEEKDAYS, WEEKENDS, Days
from bot.calendar.hour import clock
from bot.calendar.manner import Manner
from bot.calendar.window import Window
from bot.chat import Refusal

TIME = re.compile(
    r"(?:\bat\s+)?(?<![\w:.+-])(?P<time>\d{1,3}[:.h]\d{1,3}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|noon|midday|midnight)(?![\w:])",
    re.IGNORECASE,
)
FIRST = re.compile(r"(?:at\s+)?(?P<time>\d{1,4})(?=\s|$)", re.IGNORECASE)

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
RUN = rf"{DAY}(?:\s*(?:-|–|to)\s*{DAY})?"
BETWEEN = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+)"
GROUPS: dict[str, tuple[int, ...]] = {"daily": EVERY_DAY, "everyday": EVERY_DAY, "every day": EVERY_DAY}
GROUPS |= {"weekday": WEEKDAYS, "workday": WEEKDAYS, "weekend": WEEKENDS}
GROUP = re.compile(r"\b(?:on\s+|every\s+)?(daily|everyday|(?<=every )day|weekday|workday|weekend)s?\b", re.IGNORECASE)
WEEK = re.compile(rf"\b(?:from\s+|on\s+|every\s+)?({RUN}(?:{BETWEEN}{RUN})*)\b", re.IGNORECASE)
EVERY = re.compile(r"\bevery\s+(\d{1,3}|second|other|third)\s+days?\b", re.IGNORECASE)
STEPS = {"second": 2, "other": 2, "third": 3}
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
MONTH = re.compile(
    rf"(?:\bon\s+)?(?:\bthe\s+)?\b({ORDINAL}(?:{BETWEEN}(?:the\s+)?{ORDINAL})*)\b(?:\s+of\s+(?:the|each|every)\s+month)?",
    re.IGNORECASE,
)
QUALIFIED = re.compile(r"(?:^|\s)((?:pack|work|topic)[\s:]\s*\S.*)$", re.IGNORECASE)
DRAWN = re.compile(r"(?:^|\s)from\s+(\S.*)$", re.IGNORECASE)
PAUSE = re.compile(rf"\bpaused?\s+(?:until|till)\s+({spoken.DATE})", re.IGNORECASE)
UNTIL = re.compile(rf"\b(?:until|till|through)\s+({spoken.DATE})", re.IGNORECASE)
FROM = re.compile(rf"\b(?:from|since|starting|as of)\s+({spoken.DATE})(?!\S)", re.IGNORECASE)
ENDLESS = re.compile(r"\b(?:for\s?ever|without\s+an?\s+end|no\s+end)\b", re.IGNORECASE)
RESUME = re.compile(r"\b(?:resumed?|no\s+pause|without\s+(?:a\s+)?pause)\b", re.IGNORECASE)
FILLERS = frozenset({"", "at", "on", "in", "from", "and", "the", "every", "of", "time", "zone"})
ZONE_WORDS = 3
"""The most words that a city's name takes: Port of Spain."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; None or empty where nothing was said of it. `source` is what no rule could read.

    A `window` begins at the time `at`.
    """

    at: time | None = None
    zone: str = ""
    days: Days | None = None
    source: str = ""
    start: date | None = None
    end: date | None = None
    endless: bool = False
    """Whether an end date shall no longer count."""
    pause: date | None = None
    resume: bool = False
    """Whether a pause shall no longer count."""
    manner: Manner = field(default_factory=Manner)
    window: Window | None = None


def read(line: str) -> Wish:
    """Return what a line asks for, a time at least.

    Raises:
        Refusal: "time-missing"; "time-wrong" with the `time` given; what `zones.find` refuses;
            "days-wrong" with the `days` given; "date-wrong" with the `date`.

    """
    asked = changes(line)
    if asked.at is None:
        raise Refusal("time-missing")
    return asked


def changes(line: str) -> Wish:
    """Return what a line asks for, of which anything may be missing.

    Raises:
        Refusal: as `read`, but for a missing time.

    """
    how, rest = manner.read(line.strip())
    pause, rest = _date(PAUSE, rest)
    end, rest = _date(UNTIL, rest)
    start, rest = _date(FROM, rest)
    endless, rest = _take(ENDLESS, rest)
    resume, rest = _take(RESUME, rest)
    at, window, rest = span.read(rest)
    if not window:
        at, rest = _time(rest)
    kind, rest = _source(QUALIFIED, rest)
    days, rest = _days(rest)
    drawn, rest = _source(DRAWN, rest)
    zone, left = _zone(rest.split())
    source = (kind or drawn or " ".join(left)).strip("[] ")
    return Wish(
        at,
        zone,
        days,
        source,
        start=start,
        end=end,
        endless=bool(endless),
        pause=pause,
        resume=bool(resume),
        manner=how,
        window=window,
    )


def weekdays(text: str) -> tuple[int, ...]:
    """Return weekdays from Monday as 0: "weekdays", "mon,wed,fri", "sat-mon".

    Raises:
        Refusal: "days-wrong" with the `days` as given.

    """
    days, rest = _days(text)
    if not days or rest.strip(" ,") or days.every > 1 or days.month_days:
        raise Refusal("days-wrong", days=text)
    return days.weekdays


def _time(line: str) -> tuple[time | None, str]:
    """Return the time in a line, and the others of its words: what looks like one, else the number in front."""
    found = TIME.search(line) or FIRST.match(line)
    return (clock(found["time"]), _without(line, found)) if found else (None, line)


def _date(pattern: re.Pattern[str], line: str) -> tuple[date | None, str]:
    found = pattern.search(line)
    return (spoken.day(found[1]), _without(line, found)) if found else (None, line)


def _without(line: str, found: re.Match[str]) -> str:
    return f"{line[: found.start()]} {line[found.end() :]}".strip()


def _days(line: str) -> tuple[Days | None, str]:
    """Return the days that a line asks for, and what else it says."""
    every, line = _take(EVERY, line)
    month, line = _take(MONTH, line)
    group, line = _take(GROUP, line)
    named, line = _take(WEEK, line)
    chosen = {day for word in group for day in _group(word)} | {day for word in named for day in _week(word)}
    days = Days(tuple(sorted(chosen)) or EVERY_DAY, _step(every), _ordinals(month))
    return days if every or month or chosen else None, line


def _take(pattern: re.Pattern[str], line: str) -> tuple[list[str], str]:
    return pattern.findall(line), pattern.sub(" ", line).strip()


def _group(word: str) -> tuple[int, ...]:
    return GROUPS.get(word.lower(), EVERY_DAY)


def _week(words: str) -> Iterator[int]:
    """Yield the weekdays of a list such as "mon, wed-fri"; a run may go over the end of the week."""
    for run in re.findall(RUN, words, re.IGNORECASE):
        ends = [NAMES.index(each[:3].lower()) for each in re.findall(DAY, run, re.IGNORECASE)]
        yield from ((ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1))


def _step(every: list[str]) -> int:
    step = STEPS.get(every[0].lower()) or int(every[0]) if every else 1
    if not 1 <= step <= 366:
        raise Refusal("days-wrong", days=f"every {every[0]} days")
    return step


def _ordinals(month: list[str]) -> tuple[int, ...]:
    days = sorted({int(each) for words in month for each in re.findall(r"\d+", words)})
    if days and not 1 <= days[0] <= days[-1] <= 31:
        raise Refusal("days-wrong", days=month[0])
    return tuple(days)


def _source(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """Return the source that a line names as one ("pack x", "from x"), and what stands before it."""
    found = pattern.search(line)
    return (found[1], line[: found.start()]) if found else ("", line)


def _zone(words: list[str]) -> tuple[str, list[str]]:
    """Return the zone that some of the words name, the most words first, and the others but for fillers."""
    for count in range(min(ZONE_WORDS, len(words)), 0, -1):
        for index in range(len(words) - count + 1):
            zone = zones.lookup(" ".join(words[index : index + count]).strip(","))
            if zone:
                return zone, _meant(words[:index] + words[index + count :])
    odd = next((each for each in words if re.fullmatch(r"[A-Za-z_]+/[A-Za-z_/+-]+", each) or zones.counts(each)), "")
    return (zones.find(odd) if odd else ""), _meant(words)


def _meant(words: list[str]) -> list[str]:
    return [each for each in words if each.lower().strip(",;.") not in FILLERS]
