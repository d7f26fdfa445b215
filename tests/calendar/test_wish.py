"""Standing orders in plain words."""

from datetime import date, time

import pytest

from bot.calendar import wish, zones
from bot.calendar.days import EVERY_DAY, WEEKDAYS, WEEKENDS, Days
from bot.calendar.measure import Measure
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Format
from bot.calendar.window import Window
from bot.chat import Refusal


@pytest.mark.parametrize(
    ("line", "at", "zone", "weekdays", "source"),
    [
        ("07:30 Europe/Berlin weekdays", "07:30", "Europe/Berlin", WEEKDAYS, ""),
        ("7:30", "07:30", "", EVERY_DAY, ""),
        ("7.30pm Berlin daily", "19:30", "Europe/Berlin", EVERY_DAY, ""),
        ("7 pm New York mon,wed,fri meditations", "19:00", "America/New_York", (0, 2, 4), "meditations"),
        ("weekends at 9:00 in Tokyo from letters", "09:00", "Asia/Tokyo", WEEKENDS, "letters"),
        ("0730 berlin mon-fri some old letters", "07:30", "Europe/Berlin", WEEKDAYS, "some old letters"),
        ("8:00 every weekday Munich", "08:00", "Europe/Berlin", WEEKDAYS, ""),
        ("8:00 Paris topic Hungary", "08:00", "Europe/Paris", EVERY_DAY, "topic Hungary"),
        ("07:30 mon, wed and fri", "07:30", "", (0, 2, 4), ""),
        ("sat-mon 12 am", "00:00", "", (0, 5, 6), ""),
        ("12pm", "12:00", "", EVERY_DAY, ""),
        ("noon every day Hungary", "12:00", "Europe/Budapest", EVERY_DAY, ""),
        ("monday to friday pack neighbours 9:00", "09:00", "", WEEKDAYS, "pack neighbours"),
        ("7 Lisbon", "07:00", "Europe/Lisbon", EVERY_DAY, ""),
        ("7h30 Saturdays work the sun", "07:30", "", (5,), "work the sun"),
        ("7.30 p.m. São Paulo", "19:30", "America/Sao_Paulo", EVERY_DAY, ""),
        ("7:30 UTC+2", "07:30", "Etc/GMT-2", EVERY_DAY, ""),
    ],
)
def test_a_line_is_read(line: str, at: str, zone: str, weekdays: tuple[int, ...], source: str) -> None:
    read = wish.read(line)
    days = read.days or Days()
    assert (read.at, read.zone, days.weekdays, read.source) == (time.fromisoformat(at), zone, weekdays, source)


def test_every_n_days_and_days_of_the_month_are_read() -> None:
    assert wish.read("8:00 every 3 days London").days.every == 3
    assert wish.read("8:00 every other day").days.every == 2
    assert wish.read("8:00 on the 1st and 15th of the month Paris").days.month_days == (1, 15)


def test_dates_are_read_in_several_spellings() -> None:
    read = wish.read("7:30 from 2026-12-01 until 31 January 2027 Lisbon from the river")
    assert (read.start, read.end, read.source) == (date(2026, 12, 1), date(2027, 1, 31), "the river")
    assert wish.changes("paused until Dec 24th, 2026").pause == date(2026, 12, 24)
    assert wish.changes("no end, resume").endless
    assert wish.changes("resume").resume


def test_the_manner_is_read_and_leaves_the_source() -> None:
    read = wish.read("7:30 silently question first in random order quiet 10pm-7:00 letters")
    how = read.manner
    assert (how.silent, how.format, how.rotation) == (True, Format.PROMPT_FIRST, Rotation.SHUFFLE)
    assert (how.quiet, read.at, read.source) == (Quiet(time(22), time(7)), time(7, 30), "letters")
    assert wish.changes("with sound, passage only, by date, no quiet hours").manner.loud


@pytest.mark.parametrize(
    "line", ["7:30 3 passages a day", "3 verses each day 7:30", "7:30, 3 a day", "7:30 3 passages"]
)
def test_a_portion_is_read(line: str) -> None:
    assert wish.read(line).manner.measure.portion == 3


def test_a_change_may_leave_out_anything() -> None:
    asked = wish.changes("weekdays")
    assert (asked.at, asked.zone, asked.source) == (None, "", "")
    assert asked.days == Days(WEEKDAYS)


