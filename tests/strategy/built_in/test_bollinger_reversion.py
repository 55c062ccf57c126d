"""Bollinger mean reversion: its bands equal the references, its rules are those it states."""

import json

import numpy as np
import pandas as pd
import pytest
import talib

from bot.candles import CandleArrays, clean_candles
from bot.domain.errors import ConfigError
from bot.strategy.built_in.bollinger_reversion import BollingerReversion
from tests.support.candles import candles_frame, random_walk
from tests.support.real_data import ohlcv_files, read_raw


def closes_at(prices) -> CandleArrays:
    return CandleArrays.of(candles_frame([[p, p, p, p] for p in prices]), "1h")


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.name)
def test_the_bands_equal_talib_on_real_series(path):
    candles = CandleArrays.of(clean_candles(read_raw(path).iloc[-20_000:]), "1h")
    for period, width in ((20, 2.0), (2, 1.0), (50, 2.5)):
        values = BollingerReversion(period=period, width=width).opinions(candles).values
        upper, middle, lower = talib.BBANDS(candles.close, period, width, width)
        for name, theirs in (("upper", upper), ("middle", middle), ("lower", lower)):
            # TA-Lib takes the variance as mean square - squared mean, which cancels
            atol = 1e-6 * candles.close.max()
            np.testing.assert_allclose(values[name], theirs, rtol=1e-9, atol=atol)


def test_the_bands_equal_the_published_tables(real_data):
    folder = real_data / "indicators"
    quotes = pd.read_csv(folder / "skender/quotes_default.csv")
    rows = json.loads((folder / "skender/results/bb.standard.json").read_text())
    values = BollingerReversion().opinions(closes_at(quotes["close"])).values
    for name, theirs in (("upper", "upperBand"), ("middle", "sma"), ("lower", "lowerBand")):
        expected = np.array([row[theirs] for row in rows], np.float64)
        np.testing.assert_allclose(values[name], expected, rtol=1e-9)
    for path in sorted((folder / "talib_derived").glob("*.csv")):
        table = pd.read_csv(path)
        values = BollingerReversion().opinions(closes_at(table["close"])).values
        for name, theirs in (("upper", "bb_up"), ("middle", "bb_mid"), ("lower", "bb_lo")):
            np.testing.assert_allclose(values[name], table[theirs], rtol=1e-7)


def test_a_close_below_the_bands_is_bought_and_one_above_them_is_sold():
    calm = [100.0, 101.0] * 10
    for last, direction in ((90.0, 1), (110.0, -1), (100.5, 0)):
        opinions = BollingerReversion(period=20).opinions(closes_at([*calm, last]))
        assert opinions.direction.tolist()[:-1] == [0] * 20
        assert opinions.direction[-1] == direction


def test_confidence_is_a_half_at_the_band_and_grows_with_the_distance():
    calm = [100.0, 101.0] * 10
    found = [
        BollingerReversion().opinions(closes_at([*calm, last])).confidence[-1]
        for last in (99.2, 98.0, 95.0, 60.0)
    ]
    assert 0.5 < found[0] < 0.6
    assert found == sorted(found)
    assert found[-1] < 1.0


@pytest.mark.parametrize("price", [0.1, 100.0, 1e-8, 64_123.7])
def test_prices_that_stand_still_are_no_opinion(price):
    for width in (0.1, 2.0):
        opinions = BollingerReversion(width=width).opinions(closes_at([price] * 50))
        assert not opinions.direction.any()
        assert not opinions.confidence.any()


def test_fewer_candles_than_the_period_are_no_opinion():
    opinions = BollingerReversion(period=20).opinions(CandleArrays.of(random_walk(19), "1h"))
    assert not opinions.direction.any()
    assert np.isnan(opinions.values["middle"]).all()


@pytest.mark.parametrize(
    "wrong", [{"period": 1}, {"period": 10_001}, {"width": 0.0}, {"width": 11}]
)
def test_parameters_that_make_no_bands_are_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        BollingerReversion(**wrong)


def test_the_reason_says_which_band_was_left():
    strategy = BollingerReversion()
    bands = {"lower": 98.0, "middle": 100.0, "upper": 102.0}
    assert strategy.reason(1, bands).startswith("close below the Bollinger bands 98 to 102")
    assert strategy.reason(-1, bands).startswith("close above")
    assert strategy.reason(0, bands).startswith("close inside")
    unknown = dict.fromkeys(bands, float("nan"))
    assert strategy.reason(0, unknown) == "no bands yet: fewer than 20 candles"
