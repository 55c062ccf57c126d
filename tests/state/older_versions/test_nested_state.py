"""A state.json of the version before: opinions nested, and the reason of the decision as `reason`.

A bot that restarts on such a volume goes on as if nothing had changed, and writes today's names.
"""

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain import (
    WRITTEN_WHERE_SET,
    BotState,
    DecisionPolicy,
    Impact,
    MacroEvent,
    Sentiment,
    StrategyConfig,
    state_document,
)
from bot.domain.encoding import encode
from bot.state.cycles import JsonStateStore
from tests.support.candles import random_walk
from tests.support.recorded_run import record_run
from tests.support.records import bot_state, state_with_opinions

ADDED_SINCE = (
    *("macro_events", "entry_stop_price", "entry_signal_id"),
    *("highest_price", "lowest_price"),
)
OF_THE_TIME_HELD = ("signal_id", "highest_price", "lowest_price")
HISTORIES = ("signals.jsonl", "equity.jsonl", "candles.jsonl")
CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012, allow_short=True)
EVENTS = (
    MacroEvent(
        title="rate cut",
        sentiment=Sentiment.DOVISH,
        impact=Impact.HIGH,
        published_at=datetime(2024, 1, 9, 3, 30, tzinfo=UTC),
    ),
)


def nested(state: BotState) -> bytes:
    """What the version before wrote of a state: its fields by their own names."""
    values = {
        field.name: getattr(state, field.name)
        for field in fields(BotState)
        if field.name not in ADDED_SINCE
        and not (field.metadata.get(WRITTEN_WHERE_SET) and getattr(state, field.name) is None)
    }
    return encode(values, readable=True) + b"\n"


def make_older(folder: Path) -> None:
    """Write state.json and cycle.json as the version before would have."""
    state = JsonStateStore(folder).load_state()
    assert state is not None
    (folder / "state.json").write_bytes(nested(state))
    ahead = json.loads((folder / "cycle.json").read_bytes())
    values = {"state": json.loads(nested(state)), "appended": ahead["appended"]}
    checksum = hashlib.sha256(encode(values)).hexdigest()
    (folder / "cycle.json").write_bytes(encode({**values, "checksum": checksum}) + b"\n")


def test_a_state_of_the_version_before_is_read_with_its_opinions(tmp_path):
    for state in (bot_state(2), state_with_opinions(2)):
        (tmp_path / "state.json").write_bytes(nested(state))
        assert JsonStateStore(tmp_path).load_state() == replace(state, macro_events=())


def test_what_the_version_before_wrote_is_read_to_the_letter(tmp_path):
    """A file that such a bot left, not one that is made of today's records."""
    (tmp_path / "state.json").write_text(
        """{
  "timestamp": "2024-01-11T10:00:00Z",
  "symbol": "BTC/USDT",
  "position": "LONG",
  "entry_price": 67321.5,
  "unrealized_pnl_pct": 0.42,
  "last_signal": "LONG",
  "confidence": 0.66,
  "rsi": 54.2,
  "ema_fast": 67310.1,
  "ema_slow": 67190.7,
  "risk_per_trade_pct": 0.5,
  "quantity": 0.25,
  "entry_time": "2024-01-11T08:00:00Z",
  "stop_price": 66985.0,
  "target_price": 67994.5,
  "entry_fee": 16.83,
  "unrealized_pnl": 70.7,
  "balance": 9983.17,
  "initial_balance": 10000.0,
  "equity": 10053.87,
  "fees_paid": 0.0,
  "trades": 0,
  "pending_action": "LONG",
  "reason": "EMA 12 is above EMA 26",
  "ai_override_active": false,
  "withheld": null,
  "technical": {"action": "LONG", "confidence": 0.62, "reason": "EMA 12 is above EMA 26"},
  "ai": null,
  "macro": {"as_of": "2024-01-11T10:00:00Z", "symbol": "BTC/USDT", "bias": -0.18,
            "confidence": 0.58, "summary": "Macro: bearish", "drivers": ["tariffs"],
            "interest_rate_outlook": null, "political_risk": "tariffs", "events": 2, "undated": 0},
  "mode": "PAPER",
  "data_source": "exchange",
  "timeframe": "1h",
  "asset_type": "crypto",
  "cycle": 12,
  "heartbeat": "2024-01-11T10:00:02Z",
  "loop_interval_seconds": 60.0,
  "last_price": 67604.3,
  "last_candle_time": "2024-01-11T09:00:00Z",
  "next_candle_time": "2024-01-11T11:00:00Z",
  "config": {"ema_fast": 12},
  "config_fingerprint": "0123456789ab",
  "config_error": null,
  "policy": {"ai_enabled": false},
  "warnings": []
}
"""
    )
    state = JsonStateStore(tmp_path).load_state()
    assert (state.reason, state.ai, state.macro_events) == ("EMA 12 is above EMA 26", None, ())
    document = state_document(state)
    assert document["last_signal_reason"] == "EMA 12 is above EMA 26"
    assert document["technical_signal"] == "LONG"
    assert document["macro_political_risk"] == "tariffs"
    assert (document["macro_events_counted"], document["macro_driver_shares"]) == (2, [])


@pytest.mark.parametrize("lost", ["", "state.json", "cycle.json"])
def test_a_bot_that_restarts_on_an_older_volume_goes_on_to_the_last_bit(tmp_path, lost):
    frame, policy = random_walk(420, seed=3), DecisionPolicy()
    whole = record_run(tmp_path / "whole", frame, CONFIG, policy=policy, events=EVENTS, batch=20)
    record_run(tmp_path / "older", frame.iloc[:330], CONFIG, policy=policy, events=EVENTS, batch=20)
    folder = tmp_path / "older" / "portfolio" / "BTC_USDT"
    make_older(folder)
    if lost:
        (folder / lost).unlink()
    shown = frame.index[329].to_pydatetime()
    again = record_run(
        tmp_path / "older", frame, CONFIG, policy=policy, events=EVENTS, batch=20, shown=shown
    )
    assert again.load_state() == whole.load_state()
    kept = tmp_path / "whole" / "portfolio" / "BTC_USDT"
    for name in HISTORIES:
        assert (folder / name).read_bytes() == (kept / name).read_bytes(), name
    for mine, expected in zip(again.trades(100), whole.trades(100), strict=True):
        was_held = mine.entry_time <= shown < mine.exit_time
        unknown = dict.fromkeys(OF_THE_TIME_HELD if was_held else ())
        assert mine == replace(expected, **unknown)
    assert "technical_signal" in json.loads((folder / "state.json").read_text())
    assert whole.trades(100)
