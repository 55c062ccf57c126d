"""How much news is kept."""

from datetime import UTC, datetime, timedelta

from bot.domain import MacroEvent, NewsEvent
from bot.news.ingestion import Retention

NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)


def event(days_ago: float | None) -> NewsEvent:
    moment = None if days_ago is None else NOW - timedelta(days=days_ago)
    return NewsEvent(event=MacroEvent(title=f"{days_ago} days ago", published_at=moment))


def test_what_is_too_old_goes_and_the_rest_comes_oldest_first():
    kept = Retention(days=10, events=100).kept([event(1), event(11), event(9)], NOW)
    assert kept == (event(9), event(1))


def test_the_newest_stay_where_there_are_too_many():
    kept = Retention(days=10, events=2).kept([event(1), event(3), event(2)], NOW)
    assert kept == (event(2), event(1))


def test_an_event_without_a_date_stays_longest():
    assert Retention(days=10, events=1).kept([event(None), event(0)], NOW) == (event(None),)


def test_nothing_older_than_a_full_file_is_taken_in():
    full = [event(3), event(2), event(1)]
    assert Retention(days=10, events=3).floor(full, NOW) == NOW - timedelta(days=3)
    assert Retention(days=10, events=2).floor(full, NOW) == NOW - timedelta(days=2)
    assert Retention(days=2.5, events=3).floor(full, NOW) == NOW - timedelta(days=2.5)
    assert Retention(days=10, events=4).floor(full, NOW) == NOW - timedelta(days=10)
