"""In which markets it was earned, by what was known before each candle."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConfigError, DataError
from bot.optimizer.validation import regime_table
from bot.optimizer.validation.regimes import Regime, regimes_of
from bot.statistics.moments import moments_of
from bot.statistics.returns import sharpe_ratio

TRENDS = (Regime.BULL, Regime.BEAR, Regime.SIDEWAYS)
NERVES = (Regime.HIGH_VOLATILITY, Regime.LOW_VOLATILITY)


def walk(candles: int, seed: int = 0, *, drift: float = 0.0, deviation: float = 0.01) -> np.ndarray:
    steps = np.random.default_rng(seed).normal(drift, deviation, candles)
    return 100.0 * np.exp(np.cumsum(steps))


def slow_twin(close: np.ndarray, t: int, long: int, short: int) -> set[Regime]:
    """The regimes of one row, from the closes before it alone."""
    change = np.diff(np.log(close[:t]))
    if len(change) < max(long, short):
        return {Regime.UNKNOWN}
    z = change[-long:].sum() / (change[-long:].std(ddof=1) * math.sqrt(long))
    spreads = [change[k - short : k].std(ddof=1) for k in range(short, len(change) + 1)]
    trend = Regime.BULL if z > 0.4307273 else Regime.BEAR if z < -0.4307273 else Regime.SIDEWAYS
    return {trend, NERVES[0] if spreads[-1] > np.median(spreads) else NERVES[1]}


@settings(max_examples=30)
@given(st.integers(1, 90), st.integers(2, 30), st.integers(2, 20), st.integers(0, 999))
def test_each_row_has_the_regimes_of_the_closes_before_it(candles, long, short, seed) -> None:
    close = walk(candles, seed)
    masks = regimes_of(close, trend_candles=long, volatility_candles=short)
    for t in range(candles):
        assert {regime for regime, mask in masks.items() if mask[t]} == slow_twin(
            close, t, long, short
        )


def test_what_comes_later_changes_no_earlier_regime() -> None:
    close = walk(600)
    whole = regimes_of(close, trend_candles=40, volatility_candles=20)
    changed = np.concatenate([close[:400], close[400:] * np.linspace(1, 9, 200)])
    later = regimes_of(changed, trend_candles=40, volatility_candles=20)
    for regime in Regime:
        np.testing.assert_array_equal(later[regime][:401], whole[regime][:401])


def test_a_driftless_walk_is_a_third_of_the_time_in_each_trend() -> None:
    masks = regimes_of(walk(200_000), trend_candles=30)
    for regime in TRENDS:
        assert masks[regime].mean() == pytest.approx(1 / 3, abs=0.03)
    assert masks[Regime.HIGH_VOLATILITY].mean() == pytest.approx(0.5, abs=0.05)


def test_a_planted_rise_fall_and_storm_are_found() -> None:
    calm = walk(600, 1)
    rise = calm[-1] / 100 * walk(600, 2, drift=0.003)
    fall = rise[-1] / 100 * walk(600, 3, drift=-0.009, deviation=0.03)
    masks = regimes_of(np.concatenate([calm, rise, fall]), trend_candles=150)
    assert masks[Regime.BULL][800:1200].mean() > 0.9
    assert masks[Regime.BEAR][1400:].mean() > 0.9
    assert masks[Regime.HIGH_VOLATILITY][1300:].all()


def test_the_table_has_each_candle_once_by_trend_and_once_by_volatility() -> None:
    close, earned = walk(900), np.random.default_rng(8).normal(0.0005, 0.004, 500)
    found = regime_table(close, earned, 8760.0)
    market = close[400:] / close[399:-1] - 1.0
    masks = regimes_of(close)
    for kinds in (TRENDS, NERVES):
        assert sum(found.of(kind).candles for kind in kinds) == 500
        assert sum(found.of(kind).share for kind in kinds) == pytest.approx(1.0)
        growth = np.prod([1 + (found.of(kind).return_pct or 0.0) / 100 for kind in kinds])
        assert growth == pytest.approx(np.prod(1 + earned))
        held = np.prod([1 + (found.of(kind).market_return_pct or 0.0) / 100 for kind in kinds])
        assert held == pytest.approx(np.prod(1 + market))
    bull, mask = found.of(Regime.BULL), masks[Regime.BULL][400:]
    assert bull.sharpe_ratio == pytest.approx(sharpe_ratio(moments_of(earned[mask]), 8760.0))
    assert [row.regime for row in found.rows] == list(Regime)
    assert found.of(Regime.UNKNOWN).candles == 0
    assert "the last 200 candles" in found.definition


def test_without_earlier_closes_the_first_candles_are_too_early_to_tell() -> None:
    close = walk(300)
    found = regime_table(close, np.zeros(300), 8760.0)
    assert found.of(Regime.UNKNOWN).candles == 201
    assert found.of(Regime.UNKNOWN).return_pct == 0.0
    assert found.of(Regime.UNKNOWN).sharpe_ratio is None


def test_prices_that_stand_still_are_sideways_and_calm() -> None:
    close = np.concatenate([walk(100), np.full(300, 50.0)])
    masks = regimes_of(close, trend_candles=60, volatility_candles=30)
    assert masks[Regime.SIDEWAYS][170:].all()
    assert masks[Regime.LOW_VOLATILITY][170:].all()


def test_nothing_traded_and_too_few_candles_have_no_figures() -> None:
    assert regime_table(np.empty(0), np.empty(0), 252.0).of(Regime.BULL).return_pct is None
    row = regime_table(walk(50), np.zeros(50), 252.0).of(Regime.SIDEWAYS)
    assert (row.candles, row.return_pct, row.market_return_pct, row.sharpe_ratio) == (
        0,
        None,
        None,
        None,
    )


def test_nonsense_is_refused_in_one_sentence() -> None:
    with pytest.raises(DataError, match=r"were \(5,\) and \(6,\)"):
        regime_table(np.ones(5), np.zeros(6), 252.0)
    with pytest.raises(ConfigError, match="trend_candles >= 2, was 1"):
        regimes_of(np.ones(5), trend_candles=1)
    with pytest.raises(ConfigError, match="volatility_candles >= 2, was 0"):
        regimes_of(np.ones(5), volatility_candles=0)


def test_a_return_that_is_no_number_leaves_its_regimes_without_figures() -> None:
    close, earned = walk(400), np.zeros(100)
    earned[50] = np.nan
    found = regime_table(close, earned, 8760.0)
    hit = [row for row in found.rows if row.candles and row.return_pct is None]
    assert len(hit) == 2
    assert all(row.sharpe_ratio is None and row.market_return_pct is not None for row in hit)
