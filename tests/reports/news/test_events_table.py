"""The table of how headlines were judged."""

from datetime import UTC, datetime

from bot.domain import Impact, MacroEvent, Sentiment
from bot.reports.news import events_table

EVENT = MacroEvent(
    title="A bank\n fails " + "and fails " * 20,
    category="macro",
    sentiment=Sentiment.BEARISH,
    impact=Impact.HIGH,
    actor="Federal Reserve",
    assets={"BTC/USDT": -0.5, "GC=F": 0.5},
    published_at=datetime(2023, 3, 10, 16, 50, tzinfo=UTC),
)


def test_each_event_has_a_row_with_all_that_was_judged():
    names, _, row = events_table([EVENT]).splitlines()
    for name in ("published", "category", "impact", "sentiment", "actor", "rates", "assets"):
        assert name in names
    for cell in (
        "2023-03-10 16:50",
        "macro",
        "high",
        "bearish",
        "Federal Reserve",
        "BTC/USDT -0.50",
    ):
        assert cell in row
    assert row.endswith("…")


def test_what_an_event_does_not_have_is_a_hyphen():
    row = events_table([MacroEvent(title="Deja vu")]).splitlines()[-1]
    assert row.split()[:5] == ["-", "general", "medium", "neutral", "-"]


def test_many_assets_are_cut():
    assets = {f"COIN{number}/USDT": 0.1 for number in range(9)}
    assert "…" in events_table([MacroEvent(title="Deja vu", assets=assets)])
