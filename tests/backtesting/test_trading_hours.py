"""Ratios annualized with another market's hours are told."""

import numpy as np
import pandas as pd
import pytest

from bot.backtesting import Backtester
from bot.backtesting.trading_hours import other_hours_notes
from bot.domain import AssetType, StrategyConfig, periods_per_year
from tests.support.candles import candles_frame


def times(freq: str, start: str = "2024-01-01", end: str = "2024-12-31"):
    return pd.date_range(start, end, freq=freq, unit="ns").asi8


def told(opened, asset_type: AssetType, timeframe: str) -> list[str]:
    return other_hours_notes(opened, periods_per_year(asset_type, timeframe), asset_type)


def test_days_of_a_stock_exchange_under_the_hours_of_crypto_are_told() -> None:
    (sentence,) = told(times("B"), AssetType.CRYPTO, "1d")
    assert sentence == (
        "the candles come about 261 times a year, while ratios are annualized with 365 (crypto):"
        " name the symbol, its --asset-type or --periods-per-year"
    )


def test_candles_round_the_clock_under_the_hours_of_a_stock_exchange_are_told() -> None:
    assert len(told(times("h"), AssetType.EQUITY, "1h")) == 1


@pytest.mark.parametrize(
    ("freq", "asset_type", "timeframe"),
    [("B", AssetType.EQUITY, "1d"), ("h", AssetType.CRYPTO, "1h"), ("W", AssetType.INDEX, "1w")],
)
def test_candles_of_the_market_they_are_said_to_be_of_need_no_sentence(
    freq: str, asset_type: AssetType, timeframe: str
) -> None:
    assert told(times(freq), asset_type, timeframe) == []


def test_months_that_are_missing_are_a_gap_and_no_other_market() -> None:
    hours = times("h")
    assert told(np.delete(hours, slice(2_000, 5_000)), AssetType.CRYPTO, "1h") == []


def test_two_candles_of_four_hours_are_a_session() -> None:
    days = times("B")
    twice_a_day = np.sort(np.concatenate([days, days + 4 * 3_600 * 10**9]))
    assert told(twice_a_day, AssetType.EQUITY, "4h") == []


def test_hours_before_and_after_the_session_are_told() -> None:
    hours = np.sort(np.concatenate([times("B") + hour * 3_600 * 10**9 for hour in range(9, 25)]))
    (sentence,) = told(hours, AssetType.EQUITY, "1h")
    assert "while ratios are annualized with 1,764 (equity)" in sentence
    assert other_hours_notes(hours, 252 * 16, AssetType.EQUITY, is_stated=True) == []


def test_saturdays_tell_at_once_that_a_market_never_closes() -> None:
    (sentence,) = told(times("h", end="2024-01-10"), AssetType.EQUITY, "1h")
    assert sentence.startswith("the candles go on over Saturdays, while ratios are annualized with")


def test_two_saturdays_without_a_candle_tell_at_once_that_a_market_closes() -> None:
    (sentence,) = told(times("B", end="2024-01-17"), AssetType.CRYPTO, "1d")
    assert sentence.startswith("the candles leave out Saturdays, while ratios are annualized with")


def test_too_short_a_time_tells_nothing_about_weekends() -> None:
    assert told(times("h", end="2024-01-06"), AssetType.EQUITY, "1h") == []
    assert told(times("B", end="2024-01-10"), AssetType.CRYPTO, "1d") == []
    assert told(np.array([], np.int64), AssetType.EQUITY, "1h") == []


def test_a_backtest_tells_it_among_its_warnings() -> None:
    frame = candles_frame([(100.0,) * 4] * 1_000)  # an hour apart, round the clock
    assert (
        Backtester(StrategyConfig(symbol="SPY"))
        .run(frame)
        .data.warnings[-1]
        .endswith(
            "annualized with 1,764 (equity): name the symbol, its --asset-type or"
            " --periods-per-year"
        )
    )
    assert Backtester(StrategyConfig()).run(frame).data.warnings == ()
