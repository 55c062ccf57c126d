"""EMA, RSI and deviation against TA-Lib, pandas and published tables."""

import functools
import json
import math
import operator

import numpy as np
import pandas as pd
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bot.candles import clean_candles
from bot.domain import StrategyConfig
from bot.strategy import compute_indicators, ema, rolling_deviation, rsi, warm_up_candles
from tests.support.candles import random_walk
from tests.support.real_data import ohlcv_files, read_raw

PERIODS = (2, 8, 14, 26, 100)


def real_closes(path) -> np.ndarray:
    return clean_candles(read_raw(path))["close"].to_numpy(np.float64)


def assert_equals_talib(close: np.ndarray) -> None:
    for period in PERIODS:
        ours, theirs = ema(close, period), talib.EMA(close, period)
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0)
        ours, theirs = rsi(close, period), talib.RSI(close, period)
        still = np.isnan(ours) & ~np.isnan(theirs)
        assert (theirs[still] == 0).all(), "TA-Lib gives 0 where there was neither gain nor loss"
        np.testing.assert_allclose(ours[~still], theirs[~still], rtol=0, atol=1e-9)


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.name)
def test_ema_and_rsi_equal_talib_on_real_series(path):
    close = real_closes(path)
    assert len(close) > 1000
    assert_equals_talib(close)


@pytest.mark.parametrize("seed", range(5))
def test_ema_and_rsi_equal_talib_on_random_walks(seed):
    assert_equals_talib(random_walk(1000, seed=seed)["close"].to_numpy())


prices = st.floats(0.01, 1e5)
closes = hnp.arrays(np.float64, st.integers(1, 60), elements=prices)


@given(closes, st.integers(2, 20))
def test_the_warm_up_rows_and_no_others_are_nan(close, period):
    assert np.isnan(ema(close, period)).sum() == min(period - 1, len(close))
    assert np.isnan(rolling_deviation(close, period)).sum() == min(period - 1, len(close))
    warm = rsi(close, period)
    assert np.isnan(warm[:period]).all()
    for t in range(period, len(close)):
        moved = (np.diff(close[: t + 1]) != 0).any()
        assert not (math.isnan(warm[t]) and moved)
    assert ((warm[~np.isnan(warm)] >= 0) & (warm[~np.isnan(warm)] <= 100)).all()


def test_rsi_is_nan_while_the_price_stands_still_and_deviation_is_zero():
    close = np.full(40, 7.0)
    assert np.isnan(rsi(close, 14)).all()
    assert (rolling_deviation(close, 20)[19:] == 0).all()
    assert (ema(close, 5)[4:] == 7).all()


@given(st.lists(st.floats(1e-3, 10), min_size=20, max_size=40))
def test_only_gains_are_exactly_100_and_only_losses_exactly_0(steps):
    rising = np.cumsum(steps) + 1.0  # not a bit above 100: nothing is overbought beyond 100
    assert (rsi(rising, 14)[14:] == 100).all()
    assert (rsi(rising[::-1].copy(), 14)[14:] == 0).all()


@given(closes, st.integers(2, 20))
def test_the_deviation_is_that_of_pandas(close, period):
    theirs = [
        float(np.std(close[t - period + 1 : t + 1], ddof=1)) if t >= period - 1 else math.nan
        for t in range(len(close))
    ]
    np.testing.assert_allclose(rolling_deviation(close, period), theirs, rtol=1e-9, atol=1e-9)


def test_the_deviation_is_that_of_pandas_on_a_long_walk():
    close = random_walk(5000, seed=3)["close"]
    np.testing.assert_allclose(
        rolling_deviation(close.to_numpy(), 20), close.rolling(20).std(), rtol=1e-7
    )


def test_the_stockcharts_worksheet(real_data):
    table = json.loads((real_data / "indicators/stockcharts_ema_sma_table.json").read_text())
    close = np.array(table["close"])
    published = table["ema10_from_bar_9_seed_sma"]
    assert len(published) == len(close) - 9
    np.testing.assert_allclose(ema(close, 10)[9:], published, rtol=0, atol=table["tolerance"])


def test_the_skender_results(real_data):
    folder = real_data / "indicators/skender"
    close = pd.read_csv(folder / "quotes_default.csv")["close"].to_numpy()
    rows = json.loads((folder / "results/ema.standard.json").read_text())
    published = np.array([row["ema"] for row in rows], float)
    assert np.isfinite(published).sum() == len(close) - 19
    np.testing.assert_allclose(ema(close, 20), published, rtol=1e-9)


def test_the_talib_results_kept_as_data(real_data):
    for path in sorted((real_data / "indicators/talib_derived").glob("*.csv")):
        table = pd.read_csv(path)  # ten digits, of the closes too
        close = table["close"].to_numpy()
        for column in ("ema_9", "ema_26", "ema_200", "rsi_7", "rsi_14", "rsi_21"):
            kind, _, period = column.partition("_")
            ours = {"ema": ema, "rsi": rsi}[kind](close, int(period))
            np.testing.assert_allclose(ours, table[column], rtol=1e-6, err_msg=column)


def test_compute_indicators_adds_the_columns_and_leaves_its_argument():
    frame = random_walk(60)
    before = frame.copy()
    config = StrategyConfig()
    enriched = compute_indicators(frame, config)
    pd.testing.assert_frame_equal(frame, before)
    close = frame["close"].to_numpy()
    assert list(enriched.columns[-4:]) == ["ema_fast", "ema_slow", "rsi", "deviation"]
    np.testing.assert_array_equal(enriched["ema_slow"], ema(close, config.ema_slow))
    np.testing.assert_array_equal(enriched["rsi"], rsi(close, config.rsi_period))


@given(st.integers(3, 100), st.integers(2, 30))
def test_the_seed_weighs_less_than_the_tolerance_after_the_warm_up(slow, period):
    rows = warm_up_candles(slow, period)
    assert (1 - 2 / (slow + 1)) ** (rows - slow) <= 1e-12
    assert (1 - 1 / period) ** (rows - period - 1) <= 1e-12


@given(hnp.arrays(np.float64, st.integers(1, 150), elements=prices), st.integers(2, 20))
def test_the_deviation_of_a_row_is_that_of_a_plain_loop_over_its_window_bit_for_bit(close, period):
    found = rolling_deviation(close, period)
    for t in range(period - 1, len(close)):
        window = close[t - period + 1 : t + 1].tolist()
        mean = functools.reduce(operator.add, window, 0.0) / period
        squares = functools.reduce(operator.add, [(c - mean) * (c - mean) for c in window], 0.0)
        assert found[t] == math.sqrt(squares / (period - 1))
