"""MACD trend: its lines equal the references, its rules are those it states."""

import json

import numpy as np
import pandas as pd
import pytest
import talib

from bot.candles import CandleArrays, clean_candles
from bot.domain.errors import ConfigError
from bot.strategy.built_in.macd_trend import MacdTrend, macd
from tests.support.candles import random_walk
from tests.support.real_data import ohlcv_files, read_raw


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.name)
def test_macd_and_its_signal_line_equal_talib_on_real_series(path):
    close = clean_candles(read_raw(path).iloc[-20_000:])["close"].to_numpy(np.float64)
    for fast, slow, signal in ((12, 26, 9), (2, 3, 2), (20, 60, 20)):
        line, smoothed = macd(close, fast, slow, signal)
        theirs, their_signal, _ = talib.MACD(close, fast, slow, signal)
        known = ~np.isnan(theirs)  # TA-Lib shows MACD only where its signal line is known
        assert known.sum() == len(close) - (slow + signal - 2)
        atol = 1e-9 * close.max()
        np.testing.assert_allclose(line[known], theirs[known], rtol=0, atol=atol)
        np.testing.assert_allclose(smoothed, their_signal, rtol=0, atol=atol)


def test_the_lines_equal_the_published_tables(real_data):
    folder = real_data / "indicators"
    for path in sorted((folder / "talib_derived").glob("*.csv")):
        table = pd.read_csv(path)
        line, smoothed = macd(table["close"].to_numpy(np.float64), 12, 26, 9)
        known = table["macd"].notna()
        atol = 1e-8 * table["close"].max()
        np.testing.assert_allclose(line[known], table["macd"][known], rtol=0, atol=atol)
        np.testing.assert_allclose(smoothed, table["macd_signal"], rtol=0, atol=atol)
    quotes = pd.read_csv(folder / "skender/quotes_default.csv")
    rows = json.loads((folder / "skender/results/macd.standard.json").read_text())
    line, smoothed = macd(quotes["close"].to_numpy(np.float64), 12, 26, 9)
    for ours, name in ((line, "macd"), (smoothed, "signal")):
        # that table seeds the fast EMA with the first closes, which 250 candles later is forgotten
        theirs = np.array([row[name] for row in rows], np.float64)
        np.testing.assert_allclose(ours[250:], theirs[250:], rtol=0, atol=1e-9)


def test_the_direction_is_the_side_of_the_signal_line_and_of_zero():
    candles = CandleArrays.of(random_walk(600, seed=4, deviation=0.02), "1h")
    either, trend = MacdTrend(beyond_zero=False), MacdTrend()
    opinions = either.opinions(candles)
    line, signal = opinions.values["macd"], opinions.values["signal"]
    side = np.nan_to_num(np.sign(line - signal)).astype(int)
    assert opinions.direction.tolist() == side.tolist()
    kept = np.where(np.sign(line) == side, side, 0)
    assert trend.opinions(candles).direction.tolist() == kept.tolist()
    assert {-1, 0, 1} == set(kept.tolist())


def test_confidence_is_between_a_half_and_one_where_there_is_a_direction():
    opinions = MacdTrend().opinions(CandleArrays.of(random_walk(600, seed=4), "1h"))
    sided = opinions.direction != 0
    assert (opinions.confidence[sided] > 0.5).all()
    assert (opinions.confidence[sided] < 1.0).all()
    assert not opinions.confidence[~sided].any()


@pytest.mark.parametrize("count", [1, 2, 14, 25, 26, 33, 34])
def test_a_history_shorter_than_the_warm_up_is_no_opinion_and_no_warning(count):
    opinions = MacdTrend().opinions(CandleArrays.of(random_walk(count), "1h"))
    assert len(opinions) == count
    assert not opinions.direction[:33].any()


@pytest.mark.parametrize("wrong", [{"fast": 26}, {"fast": 1}, {"slow": 10_001}, {"signal": 1}])
def test_periods_that_make_no_lines_are_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        MacdTrend(**wrong)


def test_the_reason_says_what_forbids_a_trade():
    values = {"macd": 1.0, "signal": 2.0, "histogram": -1.0}
    said = MacdTrend().reason(0, values)
    assert said == "MACD 12/26/9 1 below its signal line 2, but not below zero"
    assert MacdTrend().reason(-1, {**values, "macd": -3.0}).endswith("below its signal line 2")
    unknown = dict.fromkeys(values, float("nan"))
    assert MacdTrend().reason(0, unknown) == "no value yet for MACD 12/26/9 (warm-up)"
