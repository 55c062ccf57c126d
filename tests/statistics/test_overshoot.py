"""How far prices jump past a stop, told by candles alone and held against walks that are known."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.candles import CandleArrays
from bot.programs.honesty.series import driftless_walk, hours_of, resampled, trending
from bot.statistics import likely_overshoot
from tests.support.candles import candles_frame

JUMP = 0.001
KINDS = {
    "gaussian": lambda rng, size: rng.standard_normal(size),
    "laplace": lambda rng, size: rng.laplace(size=size) / math.sqrt(2.0),
    "student": lambda rng, size: rng.standard_t(4, size) / math.sqrt(2.0),
}


def jumpy_candles(kind: str, jumps: int, *, count: int = 20_000, seed: int = 1) -> CandleArrays:
    """Candles of so many jumps of JUMP each, from the close before on."""
    rng = np.random.default_rng(seed)
    steps = np.log1p(JUMP * KINDS[kind](rng, (count, jumps)))
    paths = np.cumsum(np.column_stack([np.zeros(count), steps]), axis=1)
    prices = 100.0 * np.exp(paths)
    rows = np.column_stack([prices[:, 0], prices.max(1), prices.min(1), prices[:, -1]])
    return CandleArrays.of(candles_frame(rows), "1h")


@cache
def walks(kind: str) -> np.ndarray:
    return np.cumsum(JUMP * KINDS[kind](np.random.default_rng(2), (4_000, 1_000)), axis=1)


def true_excess(kind: str, distance: float) -> float:
    """By how much walks pass a level at a distance on average, by walking there."""
    paths = walks(kind)
    passed = paths >= distance
    first = np.argmax(passed, axis=1)
    there = passed.any(axis=1)
    return float(np.mean(paths[there, first[there]] - distance))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("jumps", [12, 60])
@pytest.mark.parametrize("distance", [0.3, 1.0, 3.0, 8.0])
def test_the_mean_excess_past_a_stop_is_told_by_candles_alone(kind, jumps, distance):
    far = likely_overshoot(jumpy_candles(kind, jumps))
    excess = true_excess(kind, distance * JUMP)
    assert far == pytest.approx(excess, rel=0.2)


@pytest.mark.parametrize("jumps", [1, 2, 4, 12, 60, 240])
def test_however_few_jumps_a_candle_has_their_overshoot_is_the_same(jumps):
    far = likely_overshoot(jumpy_candles("gaussian", jumps, count=20_000))
    assert far == pytest.approx(0.5826 * JUMP, rel=0.1)


def told_of(frame) -> float:
    return likely_overshoot(CandleArrays.of(frame, "1h"))


def test_continuous_walks_and_planted_trends_are_practically_never_said_to_jump():
    walks = [told_of(driftless_walk(2_000, np.random.default_rng(seed))) for seed in range(150)]
    trends = [told_of(trending(8_760, np.random.default_rng(seed), 0.2)) for seed in range(150)]
    assert sum(over > 0.0 for over in walks + trends) <= 3


def test_a_trend_so_strong_that_it_stretches_candles_is_no_jump():
    assert told_of(trending(20_000, np.random.default_rng(1), 0.35)) == 0.0


def test_real_hours_that_turn_back_inside_candles_show_no_jumps(real_data):
    hours = hours_of(real_data).assign(volume=1.0)
    hours.index = driftless_walk(len(hours), np.random.default_rng(1)).index
    assert told_of(hours) == 0.0
    assert told_of(resampled(hours, 2_000, np.random.default_rng(1))) == 0.0


def test_few_or_still_candles_show_no_jumps():
    assert told_of(candles_frame([(100.0, 101.0, 100.0, 101.0)] * 29)) == 0.0
    assert told_of(candles_frame([(100.0,) * 4] * 100)) == 0.0


@settings(max_examples=50)
@given(st.integers(1, 40), st.floats(1e-6, 1e6), st.integers(0, 99))
def test_the_answer_is_a_share_of_the_price_and_at_most_what_candles_move(jumps, scale, seed):
    candles = jumpy_candles("student", jumps, count=300, seed=seed)
    far = likely_overshoot(candles)
    move = np.mean(np.abs(candles.close / candles.open - 1.0))
    assert 0.0 <= far <= 1.07 * move
    scaled = CandleArrays(
        open_time=candles.open_time,
        candle_ns=candles.candle_ns,
        volume=candles.volume,
        **{name: scale * getattr(candles, name) for name in ("open", "high", "low", "close")},
    )
    assert likely_overshoot(scaled) == pytest.approx(far, rel=1e-6, abs=1e-12)
