"""The file of events that came from feeds."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain import FeedValidators, Impact, MacroEvent, NewsEvent, Sentiment
from bot.state import FeedMemory, NewsFile, read_macro_events

MOMENT = datetime(2026, 3, 8, 12, tzinfo=UTC)
FULL = NewsEvent(
    event=MacroEvent(
        title="Fed holds",
        category="central_bank",
        sentiment=Sentiment.DOVISH,
        impact=Impact.HIGH,
        actor="Federal Reserve",
        summary="It waits.",
        assets={"*": 0.2, "BTC/USDT": 0.4},
        interest_rate_expectation="hold",
        bias=0.1,
        published_at=MOMENT,
        source="Wire",
        url="https://a.example/x",
    ),
    feed="Wire",
    sources=("Wire", "Herald"),
    seen_at=MOMENT,
)
PLAIN = NewsEvent(event=MacroEvent(title="Gold – rises"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "volume" / "macro_events.news.json"


def test_what_was_written_is_read(path):
    NewsFile(path).write([FULL, PLAIN])
    assert NewsFile(path).read().events == (FULL, PLAIN)
    assert NewsFile(path).read().notes == ()


def test_every_reader_of_macro_events_reads_it(path):
    NewsFile(path).write([FULL, PLAIN])
    assert read_macro_events(path).events == (FULL.event, PLAIN.event)
    assert read_macro_events(path).problems == ()


def test_it_is_an_array_of_flat_objects_without_what_is_not_said(path):
    NewsFile(path).write([FULL, PLAIN])
    first, second = json.loads(path.read_text())
    assert (first["title"], first["published_at"]) == ("Fed holds", "2026-03-08T12:00:00Z")
    assert (first["sources"], first["impact"]) == (["Wire", "Herald"], "high")
    assert set(second) == {"title", "category", "sentiment", "impact"}
    NewsFile(path).write([])
    assert json.loads(path.read_text()) == []


def test_a_missing_file_has_no_events(path):
    assert not NewsFile(path).exists()
    assert NewsFile(path).read().events == ()


@pytest.mark.parametrize("content", ['[{"title": "Fed', "{}", '"text"', "\x00"])
def test_a_file_that_cannot_be_read_is_kept_under_another_name(path, content):
    path.parent.mkdir()
    path.write_text(content)
    read = NewsFile(path, now=lambda: MOMENT).read()
    assert read.events == ()
    assert "moved aside as macro_events.news.json.broken-20260308T120000.000000Z" in read.notes[0]
    assert not path.exists()
    assert next(path.parent.glob("*.broken-*")).read_text() == content


def test_one_wrong_event_costs_no_other_and_is_kept_aside(path):
    path.parent.mkdir()
    path.write_text(
        json.dumps(
            [
                {"title": "Good", "seen_at": "0001-01-01T00:00:00+05:00"},
                {"title": ""},
                {"title": "Better", "seen_at": "?"},
            ]
        )
    )
    read = NewsFile(path).read()
    assert [each.event.title for each in read.events] == ["Good", "Better"]
    (note,) = read.notes
    assert "event 1" in note
    assert "its other 2 events hold on" in note
    assert len(list(path.parent.glob("*.broken-*"))) == 1


def test_what_a_killed_writer_left_is_swept_away(path):
    path.parent.mkdir()
    leftover = path.parent / ".macro_events.news.json.1-1.tmp"
    leftover.write_text("half")
    NewsFile(path).read()
    assert not leftover.exists()


def test_what_servers_said_is_kept_beside_it(path):
    said = {"abc": FeedValidators(etag='"v1"'), "def": FeedValidators(last_modified="then")}
    FeedMemory(path).save(said)
    assert FeedMemory(path).load() == said
    assert (path.parent / "macro_events.news.feeds.json").exists()
    FeedMemory(path).save({})
    assert FeedMemory(path).load() == {}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": {"etag": 5}}'])
def test_servers_are_asked_anew_where_nothing_can_be_read_of_what_they_said(path, content):
    path.parent.mkdir()
    (path.parent / "macro_events.news.feeds.json").write_text(content)
    assert FeedMemory(path).load() == {}
