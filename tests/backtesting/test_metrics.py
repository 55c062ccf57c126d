"""Metrics against numpy and pandas by another route, and where they are undefined."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backtesting import Metrics, max_drawdown, measure
from bot.domain import AssetType, periods_per_year
from bot.rules.trade_array import TRADE_DTYPE
from bot.statistics.moments import moments_of
from bot.statistics.returns import return_statistics, returns_of

HOURS = 365 * 24.0
curves = st.lists(st.floats(1.0, 1e6), min_size=1, max_size=60)


def measured(pnls=(), equity=None, fees=0.0) -> Metrics:
    """Metrics of trades with these P&Ls; the equity defaults to their running sum from 1000."""
    trades = np.zeros(len(pnls) + 3, TRADE_DTYPE)  # trades that are not those of the run
    trades["pnl"][: len(pnls)], trades["pnl"][len(pnls) :] = pnls, 777.0
    trades["fees"] = fees
    curve = np.array([1000.0, *(1000.0 + np.cumsum(pnls))] if equity is None else equity)
    return measure(curve, len(curve), trades[: len(pnls)], 1000.0, HOURS)


def of_curve(equity, initial=1000.0, candles=None) -> Metrics:
    """Metrics of a curve without trades, which leaves out candles where there are more of them."""
    curve = np.array(equity, float)
    return measure(curve, candles or len(curve), np.zeros(0, TRADE_DTYPE), initial, HOURS)


@given(curves, st.floats(1.0, 1e6))
def test_sharpe_is_that_of_pandas(equity, initial):
    changes = pd.Series([initial, *equity]).pct_change().dropna()
    ours = of_curve(equity, initial).sharpe_ratio
    deviation = changes.std(ddof=1) if len(changes) > 1 else math.nan
    if math.isnan(ours):
        assert not deviation > 1e-5 * max(1.0, changes.abs().max())
    else:
        assert ours == pytest.approx(changes.mean() / deviation * math.sqrt(HOURS), rel=1e-4)


@given(curves, st.floats(1.0, 1e6))
def test_sortino_and_calmar_are_those_of_the_statistics(equity, initial):
    """Two routes for one formula: the compiled one that trials need, and the plain one."""
    curve = np.array(equity)
    metrics = of_curve(curve, initial)
    drawdown = max_drawdown(curve, initial)[1]
    moments = moments_of(returns_of(curve, initial))
    plain = return_statistics(moments, curve, initial, drawdown, HOURS)
    for ours, theirs in (
        (metrics.sortino_ratio, plain.sortino_ratio),
        (metrics.calmar_ratio, plain.calmar_ratio),
    ):
        if theirs is None:
            assert not math.isfinite(ours)
        else:
            assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-6)


def test_sharpe_of_a_long_realistic_curve_to_nine_digits():
    rng = np.random.default_rng(0)
    equity = 1000 * np.cumprod(1 + rng.normal(1e-4, 5e-3, 20_000))
    changes = np.diff(np.r_[1000.0, equity]) / np.r_[1000.0, equity[:-1]]
    expected = np.mean(changes) / np.std(changes, ddof=1) * np.sqrt(HOURS)
    assert of_curve(equity).sharpe_ratio == pytest.approx(expected, rel=1e-9)


@given(curves, st.floats(1.0, 1e6))
def test_drawdown_is_that_of_pandas_with_the_initial_balance_as_first_peak(equity, initial):
    curve = pd.Series([initial, *equity])
    peak = curve.cummax()
    money, share = max_drawdown(np.array(equity), initial)
    assert money == pytest.approx((peak - curve).max())
    assert share == pytest.approx((1 - curve / peak).max(), abs=1e-12)


def test_a_loss_at_the_first_candle_is_a_drawdown_from_the_initial_balance():
    assert max_drawdown(np.array([900.0, 950.0]), 1000.0) == (100.0, 0.1)


@given(st.lists(st.integers(-5000, 5000).map(lambda cents: cents / 100), max_size=18))
def test_trade_statistics_are_those_of_pandas(pnls):
    metrics, series = measured(pnls, fees=0.25), pd.Series(pnls, dtype=float)
    wins, losses = series[series > 0], series[series < 0]
    assert (metrics.total_trades, metrics.winning_trades, metrics.losing_trades) == (
        len(series),
        len(wins),
        len(losses),
    )
    assert metrics.total_fees == pytest.approx(0.25 * len(series))
    assert metrics.total_pnl == pytest.approx(series.sum(), abs=1e-9)
    assert metrics.total_pnl_pct == pytest.approx(series.sum() / 10, abs=1e-9)
    nan = {"nan_ok": True}
    assert metrics.avg_win == pytest.approx(wins.mean(), **nan)
    assert metrics.avg_loss == pytest.approx(-losses.mean(), **nan)
    assert metrics.win_rate == pytest.approx(len(wins) / len(pnls) if pnls else math.nan, **nan)
    factor = wins.sum() / -losses.sum() if len(losses) else math.nan
    assert metrics.profit_factor == pytest.approx(factor, **nan)


def test_no_trade_leaves_every_ratio_undefined():
    metrics = measured(equity=[1000.0] * 5)
    assert (metrics.total_trades, metrics.total_pnl, metrics.max_drawdown) == (0, 0, 0)
    undefined = ("win_rate", "avg_win", "avg_loss", "profit_factor", "sharpe_ratio")
    assert all(math.isnan(getattr(metrics, name)) for name in undefined)


@pytest.mark.parametrize(("pnl", "wins", "factor"), [(10.0, 1.0, math.nan), (-10.0, 0.0, 0.0)])
def test_one_trade(pnl, wins, factor):
    metrics = measured([pnl])
    assert metrics.win_rate == wins
    assert metrics.profit_factor == pytest.approx(factor, nan_ok=True)


def test_a_trade_that_breaks_even_is_neither_won_nor_lost():
    metrics = measured([0.0, 5.0, -5.0])
    assert (metrics.winning_trades, metrics.losing_trades) == (1, 1)
    assert metrics.win_rate == pytest.approx(1 / 3)


@pytest.mark.parametrize("rate", [0.0, 0.001, -0.02, 1.0])
def test_returns_that_never_vary_have_no_sharpe(rate):
    equity = 1000.0 * (1 + rate) ** np.arange(1, 60)
    assert math.isnan(of_curve(equity).sharpe_ratio)


def test_one_candle_has_no_sharpe():
    assert math.isnan(of_curve([1100.0]).sharpe_ratio)


@pytest.mark.parametrize(
    ("kind", "timeframe", "periods"),
    [
        ("crypto", "1h", 365 * 24),
        ("crypto", "15m", 365 * 96),
        ("crypto", "1d", 365),
        ("crypto", "1w", 52),
        ("equity", "1h", 252 * 7),
        ("equity", "1d", 252),
        ("equity", "1w", 52),
        ("commodity", "1h", 252 * 23),
        ("forex", "1h", 260 * 24),
        ("forex", "1d", 260),
        ("index", "5m", 252 * 6.5 * 12),
    ],
)
def test_periods_a_year_by_asset_type(kind, timeframe, periods):
    assert periods_per_year(AssetType(kind), timeframe) == pytest.approx(periods)


@given(curves, st.floats(1.0, 1e6), st.data())
def test_candles_on_which_the_equity_stays_change_nothing(equity, initial, data):
    again = data.draw(st.lists(st.integers(0, 3), min_size=len(equity), max_size=len(equity)))
    stretched = np.repeat([initial, *equity], [1, *(1 + n for n in again)])[1:]
    whole = of_curve(stretched, initial)
    sparse = of_curve(equity, initial, candles=len(stretched))
    assert whole == pytest.approx(sparse, rel=1e-6, abs=1e-6, nan_ok=True)


def test_a_curve_without_a_row_is_a_run_that_never_held_anything():
    assert of_curve([], candles=50) == pytest.approx(of_curve([1000.0] * 50), nan_ok=True)


@pytest.mark.parametrize("left", [0.0, -50.0])
@pytest.mark.parametrize("then", [[], [1200.0]], ids=["at the end", "on the way"])
def test_where_all_was_lost_at_a_close_there_are_no_ratios(left, then):
    """Or an account that tripled before would be the best of a search."""
    equity = [3000.0, 6000.0, left, *then]
    for metrics in (of_curve(equity), of_curve(equity, candles=10)):
        assert math.isnan(metrics.sharpe_ratio)
        assert math.isnan(metrics.sortino_ratio)
