import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain import Impact, MacroEvent, Sentiment
from bot.domain.errors import DataError
from bot.state import MacroEventsFiles, read_macro_events

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "macro_events.sample.json"


@pytest.fixture
def put(tmp_path):
    def write(values, name="macro_events.json"):
        path = tmp_path / name
        fresh = tmp_path / "fresh"
        fresh.write_text(values if isinstance(values, str) else json.dumps(values))
        fresh.replace(path)
        return path

    return write


class HandClock:
    """Seconds that pass when a test says so."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_an_event_is_read_with_every_field_and_unknown_keys_are_passed_over(put):
    row = {
        "title": "Rate cut",
        "category": "central_bank",
        "sentiment": "DOVISH",
        "impact": "High",
        "actor": "Fed",
        "summary": "words",
        "assets": {"BTC/USDT": 0.4, "*": 0.1},
        "interest_rate_expectation": "cut",
        "bias": 0.2,
        "published_at": "2024-05-01T18:00:00+02:00",
        "source": "s",
        "url": "u",
        "mood": "unknown key",
    }
    expected = MacroEvent(
        title="Rate cut",
        category="central_bank",
        sentiment=Sentiment.DOVISH,
        impact=Impact.HIGH,
        actor="Fed",
        summary="words",
        assets={"BTC/USDT": 0.4, "*": 0.1},
        interest_rate_expectation="cut",
        bias=0.2,
        published_at=datetime(2024, 5, 1, 16, tzinfo=UTC),
        source="s",
        url="u",
    )
    assert read_macro_events(put([row])).events == (expected,)
    assert read_macro_events(put({"events": [row], "note": "x"})).events == (expected,)
    assert read_macro_events(put([{"title": "bare"}])).events == (MacroEvent(title="bare"),)


@pytest.mark.parametrize(
    "published_at",
    [
        "2024-05-01T16:00:00Z",
        "2024-05-01T16:00:00",
        "2024-05-01 16:00",
        1714579200,
        1714579200.0,
        1714579200000,
        1714579200000000,
        "1714579200",
    ],
)
def test_every_form_of_a_publication_time_is_utc(put, published_at):
    (event,) = read_macro_events(put([{"title": "a", "published_at": published_at}])).events
    assert event.published_at == datetime(2024, 5, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "need a non-empty text for title, was ''"),
        ({"title": 3}, "title"),
        ("words", "need an object for an event, was str"),
        ({"title": "a", "sentiment": "angry"}, "need sentiment of bullish, bearish"),
        ({"title": "a", "impact": 3}, "need a text for impact, was 3"),
        ({"title": "a", "bias": 2}, "bias"),
        ({"title": "a", "bias": "much"}, "bias"),
        ({"title": "a", "assets": ["BTC/USDT"]}, "need assets as an object"),
        ({"title": "a", "assets": {"BTC/USDT": "x"}}, "BTC/USDT"),
        ({"title": "a", "published_at": "yesterday"}, "need published_at as an ISO time"),
        ({"title": "a", "published_at": 1e30}, "need published_at as an ISO time"),
        ({"title": "a", "published_at": True}, "need published_at as an ISO time"),
        ({"title": "a", "published_at": "²"}, "need published_at as an ISO time"),
        ({"title": "a", "published_at": "0001-01-01T00:00:00+05:00"}, "need published_at"),
    ],
)
def test_an_event_that_breaks_a_rule_is_skipped_and_told_with_its_place(put, row, words):
    read = read_macro_events(put([{"title": "good"}, row, {"title": "better"}]))
    assert [event.title for event in read.events] == ["good", "better"]
    (problem,) = read.problems
    assert problem.startswith("macro_events.json: event 1 was skipped: need ")
    assert words in problem


@pytest.mark.parametrize("text", ["", "{", "3", "{}", '{"events": {}}', '"events"', "null"])
def test_a_file_that_is_no_list_of_events_is_a_data_error(put, text):
    with pytest.raises(DataError, match=r"macro_events\.json"):
        read_macro_events(put(text))


def test_a_file_of_a_size_that_no_memory_holds_is_a_data_error(tmp_path):
    path = tmp_path / "macro_events.json"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(DataError, match="need at most 50000000 bytes"):
        read_macro_events(path)


def test_a_missing_file_is_a_data_error_for_who_asks_for_it(tmp_path):
    with pytest.raises(DataError, match="missing"):
        read_macro_events(tmp_path / "none.json")


def test_the_sample_file_is_whole_and_says_what_it_is():
    read = read_macro_events(SAMPLE)
    assert len(read.events) == 3
    assert read.problems == ()
    assert all(event.published_at for event in read.events)
    assert all("Sample" in event.title for event in read.events)


def test_files_are_read_together_and_again_only_after_the_refresh_time(tmp_path, put):
    clock = HandClock()
    by_hand = put([{"title": "a"}])
    news = put([{"title": "b"}], "macro_events.news.json")
    files = MacroEventsFiles((by_hand, news), 300, clock)
    assert [event.title for event in files.current().events] == ["a", "b"]
    put([{"title": "c"}])
    clock.seconds = 299
    assert [event.title for event in files.current().events] == ["a", "b"]
    clock.seconds = 300
    assert [event.title for event in files.current().events] == ["c", "b"]
    news.unlink()
    clock.seconds = 600
    assert [event.title for event in files.current().events] == ["c"]


def test_an_event_that_both_files_have_counts_once_as_it_is_written_by_hand(put):
    at, later = "2024-05-01T16:00:00Z", "2024-05-02T16:00:00Z"
    by_hand = put(
        [
            {"title": "Rate  cut", "published_at": at, "bias": 0.1},
            {"title": "Hack"},
            {"title": "Jobs", "published_at": at},
        ]
    )
    news = put(
        [
            {"title": "rate cut", "published_at": at, "bias": 0.9},
            {"title": "Rate cut", "published_at": later},
            {"title": "Hack", "published_at": at},
            {"title": "Jobs"},
            {"title": "War", "published_at": at},
            {"title": "War", "published_at": at},
        ],
        "macro_events.news.json",
    )
    events = MacroEventsFiles((by_hand, news), 0, HandClock()).current().events
    assert [event.title for event in events] == [
        *("Rate  cut", "Hack", "Jobs", "Rate cut", "War", "War")
    ]
    assert events[0].bias == 0.1


def test_the_same_tuple_is_given_while_no_file_changed(put):
    files = MacroEventsFiles((put([{"title": "a"}]),), 0, HandClock())
    assert files.current().events is files.current().events


def test_a_file_that_becomes_garbage_keeps_its_last_good_events_and_is_told_once(put):
    clock = HandClock()
    files = MacroEventsFiles((put([{"title": "a"}]),), 0, clock)
    assert files.current().problems == ()
    put("garbage")
    broken = files.current()
    assert [event.title for event in broken.events] == ["a"]
    assert "its last 1 events hold on" in broken.problems[0]
    assert broken.problems_are_new
    assert not files.current().problems_are_new
    assert files.current().problems == broken.problems
    put([{"title": "b"}])
    mended = files.current()
    assert ([event.title for event in mended.events], mended.problems) == (["b"], ())
    assert not mended.problems_are_new


def test_a_missing_file_is_a_problem_only_where_it_is_expected(tmp_path):
    path = tmp_path / "none.json"
    assert MacroEventsFiles((path,), 0, HandClock()).current().problems == ()
    told = MacroEventsFiles((path,), 0, HandClock(), expected=path).current()
    assert "none.json, the file is missing" in told.problems[0]
    assert told.problems_are_new
