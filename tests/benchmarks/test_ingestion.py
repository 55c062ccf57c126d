"""The bench of news ingestion measures what it says."""

from pathlib import Path

import pytest

from benchmarks import ingestion
from bot.state import NewsFile


def test_every_item_of_its_feeds_is_ingested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ingestion, "FEEDS", 3)
    monkeypatch.setattr(ingestion, "ROUNDS", 1)
    alone, ratio = ingestion.ingestion_lines(tmp_path)
    assert alone.value > 0
    assert (ratio.bar, ratio.at_most) == (1.5, True)
    events = NewsFile(tmp_path / "macro_events.news.json").read().events
    assert 0.95 * 3 * ingestion.ITEMS_A_FEED < len(events) <= 3 * ingestion.ITEMS_A_FEED
    assert all(event.event.published_at is not None for event in events)
