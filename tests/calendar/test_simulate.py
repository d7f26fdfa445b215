"""`commonplace simulate`: every post that would be made, for people and for scripts; wrong values told."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import main as cli

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Call the command and return its exit code, what it printed and what it complained of."""
    data = tmp_path_factory.getbasetemp() / "simulated"
    monkeypatch.setenv("COMMONPLACE_DATA", str(data))
    monkeypatch.chdir(tmp_path_factory.getbasetemp())

    def called(line: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["commonplace", "simulate", *line.split()])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capfd.readouterr()
        return int(ended.value.code or 0), told.out, " ".join(told.err.split())

    return called


def test_sixty_days_are_sixty_posts_counted_from_the_first_inclusive(run) -> None:
    code, out, _ = run("--at 07:30 --zone Europe/Berlin --from 2026-03-01 --days 60 --json")
    rows = [json.loads(each) for each in out.splitlines()]
    assert code == 0
    assert [each["date"] for each in rows] == [f"{date(2026, 3, 1) + timedelta(days=day)}" for day in range(60)]
    assert all(set(each) == {"date", "local", "utc", "passage", "locator"} for each in rows)
    for each in rows:
        local, utc = datetime.fromisoformat(each["local"]), datetime.fromisoformat(each["utc"])
        assert each["utc"].endswith("Z")
        assert local == utc
        assert local.utcoffset() == utc.astimezone(BERLIN).utcoffset()
        assert f"{local:%Y-%m-%d %H:%M}" == f"{each['date']} 07:30"


def test_a_gap_is_left_by_its_first_valid_minute(run) -> None:
    _, out, _ = run("--at 02:30 --zone Europe/Berlin --from 2026-03-29 --days 1 --json")
    assert json.loads(out)["local"] == "2026-03-29T03:00:00+02:00"
    assert json.loads(out)["utc"] == "2026-03-29T01:00:00Z"


def test_only_the_weekdays_asked_for_are_posted_and_passages_follow_each_other(run) -> None:
    _, every, _ = run("--at 07:30 --zone Berlin --from 2026-03-02 --days 14 --json")
    _, some, _ = run("--at 07:30 --zone Berlin --from 2026-03-02 --days 14 --json --weekdays mon,wed")
    rows = [json.loads(each) for each in some.splitlines()]
    assert [each["date"][-2:] for each in rows] == ["02", "04", "09", "11"]
    assert [each["passage"] for each in rows] == [json.loads(each)["passage"] for each in every.splitlines()[:4]]


def test_a_pack_of_a_calendars_entries_is_read_in_sequence_too(run) -> None:
    _, out, _ = run("--at 07:30 --zone Berlin --from 2026-03-02 --days 30 --json --pack neighbours")
    assert len({json.loads(each)["passage"] for each in out.splitlines()}) == 30


def test_people_read_a_line_a_post(run) -> None:
    _, out, _ = run("--at 7.30pm --zone Lisbon --from 2026-03-01 --days 2")
    lines = out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Sun 2026-03-01 19:30 WET  19:30Z  ")
    _, nothing, _ = run("--at 7.30pm --zone Lisbon --from 2026-03-02 --days 2 --weekdays sun")
    assert nothing == "Nothing is due in these days.\n"


def test_what_one_would_write_to_the_bot_is_simulated_with_its_window_and_its_words(run) -> None:
    _, out, _ = run("between 7 and 8 Berlin 500 words a day --from 2026-03-02 --days 5 --json --pack neighbours")
    rows = [json.loads(each) for each in out.splitlines()]
    assert [each["local"][11:16] for each in rows] == ["07:00"] * 5
    assert [each["until"][11:16] for each in rows] == ["08:00"] * 5
    keys = [key for each in rows for key in each.get("passages", [each["passage"]])]
    assert len(set(keys)) == len(keys) > 5
    _, shown, _ = run("between 7 and 8 Berlin 500 words a day --from 2026-03-02 --days 1 --pack neighbours")
    assert "07:00–08:00 CET" in shown
    assert " … " in shown


def test_a_shuffled_order_and_every_third_day_are_simulated_too(run) -> None:
    _, plain, _ = run("7:30 Berlin --from 2026-03-02 --days 12 --json --pack neighbours")
    _, mixed, _ = run("7:30 Berlin every 3 days shuffled --from 2026-03-02 --days 12 --json --pack neighbours")
    rows = [json.loads(each) for each in mixed.splitlines()]
    assert [each["date"][-2:] for each in rows] == ["02", "05", "08", "11"]
    assert [each["passage"] for each in rows] != [json.loads(each)["passage"] for each in plain.splitlines()[:4]]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--at 25:00 --zone Europe/Berlin", "--at: “25:00” is no time of day"),
        (
            "--at 07:30 --zone Europe/Berln",
            "--zone: “Europe/Berln” is no time zone that I know. Did you mean Europe/Berlin",
        ),
        ("--at 07:30 --zone Berlin --weekdays someday", "--weekdays: “someday” are no days"),
        ("--at 07:30 --zone Berlin --from yesterday", "--from: 'yesterday' is no date; write it as 2026-03-01"),
        ("--at 07:30 --zone Berlin --from 0001-01-01", "--from: 0001-01-01 is outside the years"),
        ("--at 07:30 --zone Berlin --days 0", "--days: must be from 1"),
        ("--zone Berlin", "--at: say the local time"),
        ("07:30", "--zone: say the time zone"),
        ("07:30 Berlin weights nobody 3", "weights: There is no pack, work or topic"),
        ("--at 07:30 --zone Berlin --pack nowhere", "no pack, work or topic “nowhere”"),
    ],
)
def test_a_wrong_value_is_one_sentence_and_exit_code_two(run, line: str, says: str) -> None:
    code, out, err = run(line)
    assert code == 2
    assert says in err
    assert out == ""
    assert "Traceback" not in err


def test_the_data_folder_need_not_exist(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path / "new" / "data"))
    assert run("--at 07:30 --zone Berlin --days 1")[0] == 0
