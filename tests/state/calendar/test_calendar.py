"""The calendar as it is written by hand, read whole or refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain import Impact
from bot.domain.calendar import ScheduledEvent
from bot.domain.errors import DataError
from bot.state.calendar import CalendarFile, read_calendar

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "calendar.sample.yml"
TWO = datetime(2026, 12, 9, 19, tzinfo=UTC)


@pytest.fixture
def put(tmp_path):
    def write(text: str) -> Path:
        fresh = tmp_path / "fresh"
        fresh.write_text(text)
        return fresh.replace(tmp_path / "calendar.yml")

    return write


@pytest.mark.parametrize(
    "when",
    [
        "at: 2026-12-09T19:00:00Z",
        "at: 2026-12-09 19:00",
        'at: "2026-12-09 14:00-05:00"',
        "{date: 2026-12-09, time: 14:00, zone: America/New_York}",
        "{date: 2026-12-09, time: 19:00}",
    ],
)
def test_every_way_to_state_a_moment_is_utc(put, when):
    row = when.strip("{}").replace(", ", "\n  ")
    (event,) = read_calendar(put(f"- name: FOMC\n  {row}\n"))
    assert event == ScheduledEvent(name="FOMC", at=TWO)


def test_a_zone_has_its_summer_time(put):
    text = "events:\n- {name: a, date: 2026-07-01, time: 08:30, zone: America/New_York}\n"
    (event,) = read_calendar(put(text))
    assert event.at == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


def test_impact_symbols_and_asset_types_are_read(put):
    text = """
events:
  - {name: a, at: 2026-12-09 19:00, impact: Critical, symbols: [BTC/USDT, NVDA]}
  - {name: b, at: 2026-12-09 19:00, impact: low, symbols: GC=F, asset_types: [crypto]}
  - {name: c, at: 2026-12-09 19:00}
"""
    a, b, c = read_calendar(put(text))
    assert (a.impact, a.concerns) == (Impact.CRITICAL, ("BTC/USDT", "NVDA"))
    assert (b.impact, b.concerns) == (Impact.LOW, ("GC=F", "crypto"))
    assert (c.impact, c.concerns) == (Impact.HIGH, ("*",))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("name: a", "need a non-empty text for date"),
        ("at: 2026-12-09 19:00", "need a non-empty text for name"),
        ("{name: a, at: tomorrow}", "need an ISO time"),
        ("{name: a, date: 2026-12-09, time: 14:00, zone: Mars/One}", "need a zone such as"),
        ("{name: a, date: 2026-12-09, time: 14:00, zone: ../../etc}", "need a zone such as"),
        ("{name: a, at: 2026-12-09, impact: huge}", "need impact of low"),
        ("{name: a, at: 2026-12-09, symbol: NVDA}", "need keys of"),
        ("{name: a, at: 2026-12-09, symbols: {NVDA: 1}}", "need a list of texts for symbols"),
        ("{name: a, date: 0001-01-01, time: 00:00, zone: Asia/Tokyo}", "between the years"),
        ("{name: a, at: 9999-12-31 23:00-05:00}", "between the years"),
        ("FOMC", "need a mapping for an event"),
    ],
)
def test_one_event_that_breaks_a_rule_refuses_the_calendar_and_says_which(put, row, words):
    text = f"- {{name: good, at: 2026-12-09}}\n- {row}\n"
    with pytest.raises(DataError, match=r"calendar\.yml: event 2: ") as refused:
        read_calendar(put(text))
    assert words in str(refused.value)


@pytest.mark.parametrize("text", ["", "5", "{", "events: 3", "a: [", "\x00", "&a [*a]"])
def test_a_file_that_is_no_list_of_events_is_a_data_error(put, text):
    with pytest.raises(DataError, match=r"calendar\.yml"):
        read_calendar(put(text))


def test_a_missing_calendar_and_one_beyond_reason_are_data_errors(tmp_path):
    with pytest.raises(DataError, match="missing"):
        read_calendar(tmp_path / "none.yml")
    with (tmp_path / "large.yml").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(DataError, match="at most 5000000 bytes"):
        read_calendar(tmp_path / "large.yml")


def test_the_sample_is_whole_and_holds_the_published_rate_decisions():
    events = read_calendar(SAMPLE)
    fomc = [event for event in events if event.name == "FOMC rate decision"]
    assert len(fomc) == 16
    assert {event.at.hour for event in fomc} == {18, 19}  # 14:00 in Washington
    assert all(event.at.weekday() == 2 for event in fomc)  # a meeting ends on a Wednesday
    assert TWO in [event.at for event in fomc]
    assert [event.name for event in events if "estimate" in event.name] != []


def test_a_calendar_is_read_again_when_it_changes_and_a_broken_one_keeps_its_last_events(put):
    seconds, told = [0.0], []
    path = put("- {name: a, at: 2026-12-09}\n")
    calendar = CalendarFile(path, 300, lambda: seconds[0], told.append)
    first = calendar.current()
    assert calendar.current() is first
    put("- {name: b, at: 2026-12-10}\n")
    assert [event.name for event in calendar.current()] == ["a"]
    seconds[0] = 300
    assert [event.name for event in calendar.current()] == ["b"]
    put("{")
    seconds[0] = 600
    assert [event.name for event in calendar.current()] == ["b"]
    seconds[0] = 900
    calendar.current()
    assert len(told) == 1
    assert told[0].endswith("its last 1 events hold on")
