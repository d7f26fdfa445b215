"""Every zone of the tz database, every quarter-hour, two years and a half: one occurrence a date, where it belongs."""

from datetime import date, time
from zoneinfo import available_timezones

import pytest

from bot.calendar import occurrence
from bot.calendar.subscription import Subscription
from bot.chat import Place
from tests.calendar import clocks

FIRST, DAYS = date(2025, 10, 1), 900
NAMES = sorted(available_timezones() - {"localtime", "Factory"})


def swept(name: str, known: clocks.Stretches) -> int:
    """Hold every quarter-hour of a zone against the second opinion, and return how many dates that were."""
    counted = 0
    for quarter in range(96):
        standing = Subscription(Place("telegram", "1"), time(quarter // 4, quarter % 4 * 15), name)
        found = list(occurrence.within(standing, FIRST, DAYS))
        wanted = [each for each in clocks.due(known, FIRST, DAYS, quarter).tolist() if each >= 0]
        assert [round(each.at.timestamp()) for each in found] == wanted, (name, standing.at)
        assert len({each.day for each in found}) == len(found)
        counted += len(found)
    return counted


@pytest.mark.prove
def test_each_kind_of_clock_in_the_tz_database_has_one_occurrence_a_date_at_every_quarter_hour() -> None:
    """Zones whose clocks agree all the time are swept once: the calendar asks a zone for nothing but its offsets."""
    kinds = {clocks.stretches(name, FIRST, DAYS): name for name in NAMES}
    counted = sum(swept(name, known) for known, name in kinds.items())
    assert len(kinds) > 60
    assert counted == len(kinds) * 96 * DAYS


@pytest.mark.full
@pytest.mark.parametrize("name", NAMES)
def test_each_zone_by_its_name_has_one_occurrence_a_date_at_every_quarter_hour(name: str) -> None:
    assert swept(name, clocks.stretches(name, FIRST, DAYS)) == 96 * DAYS
