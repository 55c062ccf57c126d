"""The pairs of EMAs that trials share, each looked at once."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.optimizer.fast_trials.ema_pairs import (
    TRIALS_A_PAIR,
    EmaOrder,
    bytes_of_pairs,
    order_rows,
    pair_table,
)

EMAS = np.random.default_rng(1).normal(size=(5, 150))
EMAS[:, :3], EMAS[2, 70] = np.nan, EMAS[1, 70]
DEVIATION = np.r_[np.full(20, np.nan), np.ones(130)]


def table_of(fast, slow, emas=EMAS, deviation=DEVIATION):
    with ThreadPoolExecutor(2) as pool:
        return pair_table(emas, np.array(fast), np.array(slow), deviation, pool)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6))
def test_every_pair_is_looked_at_as_by_itself(pairs):
    fast, slow = (np.repeat(rows, TRIALS_A_PAIR) for rows in zip(*pairs, strict=True))
    table = table_of(fast, slow)
    one = EmaOrder.room(1, 150)
    for f, s in pairs:
        order_rows(EMAS[f], EMAS[s], DEVIATION, 0, one)
        for whole, alone in zip(table.order, one, strict=True):
            np.testing.assert_array_equal(whole[table.pair_of[f, s]], alone[0])


def test_pairs_that_few_trials_share_are_left_to_each_trial():
    trials = TRIALS_A_PAIR - 1
    assert table_of([0] * trials, [1] * trials) is None
    assert table_of([0] * trials + [0], [1] * trials + [1]) is not None


def test_a_table_that_would_take_too_much_is_left_to_each_trial(monkeypatch):
    monkeypatch.setattr(
        "bot.optimizer.fast_trials.ema_pairs.MOST_BYTES_OF_PAIRS", bytes_of_pairs(2, 150)
    )
    pairs = np.repeat([[0, 1], [0, 2], [3, 4]], TRIALS_A_PAIR, axis=0).T
    assert table_of(*pairs[:, : 2 * TRIALS_A_PAIR]) is not None
    assert table_of(*pairs) is None
    assert table_of([0] * 100, [1] * 100, np.zeros((1_001, 1)), np.ones(1)) is None


@pytest.mark.parametrize("candles", [1, 63, 64, 65, 200])
def test_a_set_holds_the_rows_that_compare_so(candles):
    rng = np.random.default_rng(candles)
    fast, slow = rng.integers(0, 3, (2, candles)).astype(float)
    deviation = np.where(rng.random(candles) < 0.2, np.nan, 1.0)
    trends = EmaOrder.room(1, candles)
    order_rows(fast, slow, deviation, 0, trends)
    for rows, expected in zip(trends, (fast > slow, fast < slow, deviation == 1.0), strict=True):
        found = [bool(int(rows[0, t // 64]) >> t % 64 & 1) for t in range(candles)]
        assert found == expected.tolist()
