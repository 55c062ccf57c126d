"""What a backtest tells about the events that it may know."""

from datetime import UTC, datetime

from bot.domain import MacroEvent
from bot.macro import KnownEvents

DATED = MacroEvent(title="a", published_at=datetime(2024, 1, 1, tzinfo=UTC))
UNDATED = MacroEvent(title="b")
OF_NVIDIA = MacroEvent(title="c", assets={"NVDA": 0.5})


def test_events_without_a_date_are_told_where_they_count_nowhere():
    known = KnownEvents(events=(DATED, UNDATED, OF_NVIDIA), problems=("one was skipped",))
    assert known.warnings("BTC/USDT", count_undated=False) == (
        "one was skipped",
        "1 macro event has no published_at and count nowhere here: "
        "no past candle could know of them",
    )
    assert "2 macro events have" in known.warnings("NVDA", count_undated=False)[1]


def test_nothing_is_told_where_events_without_a_date_count():
    assert KnownEvents(events=(UNDATED,)).warnings("NVDA", count_undated=True) == ()