@pytest.mark.parametrize(
    ("line", "message", "values"),
    [
        ("25:00 Europe/Berlin", "time-wrong", {"time": "25:00"}),
        ("7:60", "time-wrong", {"time": "7:60"}),
        ("13pm", "time-wrong", {"time": "13pm"}),
        ("24:00", "time-wrong", {"time": "24:00"}),
        ("Europe/Berlin", "time-missing", {}),
        ("", "time-missing", {}),
        ("7:30 Europe/Berln", "zone-unknown-near", {"zone": "Europe/Berln", "near": "Europe/Berlin"}),
        ("7:30 on the 32nd", "days-wrong", {"days": "32nd"}),
        ("7:30 every 0 days", "days-wrong", {"days": "every 0 days"}),
        ("7:30 until 2027-02-30", "date-wrong", {"date": "2027-02-30"}),
        ("7:30 21 passages a day", "portion-wrong", {"portion": "21"}),
        ("7:30 quiet 25:00-7:00", "time-wrong", {"time": "25:00"}),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_mend(line: str, message: str, values: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        wish.read(line)
    assert refused.value.message == message
    for name, value in values.items():
        assert str(refused.value.values[name]).startswith(value)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("New_York", "America/New_York"),
        ("Ürümqi", "Asia/Urumqi"),
        ("UTC", "UTC"),
        ("-05:00", "Etc/GMT+5"),
        ("Germany", "Europe/Berlin"),
        ("Atlantis", ""),
        ("UTC+05:30", ""),
    ],
)
def test_a_zone_is_found_by_name_city_country_or_offset(name: str, zone: str) -> None:
    assert zones.lookup(name) == zone


def test_near_names_help_with_a_slip() -> None:
    assert zones.near("Berln")[0] == "Europe/Berlin"
    assert zones.near("Europe/Munich")[0] == "Europe/Berlin"
    assert zones.near("qqqq") == ()


def test_every_city_of_ours_keeps_the_clock_of_a_known_zone() -> None:
    assert all(zones.lookup(zone) == zone for zone in zones.aliases().values())


def test_weekdays_alone_are_read_or_refused() -> None:
    assert wish.weekdays("mon,wed,fri") == (0, 2, 4)
    with pytest.raises(Refusal):
        wish.weekdays("someday")


@pytest.mark.parametrize(
    ("line", "start", "length", "source"),
    [
        ("between 7 and 8 keeper", "07:00", 60, "keeper"),
        ("sometime between 7pm and 8.30pm keeper", "19:00", 90, "keeper"),
        ("7-8pm", "19:00", 60, ""),
        ("11 to 1pm", "11:00", 120, ""),
        ("19:00-20:00 mon-fri from letters", "19:00", 60, "letters"),
        ("from 7 to 8.30 from letters", "07:00", 90, "letters"),
        ("letters 23:30 – 00:15", "23:30", 45, "letters"),
        ("noon-1pm quiet 22:00-07:00", "12:00", 60, ""),
    ],
)
def test_a_window_is_read(line: str, start: str, length: int, source: str) -> None:
    read = wish.read(line)
    assert (read.at, read.window, read.source) == (time.fromisoformat(start), Window(length), source)


@pytest.mark.parametrize("line", ["7:30 1-15 words", "7:30 from 2026-12-01", "every 2 days 7:30", "7:30 UTC-5"])
def test_what_only_looks_like_a_window_is_none(line: str) -> None:
    read = wish.read(line)
    assert (read.at, read.window) == (time(7, 30), None)


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("between 7 and 7", "window-wrong"),
        ("from 7:00 to 20:00", "window-wrong"),
        ("between 7 and 25", "time-wrong"),
        ("7:30 9 words a day", "words-wrong"),
        ("7:30 6000 words a day", "words-wrong"),
        ("7:30 80-20 words", "length-wrong"),
        ("7:30 at most 0 words", "length-wrong"),
        ("7:30 weights letters 21", "weight-wrong"),
        ("7:30 weights letters 0", "weight-wrong"),
        ("7:30 UTC+5:30", "zone-offset"),
        ("7:30 UTC-3:30", "zone-offset"),
    ],
)
def test_a_measure_beyond_its_limits_is_refused(line: str, refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        wish.read(line)
    assert refused.value.message == refusal


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("about 200 words a day", {"words": 200}),
        ("300 words per post", {"words": 300}),
        ("at most 80 words", {"shortest": 0, "longest": 80}),
        ("no longer than 80 words, at least 20 words", {"shortest": 20, "longest": 80}),
        ("between 20 and 80 words", {"shortest": 20, "longest": 80}),
        ("20-80 words, 100 words a day", {"shortest": 20, "longest": 80, "words": 100}),
        ("any length", {"shortest": 0, "longest": 0}),
        ("weights keeper 3, the river 1", {"weights": (("keeper", 3), ("the river", 1))}),
        ("weights: Jefferson 1801 = 5 and letters=1 silent", {"weights": (("Jefferson 1801", 5), ("letters", 1))}),
        ("weights keeper 3, at most 60 words, silent", {"weights": (("keeper", 3),), "shortest": 0, "longest": 60}),
        ("weights keeper 3, every 2 days", {"weights": (("keeper", 3),)}),
        (
            "weights On Liberty 2 and the river 10, quiet 22:00-7:00",
            {"weights": (("On Liberty", 2), ("the river", 10))},
        ),
        ("no weights", {"weights": ()}),
    ],
)
def test_a_measure_is_read_and_leaves_nothing_over(line: str, told: dict) -> None:
    read = wish.changes(line)
    assert (read.manner.measure, read.source) == (Measure(**told), "")
    assert wish.read(f"{line}, 7:30").at == time(7, 30)


def test_an_offset_is_shown_by_its_own_sign_and_cities_stand_for_odd_ones() -> None:
    assert [zones.shown(each) for each in ("Etc/GMT-2", "Etc/GMT+11", "Etc/UTC", "Europe/Berlin")] == [
        *("UTC+2", "UTC-11", "UTC", "Europe/Berlin")
    ]
    assert "Asia/Kolkata" in zones.unknown("UTC+5:30").values["near"]
    assert "America/St_Johns" in zones.unknown("UTC-3:30").values["near"]


@pytest.mark.parametrize(
    ("words", "hidden"), [("hidden", True), ("as a spoiler", True), ("not hidden", False), ("in the open", False)]
)
def test_a_passage_may_be_hidden_and_shown_again(words, hidden):
    read = wish.read(f"7:30 {words} letters")
    assert (read.manner.hidden, read.source) == (hidden, "letters")
    assert wish.read("7:30 letters").manner.hidden is None
