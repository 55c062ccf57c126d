"""What a backtest states about itself: JSON, hash, times, and undefined numbers."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtesting import Backtester, BacktestResult
from bot.backtesting.provenance import candle_provenance
from bot.candles import CandleArrays
from bot.domain import Action, DecisionPolicy, ExitReason, StrategyConfig
from bot.domain.errors import DataError
from bot.reports.backtest.result_document import EQUITY_POINTS, result_document
from tests.support.candles import candles_frame, random_walk

CONFIG = StrategyConfig(ema_fast=5, ema_slow=12, allow_short=True)


def backtest(frame: pd.DataFrame, config: StrategyConfig = CONFIG, **options) -> BacktestResult:
    return Backtester(config, DecisionPolicy(min_confidence=0.2), **options).run(frame)


def sha256(frame: pd.DataFrame) -> str:
    return candle_provenance(frame, CandleArrays.of(frame, "1h"), "BTC/USDT", "1h").sha256


def strict_json(result: BacktestResult, **options) -> dict:
    return json.loads(json.dumps(result_document(result, **options), allow_nan=False))


def test_the_json_has_the_parts_of_the_interface_and_no_number_that_json_lacks():
    result = backtest(random_walk(500, seed=4, deviation=0.01))
    assert len(result.trades) > 5
    document = strict_json(result)
    assert {"config", "policy", "costs", "data", "metrics", "trades", "equity"} <= set(document)
    assert {"symbol", "timeframe", "first", "last", "candles", "sha256"} <= set(document["data"])
    assert list(document["trades"][0]) == [
        "id",
        "symbol",
        "direction",
        "quantity",
        "entry_time",
        "entry_price",
        "exit_time",
        "exit_price",
        "fees",
        "pnl",
        "pnl_pct",
        "exit_reason",
        "signal_id",
        "stop_price",
        "target_price",
        "last_stop_price",
        "highest_price",
        "lowest_price",
    ]
    assert document["data"]["first"] == "2024-01-01T00:00:00Z"
    assert document["metrics"]["ending_balance"] == pytest.approx(result.equity[-1])
    assert document["policy"]["min_confidence"] == 0.2
    assert document["data"]["periods_per_year"] == 8760


@pytest.mark.parametrize("count", [1, 2, 60])
def test_undefined_numbers_are_null(count):
    metrics = strict_json(backtest(candles_frame([(100.0,) * 4] * count)))["metrics"]
    for name in ("win_rate", "avg_win", "avg_loss", "profit_factor", "sharpe_ratio"):
        assert metrics[name] is None, name
    assert (metrics["total_trades"], metrics["max_drawdown"]) == (0, 0)


def test_an_equity_that_no_float_holds_is_refused_with_the_time_instead_of_shown():
    rising = random_walk(300, seed=4).iloc[:, :4] * np.linspace(1, 9, 300)[:, None]
    config = replace(CONFIG, risk_per_trade_pct=100.0)
    with pytest.raises(DataError, match=r"finite numbers, were not at 2024-01-\d.*smaller balance"):
        backtest(candles_frame(rising.to_numpy()), config, initial_balance=1.7e308)


def test_a_short_that_a_gap_ruins_still_gives_strict_json():
    frame = random_walk(80, seed=6)
    falling = frame.iloc[:60, :4] * np.linspace(1, 0.5, 60)[:, None]
    frame = candles_frame([*falling.to_numpy(), *[(5000.0,) * 4] * 3, *[(1.0,) * 4] * 40])
    config = replace(CONFIG, risk_per_trade_pct=100.0, take_profit_pct=0.9, stop_loss_pct=0.9)
    result = backtest(frame, config)
    assert result.equity[-1] < 0
    assert strict_json(result)["metrics"]["total_pnl"] < -10_000


def test_trades_are_stamped_with_the_open_times_of_the_candles_they_fill_in():
    frame = random_walk(500, seed=4, deviation=0.01)
    result = backtest(frame)
    for trade in result.trades:
        entered, left = frame.loc[trade.entry_time], frame.loc[trade.exit_time]
        slipped = 1 + trade.direction.sign * CONFIG.slippage_pct
        assert trade.entry_price == pytest.approx(entered["open"] * slipped)
        row = frame.index.get_loc(trade.entry_time)
        assert result.decisions.at(row - 1).action is trade.direction
        if trade.exit_reason is ExitReason.TAKE_PROFIT:
            assert left["low"] <= trade.exit_price <= left["high"]
        gross = trade.direction.sign * (trade.exit_price - trade.entry_price) * trade.quantity
        assert trade.pnl == pytest.approx(gross - trade.fees)
        notional = trade.quantity * trade.entry_price
        assert trade.pnl_pct == pytest.approx(trade.pnl / notional * 100)
    assert {trade.direction for trade in result.trades} == {Action.LONG, Action.SHORT}


def test_equity_is_stamped_with_the_close_times():
    frame = random_walk(40)
    document, hour = strict_json(backtest(frame)), timedelta(hours=1)
    stamps = [pd.Timestamp(time) for time, _ in document["equity"]]
    assert stamps == [time + hour for time in frame.index]
    assert backtest(frame).equity_curve[0][0] == frame.index[0] + hour


def test_equity_is_decimated_unless_all_of_it_is_asked_for():
    frame = random_walk(EQUITY_POINTS + 2000, seed=1)
    result = backtest(frame)
    points = result_document(result)["equity"]
    values = [value for _, value in points]
    assert len(points) <= EQUITY_POINTS
    assert (min(values), max(values)) == (result.equity.min(), result.equity.max())
    assert (values[0], values[-1]) == (result.equity[0], result.equity[-1])
    assert len(result_document(result, full_equity=True)["equity"]) == len(frame)


@given(st.integers(0, 29), st.sampled_from(["open", "high", "low", "close", "volume"]))
def test_the_hash_differs_when_any_number_differs(row, column):
    frame = random_walk(30)
    changed = frame.copy()
    changed.iloc[row, frame.columns.get_loc(column)] *= 1 + 1e-15
    assert changed.iloc[row][column] != frame.iloc[row][column]
    assert sha256(changed) != sha256(frame)


def test_the_hash_differs_when_a_time_differs_and_not_with_the_indexs_resolution():
    frame = random_walk(30)
    later = frame.set_axis(frame.index + timedelta(microseconds=1))
    assert sha256(later) != sha256(frame) == backtest(frame).data.sha256
    assert sha256(frame.set_axis(frame.index.as_unit("s"))) == sha256(frame)


def test_the_same_inputs_give_the_same_bytes():
    frame = random_walk(300, seed=8)
    assert json.dumps(result_document(backtest(frame))) == json.dumps(
        result_document(backtest(frame))
    )


def test_balances_and_buy_and_hold():
    frame = random_walk(300, seed=8)
    result = backtest(frame, initial_balance=500.0)
    assert result.ending_balance == pytest.approx(500 + sum(trade.pnl for trade in result.trades))
    assert result.total_pnl_pct == pytest.approx(result.total_pnl / 5)
    held = frame["close"].iloc[-1] / frame["open"].iloc[0] - 1
    assert result.buy_and_hold_pct == pytest.approx(held * 100)


def test_no_candle_is_a_data_error():
    with pytest.raises(DataError, match="need at least one candle"):
        backtest(random_walk(5).iloc[:0])
