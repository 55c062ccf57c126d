"""Invented candles are valid ones, the same for the same seed, and of the kind they are named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.strategy.check.samples import KINDS, sample_candles


@given(st.sampled_from(KINDS), st.integers(0, 300), st.integers(0, 2**32))
def test_every_candle_is_valid(kind, count, seed):
    candles = sample_candles(kind, count, seed=seed)
    assert len(candles) == count
    assert (candles.low > 0).all()
    assert (candles.low <= np.minimum(candles.open, candles.close)).all()
    assert (candles.high >= np.maximum(candles.open, candles.close)).all()
    assert (np.diff(candles.open_time) >= candles.candle_ns).all()
    assert (candles.volume >= 0).all()
    again = sample_candles(kind, count, seed=seed)
    assert again.close.tolist() == candles.close.tolist()
    assert again.volume.tolist() == candles.volume.tolist()


def returns(kind: str) -> np.ndarray:
    return np.diff(np.log(sample_candles(kind, 3_000).close))


def test_the_kinds_are_what_they_are_called():
    assert (returns("constant") == 0.0).all()
    assert returns("calm").std() < 1e-4
    assert (np.abs(returns("jumps")) > 0.05).sum() > 10
    assert (returns("stalling") == 0.0).sum() > 300
    times = sample_candles("gapped", 3_000)
    assert (np.diff(times.open_time) > times.candle_ns).sum() > 30


def test_trends_last_and_a_choppy_price_turns():
    def sign_of_20(kind: str) -> float:
        steps = returns(kind)
        windows = np.lib.stride_tricks.sliding_window_view(steps, 20).sum(axis=1)
        return float(np.corrcoef(windows[:-20], windows[20:])[0, 1])

    assert sign_of_20("trending") > 0.1
    assert sign_of_20("choppy") < -0.1


@pytest.mark.parametrize("timeframe", ["1m", "1d"])
def test_the_timeframe_is_the_distance_of_candles(timeframe):
    candles = sample_candles("trending", 5, timeframe=timeframe)
    assert (np.diff(candles.open_time) == candles.candle_ns).all()
