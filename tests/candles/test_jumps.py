"""Jumps of price that no trading explains, on a few candles and on every real series."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.candles import clean_candles
from bot.candles.jumps import JumpKind, find_jumps
from tests.support.candles import candles_frame
from tests.support.real_data import ohlcv_files, read_raw

QUIET = [100.0 + k % 3 for k in range(40)]


def prices(*levels: float) -> pd.DataFrame:
    """Candles whose open is the close before, but for the first of each level of 40 candles."""
    rows = []
    for level in levels:
        closes = [level * price / 100.0 for price in QUIET]
        rows += list(zip([closes[0], *closes[:-1]], closes, strict=True))
    return candles_frame([(a, max(a, b), min(a, b), b, 1.0) for a, b in rows])


def jumps_of(frame: pd.DataFrame):
    return find_jumps(frame["open"].to_numpy(), frame["close"].to_numpy())


def told(frame: pd.DataFrame) -> list[str]:
    return list(clean_candles(frame).attrs["warnings"])


@pytest.mark.parametrize(
    ("ratio", "kind", "words"),
    [
        (1 / 4, JumpKind.SPLIT, "about 1/4 of the price"),
        (1 / 7, JumpKind.SPLIT, "about 1/7 of the price"),
        (10, JumpKind.SPLIT, "about 10 times the price"),
        (100, JumpKind.UNIT, "about 100 times the price"),
        (1 / 1000, JumpKind.UNIT, "about 1/1000 of the price"),
        (4.5, JumpKind.UNKNOWN, "about 4.5 times the price"),
    ],
)
def test_a_new_level_that_stays_is_told_with_its_time_and_ratio(ratio, kind, words) -> None:
    frame = prices(100, 100 * ratio)
    ((told_kind, row, told_ratio, candles),) = jumps_of(frame)
    assert (told_kind, row, candles) == (kind, 40, 0)
    assert told_ratio == pytest.approx(ratio, rel=0.01)
    (sentence,) = told(frame)
    assert sentence.startswith(f"1 jump {kind.value}: to {words} at 2024-01-02T16:00:00Z")
    assert sentence.endswith("prices are left as they are")


@pytest.mark.parametrize("wrong", [["open", "high", "low", "close"], ["open"], ["close"]])
@pytest.mark.parametrize("ratio", [100.0, 0.01, 2.5])
def test_a_price_that_is_taken_back_is_told_as_wrong_with_its_candle(wrong, ratio) -> None:
    frame = prices(100)
    frame.loc[frame.index[20], wrong] *= ratio
    frame["high"] = frame[["open", "high", "close"]].max(axis=1)
    frame["low"] = frame[["open", "low", "close"]].min(axis=1)
    ((kind, row, told_ratio, candles),) = jumps_of(frame)
    assert (kind, row, candles) == (JumpKind.WRONG, 20, 1)
    assert told_ratio == pytest.approx(ratio, rel=0.05)


def test_a_crash_inside_a_candle_is_none() -> None:
    frame = prices(100)
    half = frame.iloc[20:] / 2
    half.loc[half.index[0], ["open", "high"]] = frame.loc[half.index[0], ["open", "high"]]
    half["volume"] = 1.0
    assert jumps_of(pd.concat([frame.iloc[:20], half])) == []


def test_a_market_that_moves_as_much_every_candle_has_none() -> None:
    rng = np.random.default_rng(0)
    close = 100 * np.exp(np.cumsum(rng.standard_normal(500) * 0.4))
    assert (
        find_jumps(np.append(100, close[:-1]) * np.exp(rng.standard_normal(500) * 0.2), close) == []
    )


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.stem)
def test_no_real_series_has_a_jump(path: Path) -> None:
    frame = clean_candles(read_raw(path))
    assert [sentence for sentence in frame.attrs["warnings"] if "jump" in sentence] == []


def test_the_crash_of_march_2020_is_no_split(real_data: Path) -> None:
    frame = read_raw(real_data / "ohlcv" / "crypto" / "binance_BTCUSDT_1d.csv")
    crash = frame.loc["2020-03-01":"2020-04-01"]
    assert crash["close"].loc["2020-03-12"].item() < 0.65 * crash["close"].loc["2020-03-11"].item()
    assert jumps_of(crash) == []


def test_many_jumps_are_counted_and_a_few_are_listed() -> None:
    frame = prices(*(100.0 / 2**k for k in range(6)))
    (sentence,) = told(frame)
    assert sentence.startswith("5 jumps like a split that was not adjusted: to about 1/2 of")
    assert " and 2 more; " in sentence


def test_one_candle_and_two_are_enough_to_look_at() -> None:
    for count in (1, 2):
        assert jumps_of(prices(100).iloc[:count]) == []
    assert list(itertools.islice(told(prices(100)), 1)) == []
