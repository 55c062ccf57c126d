"""The playbook: a row for each market and horizon, computed once for the same candles."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, MacroEvent, StrategyConfig
from bot.domain.encoding import encode
from bot.domain.errors import MarketDataError
from bot.optimizer import Conditions
from bot.portfolio.playbook import HorizonCandles, PlaybookMarket, make_playbook
from bot.strategy import set_strategies_folder
from tests.support.candles import even_candles, random_walk

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
CONFIG = StrategyConfig(symbol="BTC/USDT", stop_loss_pct=0.02, take_profit_pct=0.05)
CONDITIONS = Conditions(policy=DecisionPolicy())
OWN_STRATEGY = (Path(__file__).parents[2] / "bot/strategy/built_in/macd_trend.py").read_text()


def market(*, frame=None, config=CONFIG, conditions=CONDITIONS, symbol="BTC/USDT"):
    """Hourly candles alone; the other horizons have none."""
    hours = random_walk(400, seed=4) if frame is None else frame

    def candles(timeframe, wanted):
        if timeframe != "1h":
            raise MarketDataError(f"no candles of {timeframe}")
        return HorizonCandles(candles=hours, source="a random walk")

    return PlaybookMarket(
        symbol=symbol,
        asset_type="crypto",
        champion=lambda: config,
        conditions=lambda: conditions,
        candles=candles,
    )


def trending(drift):
    frame = random_walk(400, seed=4)
    frame.loc[:, ["open", "high", "low", "close"]] *= np.exp(drift * np.arange(400))[:, None]
    return frame


def made(*markets, earlier=None, now=NOW):
    return make_playbook(markets, earlier, now, valid_for=timedelta(hours=6))


def long_row(playbook):
    return playbook.document["assets"][0]["horizons"][2]


def test_every_market_has_three_horizons_and_one_without_candles_says_why():
    document = made(market(), market(symbol="ETH/USDT")).document
    assert [asset["symbol"] for asset in document["assets"]] == ["BTC/USDT", "ETH/USDT"]
    short, medium, hours = document["assets"][0]["horizons"]
    assert [row["timeframe"] for row in (short, medium, hours)] == ["1m", "15m", "1h"]
    assert (short["available"], short["message"]) == (False, "no candles of 1m")
    assert hours["available"] is True
    assert document["summary"] == "2 of 6 horizons have real candles to decide on."
    assert document["stale_after"] == "2025-03-01T18:00:00Z"


def test_a_row_is_the_decision_and_the_backtest_of_the_config_in_use():
    frame = random_walk(400, seed=4)
    row = long_row(made(market(frame=frame)))
    result = Backtester(CONFIG, policy=CONDITIONS.policy).run(frame)
    assert row["backtest"]["total_return_pct"] == pytest.approx(result.metrics.total_pnl_pct)
    assert row["backtest"]["total_trades"] == len(result.trades)
    held = (frame["close"].iloc[-1] / frame["open"].iloc[0] - 1) * 100
    assert row["backtest"]["buy_and_hold_pct"] == pytest.approx(held)
    assert (row["first_open"], row["last_close"]) == (
        "2024-01-01T00:00:00Z",
        "2024-01-17T16:00:00Z",
    )
    assert row["price"] == frame["close"].iloc[-1]


def test_an_entrys_stop_and_target_are_told_and_nothing_for_a_short_that_cannot_be_held():
    technical = replace(CONDITIONS, policy=DecisionPolicy(ai_enabled=False, min_confidence=0))
    open_rsi = replace(CONFIG, rsi_overbought=100, rsi_oversold=0)
    up, down = (trending(drift) for drift in (0.003, -0.003))
    entry = long_row(made(market(frame=up, config=open_rsi, conditions=technical)))
    assert entry["action"] == "LONG"
    assert entry["stop_price"] == pytest.approx(entry["price"] * 0.98)
    assert entry["target_price"] == pytest.approx(entry["price"] * 1.05)
    short = long_row(made(market(frame=down, config=open_rsi, conditions=technical)))
    assert (short["action"], short["stop_price"]) == ("SHORT", None)
    sold = long_row(
        made(market(frame=down, config=replace(open_rsi, allow_short=True), conditions=technical))
    )
    assert sold["stop_price"] == pytest.approx(sold["price"] * 1.02)
    assert sold["target_price"] == pytest.approx(sold["price"] * 0.95)


def test_the_same_candles_are_computed_once():
    first = made(market())
    kept = json.loads(encode(first.document))
    again = made(market(), earlier=kept, now=NOW + timedelta(hours=3))
    assert (first.computed, first.reused, first.missing) == (1, 0, 2)
    assert (again.computed, again.reused, again.missing) == (0, 1, 2)
    assert long_row(again) == long_row(first)
    assert again.document["computed_at"] == "2025-03-01T15:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"frame": random_walk(401, seed=4)},
        {"config": replace(CONFIG, ema_fast=9)},
        {"conditions": replace(CONDITIONS, policy=DecisionPolicy(ai_enabled=False))},
        {"conditions": replace(CONDITIONS, events=(MacroEvent(title="Rates held"),))},
        {"symbol": "ETH/USDT"},
    ],
)
def test_other_candles_config_policy_or_news_are_computed_anew(change):
    earlier = json.loads(encode(made(market()).document))
    assert made(market(**change), earlier=earlier).computed == 1


def test_a_changed_file_of_a_users_strategy_is_computed_anew(tmp_path):
    config = replace(CONFIG, strategy="own")
    keys = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "own.py").write_text(f"{OWN_STRATEGY}# version {number}\n")
        set_strategies_folder(folder)
        keys.append(long_row(made(market(config=config)))["key"])
    set_strategies_folder(tmp_path / "nowhere")
    assert keys[0] != keys[1]


def test_a_row_that_is_used_again_is_never_one_that_was_missing():
    earlier = json.loads(encode(made(market()).document))
    for row in earlier["assets"][0]["horizons"]:
        row["available"] = False
    assert made(market(), earlier=earlier).computed == 1


@pytest.mark.parametrize(
    "earlier", [{}, {"assets": 3}, {"assets": [3, {"horizons": [None, {"available": True}]}]}]
)
def test_an_earlier_playbook_of_another_shape_hinders_nothing(earlier):
    assert made(market(), earlier=earlier).computed == 1


def test_too_few_candles_are_told():
    row = long_row(made(market(frame=random_walk(99))))
    assert row["message"] == "need 100 candles of 1h, a random walk has 99"


def test_constant_prices_decide_nothing_and_leave_ratios_undefined():
    frame = even_candles(300)
    frame.loc[:, ["open", "high", "low", "close"]] = 100.0
    row = long_row(made(market(frame=frame)))
    assert row["action"] == "FLAT"
    assert (row["backtest"]["sharpe_ratio"], row["backtest"]["total_trades"]) == (None, 0)
    assert b"NaN" not in encode(row)
