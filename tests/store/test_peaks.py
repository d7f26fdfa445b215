"""Peaks: how many chats share a minute, and how long that takes."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.calendar.subscription import Standing
from bot.chat import Place
from bot.cli.main import app
from bot.delivery.conduct import conduct
from bot.delivery.peak import told
from bot.store.peaks import Peak
from bot.store.store import Store, beside
from tests.store.samples import NOW, chosen, subscribed, wanted


async def test_the_busiest_minutes_come_first_platform_by_platform(store: Store) -> None:
    for number, at in enumerate(("07:30", "07:30", "08:00")):
        await subscribed(store, wanted(Place("telegram", str(number)), at=at))
    await subscribed(store, wanted(Place("discord", "1"), at="07:30"))
    await subscribed(store, wanted(Place("telegram", "9"), standing=Standing.PAUSED))
    before = NOW - timedelta(minutes=1)
    found = await store.peaks.busiest(before, 2)
    assert found[0] == Peak("telegram", NOW, 2)
    assert (found[1].chats, len(found)) == (1, 2)
    assert len(await store.peaks.busiest(before, 10)) == 3


async def test_what_waits_is_counted_by_platform(store: Store) -> None:
    for number in range(3):
        await subscribed(store, wanted(Place("telegram" if number else "discord", str(number))))
    await store.planning.plan(NOW, 10, chosen)
    assert await store.peaks.waiting() == {"telegram": 2, "discord": 1}


@pytest.mark.parametrize(
    ("chats", "platform", "paid", "sentence"),
    [
        (100_000, "telegram", 0, "100000 chats = 67 minutes at the free limit (25 a second)"),
        (100_000, "telegram", 800, "100000 chats = 3 minutes at the paid limit (800 a second)"),
        (100_000, "discord", 800, "100000 chats = 42 minutes at the free limit (40 a second)"),
        (1, "telegram", 0, "1 chat = 1 minute at the free limit (25 a second)"),
    ],
)
def test_a_peak_is_told_in_minutes(chats: int, platform: str, paid: float, sentence: str) -> None:
    assert told(chats, conduct(platform, paid_rate=paid)) == sentence


def test_the_command_shows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path))
    now = datetime.now(UTC)

    async def fill() -> None:
        async with Store.open(beside(tmp_path)) as store:
            await subscribed(store, wanted(Place("telegram", "1"), at="07:30", zone="UTC"), now)

    assert "Nothing is due" in CliRunner().invoke(app, ["peaks"]).output
    asyncio.run(fill())
    assert "07:30 UTC holds 1 chat = 1 minute at the free limit" in CliRunner().invoke(app, ["peaks"]).output
