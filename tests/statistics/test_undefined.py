"""What cannot be known is None: no NaN, no infinity, no warning (which would fail the test)."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.backtesting import Backtester, BacktestResult
from bot.domain import StrategyConfig
from bot.reports.backtest.result_document import result_document
from bot.rules.trade_array import TRADE_DTYPE
from bot.statistics import Statistics
from tests.support.candles import candles_frame, random_walk

FLAT = Backtester(StrategyConfig()).run(candles_frame([(100.0,) * 4] * 40))
WALK = Backtester(StrategyConfig()).run(random_walk(60))
START = datetime(2024, 1, 1, tzinfo=UTC)


def with_trades(pnls, *, of: BacktestResult = WALK) -> Statistics:
    """Statistics of trades with these P&Ls, one in each second candle, and their equity."""
    rows = len(of.equity)
    trades = np.zeros(len(pnls), TRADE_DTYPE)
    trades["pnl"], trades["quantity"] = pnls, 1.0
    trades["entry_price"] = trades["exit_price"] = 100.0
    trades["entry_row"] = trades["exit_row"] = np.arange(len(pnls)) * 2 + 1
    earned = np.zeros(rows)
    earned[trades["exit_row"]] = pnls
    equity = of.initial_balance + np.cumsum(earned)
    return replace(of, trade_records=trades, equity=equity).statistics


def undefined(values) -> set[str]:
    return {name for name, value in asdict(values).items() if value is None}


def test_no_trade() -> None:
    found = with_trades([])
    assert undefined(found.returns) == {"sharpe_ratio", "sortino_ratio", "calmar_ratio"}
    assert undefined(found.drawdown) == {"started_at", "trough_at", "recovered_at"}
    assert undefined(found.tail_risk) == set()
    assert undefined(found.trades) == {
        "win_rate",
        "profit_factor",
        "expectancy",
        "average_win",
        "average_loss",
        "largest_win",
        "largest_loss",
    }
    assert len(undefined(found.holding)) == 4
    assert len(undefined(found.track_record)) == 7
    assert (found.activity.exposure_pct, found.activity.turnover, found.activity.fees) == (0, 0, 0)
    assert found.benchmark.beta == 0.0


def test_one_trade_that_wins() -> None:
    found = with_trades([100.0])
    assert undefined(found.trades) == {"profit_factor", "average_loss", "largest_loss"}
    assert found.trades.expectancy == found.trades.largest_win == 100.0
    assert found.returns.sortino_ratio is None
    assert found.track_record.trades_needed is None
    assert found.activity.turnover == pytest.approx(200 / (10_000 + 100 * 59 / 60))


def test_all_wins() -> None:
    found = with_trades([10.0, 20.0, 30.0])
    assert (found.trades.longest_winning_streak, found.trades.longest_losing_streak) == (3, 0)
    assert (found.trades.win_rate, found.trades.profit_factor) == (1.0, None)
    assert (found.drawdown.max_drawdown_pct, found.returns.calmar_ratio) == (0.0, None)
    assert found.track_record.trades_needed is not None


def test_all_losses() -> None:
    found = with_trades([-10.0, -20.0])
    assert found.drawdown.started_at == START + timedelta(hours=1)
    assert found.drawdown.trough_at == START + timedelta(hours=4)
    assert found.drawdown.recovered_at is None
    assert found.trades.profit_factor == 0.0
    assert found.track_record.trades_needed is None


def test_a_loss_in_the_first_candle_starts_at_its_open_and_recovers() -> None:
    equity = np.full(60, 10_000.0)
    equity[0] = 9_000.0
    found = replace(WALK, equity=equity).statistics.drawdown
    assert found.started_at == START
    assert (found.trough_at, found.recovered_at) == (
        START + timedelta(hours=1),
        START + timedelta(hours=2),
    )


def test_a_trade_that_breaks_even_ends_a_streak() -> None:
    trades = with_trades([1.0, 1.0, 0.0, 1.0, -1.0]).trades
    assert (trades.longest_winning_streak, trades.longest_losing_streak) == (2, 1)


def test_constant_prices() -> None:
    found = FLAT.statistics.benchmark
    assert undefined(found) == {
        "buy_and_hold_sharpe_ratio",
        "information_ratio",
        "alpha_pct",
        "beta",
    }


def test_fewer_than_twenty_candles_have_no_tail() -> None:
    found = Backtester(StrategyConfig()).run(random_walk(19)).statistics.tail_risk
    assert len(undefined(found)) == 2


def test_a_few_candles_that_extrapolate_beyond_every_number_have_no_annual_return() -> None:
    leap = Backtester(StrategyConfig()).run(candles_frame([(1.0, 1e9, 1.0, 1e9)]))
    assert leap.statistics.benchmark.buy_and_hold_annual_pct is None


def test_an_equity_below_nothing_has_neither_returns_nor_ratios() -> None:
    equity = np.linspace(10_000, -5_000, 60)
    found = replace(WALK, equity=equity).statistics
    assert found.returns.total_return_pct == pytest.approx(-150)
    assert found.returns.annual_return_pct is None
    assert found.returns.sharpe_ratio is None
    assert found.tail_risk.value_at_risk_95_pct is None
    assert found.drawdown.max_drawdown_pct == pytest.approx(150)


@pytest.mark.parametrize("left", [0.0, -50.0])
def test_an_equity_that_is_lost_at_the_last_close_has_no_ratios_either(left) -> None:
    equity = np.r_[WALK.equity[:-1], left]
    found = replace(WALK, equity=equity).statistics
    assert undefined(found.returns) >= {"volatility_pct", "sharpe_ratio", "sortino_ratio"}
    assert undefined(found.benchmark) >= {"information_ratio", "alpha_pct", "beta"}
    assert {"probabilistic_sharpe_ratio", "sharpe_low"} <= undefined(found.track_record)
    assert found.tail_risk.value_at_risk_95_pct is None


@example([1e-150, 0.0], FLAT)
@example([1e-80, 0.0], WALK)
@example([-9999.999999999999, 1e5], WALK)
@given(
    st.lists(st.floats(-1e5, 1e5), max_size=20),
    st.sampled_from([FLAT, WALK, Backtester(StrategyConfig()).run(random_walk(42, seed=1))]),
)
def test_whatever_the_trades_were_json_can_say_it(pnls, result) -> None:
    found = asdict(with_trades(pnls, of=result))
    json.dumps(found, allow_nan=False, default=datetime.isoformat)


def test_the_result_has_the_groups_beside_the_numbers_it_always_had() -> None:
    metrics = result_document(WALK)["metrics"]
    assert metrics["trades"]["count"] == metrics["total_trades"]
    assert metrics["returns"]["total_return_pct"] == pytest.approx(metrics["total_pnl_pct"])
    assert list(asdict(WALK.statistics)) == [
        name for name, value in metrics.items() if isinstance(value, dict)
    ]
    times = [v for k, v in metrics["drawdown"].items() if k.endswith("_at") and v is not None]
    assert all(pd.Timestamp(time).tz is not None and time.endswith("Z") for time in times)
    assert len(times) >= 2
