"""run_backtest.py under a calendar: what is entered, what is said, what is refused."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.backtest_program import Call, assert_refused, document

EVENTS = "\n".join(f"- {{name: figures, at: 2024-01-{day:02} 14:00}}" for day in range(2, 13))
FLAGS = ("--blackout-before", "120", "--blackout-after", "360")


@pytest.fixture
def calendar(tmp_path: Path) -> str:
    """Figures at two, every day."""
    file = tmp_path / "calendar.yml"
    file.write_text(EVENTS)
    return str(file)


def is_near(trade: dict[str, str]) -> bool:
    return 12 <= datetime.fromisoformat(trade["entry_time"]).hour <= 20


def test_nothing_is_entered_around_the_events_and_the_result_says_so(
    call: Call, candles_csv: str, calendar: str
) -> None:
    asked = ["--csv", candles_csv, "--yes", "--min-confidence", "0"]
    free = document(call(*asked, "--json"))
    kept = document(call(*asked, "--json", "--calendar", calendar, *FLAGS))
    assert any(map(is_near, free["trades"]))
    assert kept["trades"] != []
    assert not any(map(is_near, kept["trades"]))
    assert "blackout" not in free
    assert kept["blackout"] == {"before_minutes": 120.0, "after_minutes": 360.0, "events": 11}
    text = " ".join(call(*asked, "--calendar", calendar, *FLAGS).out.split())
    words = "no entry from 120 minutes before to 360 after 11 scheduled events of high impact"
    assert f"Calendar {words}" in text
    assert f"Calendar: {words}." in kept["assumptions"]


def test_the_settings_hold_without_flags_and_flags_over_them(
    call: Call, candles_csv: str, calendar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALENDAR_PATH", calendar)
    monkeypatch.setenv("CALENDAR_BLACKOUT_AFTER_MINUTES", "90")
    asked = ["--csv", candles_csv, "--yes", "--json"]
    assert document(call(*asked))["blackout"]["after_minutes"] == 90
    assert "blackout" not in document(call(*asked, "--blackout-after", "0"))


def test_a_walk_forward_searches_under_the_rule(
    call: Call, candles_csv: str, calendar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTO_OPTIMIZE_TRIALS", "5")
    asked = ["--csv", candles_csv, "--yes", "--json", "--walk-forward", "2"]
    walks = [json.dumps(document(call(*asked, *more))["walk_forward"]) for more in ((), (
        "--calendar", calendar, *FLAGS
    ))]  # fmt: skip
    assert walks[0] != walks[1]


def test_a_calendar_that_is_not_used_missing_or_broken_is_refused(
    call: Call, candles_csv: str, calendar: str, tmp_path: Path
) -> None:
    asked = ["--csv", candles_csv, "--yes"]
    assert_refused(call(*asked, "--calendar", calendar), 2, "--blackout-before")
    assert_refused(call(*asked, "--blackout-before", "-5"), 2, "--blackout-before")
    assert_refused(call(*asked, "--blackout-before", "5"), 3, "calendar.yml", "missing")
    (tmp_path / "wrong.yml").write_text("- {name: a}")
    assert_refused(call(*asked, *FLAGS, "--calendar", "wrong.yml"), 3, "wrong.yml: event 1")
