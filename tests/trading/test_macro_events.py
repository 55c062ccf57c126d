"""The macro events behind the last decision, as a state shows them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import DecisionPolicy, Impact, MacroEvent, Sentiment, StrategyConfig
from tests.support.candles import random_walk
from tests.support.recorded_run import record_run

FRAME = random_walk(60, seed=4)
LAST_CLOSE = FRAME.index[-1].to_pydatetime() + timedelta(hours=1)
FED = MacroEvent(
    title="Fed officials guide for data-dependent path",
    category="central_bank",
    impact=Impact.HIGH,
    sentiment=Sentiment.HAWKISH,
    actor="Federal Reserve",
    interest_rate_expectation="unchanged",
    published_at=LAST_CLOSE - timedelta(hours=2),
)
PLAIN = MacroEvent(title="inflows", published_at=LAST_CLOSE - timedelta(hours=30))
COMING = MacroEvent(title="not known yet", published_at=LAST_CLOSE + timedelta(hours=1))
FADED = MacroEvent(title="long ago", published_at=datetime(2020, 1, 1, tzinfo=UTC))
ELSEWHERE = MacroEvent(title="gold only", assets={"GC=F": 0.5}, published_at=LAST_CLOSE)


def state_of(folder, events, policy=None):
    record_run(folder, FRAME, StrategyConfig(), policy=policy, events=events, batch=1)
    return json.loads((folder / "portfolio" / "BTC_USDT" / "state.json").read_text())


def test_a_state_shows_the_events_that_count_at_its_close_newest_first(tmp_path):
    state = state_of(tmp_path, (PLAIN, COMING, FED, FADED, ELSEWHERE))
    assert state["macro_events_counted"] == 2
    assert state["macro_events"] == [
        {
            "title": "Fed officials guide for data-dependent path",
            "category": "central_bank",
            "sentiment": "hawkish",
            "impact": "high",
            "actor": "Federal Reserve",
            "interest_rate_expectation": "unchanged",
            "published_at": (LAST_CLOSE - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        {
            "title": "inflows",
            "category": "general",
            "sentiment": "neutral",
            "impact": "medium",
            "published_at": (LAST_CLOSE - timedelta(hours=30)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    ]
    lines = (tmp_path / "portfolio" / "BTC_USDT" / "signals.jsonl").read_text().splitlines()
    assert set(json.loads(lines[-1])["macro"]) >= {"drivers", "events"}
    assert "macro_events" not in json.loads(lines[-1])


def test_of_many_events_the_newest_twenty_are_shown_and_all_are_counted(tmp_path):
    words = [f"{a} {b}" for a in ("gold", "oil", "wheat", "steel", "zinc") for b in "abcdef"]
    events = [
        replace(PLAIN, title=title, published_at=LAST_CLOSE - timedelta(minutes=n))
        for n, title in enumerate(words)
    ]
    state = state_of(tmp_path, tuple(events))
    assert [event["title"] for event in state["macro_events"]] == words[:20]
    assert state["macro_events_counted"] == len(words)


def test_without_the_macro_opinion_no_event_counts(tmp_path):
    state = state_of(tmp_path, (FED,), DecisionPolicy(macro_enabled=False))
    assert (state["macro_events"], state["macro_summary"]) == ([], None)
