"""The loops in C that the kernel and the search are timed against find what they find."""

import numpy as np
import pytest

from benchmarks import c_loop
from benchmarks.ours import search
from benchmarks.trials_c_loop import c_trials
from benchmarks.workload import CONFIG, SEED, TRIALS, Workload, random_walk
from bot.candles import CandleArrays
from bot.optimizer import SearchSpace
from bot.optimizer.trials import rows_of

SOME = 300


@pytest.fixture
def cc():
    found = c_loop.compiler()
    if found is None:
        pytest.skip("no C compiler on this machine")
    return found


def test_the_trials_in_c_have_the_metrics_of_the_search(cc, tmp_path):
    candles = random_walk(500)
    draws = SearchSpace().draw(TRIALS, np.random.default_rng(SEED))
    ours = search(Workload(candles=candles, draws=draws)).trials
    some = Workload(candles=candles, draws=rows_of(draws, 0, SOME))
    theirs = c_trials(some, tmp_path, cc)()
    assert np.isfinite(theirs).mean() > 0.9
    np.testing.assert_allclose(ours.metrics[:SOME], theirs, rtol=1e-9, atol=1e-9)


def test_the_kernel_in_c_makes_the_same_trades_to_the_bit(cc, tmp_path):
    candles = CandleArrays.of(random_walk(3_000), CONFIG.timeframe)
    ours, theirs = c_loop.both(candles, CONFIG, tmp_path, cc)
    assert np.array_equal(ours()[1], theirs()[1])
