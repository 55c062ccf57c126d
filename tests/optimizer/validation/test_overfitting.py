"""CSCV by block sums against a twin that takes every candle of every split."""

from itertools import combinations
from math import comb, log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import logit

from bot.domain.errors import ConfigError, DataError
from bot.optimizer.validation.overfitting import probability_of_backtest_overfitting


def noise(candles: int, trials: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, 0.01, (candles, trials))


def slow_twin(returns: np.ndarray, blocks: int) -> tuple[list, list, list]:
    """Each split's candles put together, its ratios by numpy, its ranks by scipy."""
    edges = [int(edge) for edge in np.linspace(0, len(returns), blocks + 1)]
    parts = [returns[edges[k] : edges[k + 1]] for k in range(blocks)]
    logits, inside, outside = [], [], []
    for chosen in combinations(range(blocks), blocks // 2):
        others = [k for k in range(blocks) if k not in chosen]
        one, other = (
            half.mean(axis=0) / half.std(axis=0, ddof=1)
            for half in (np.concatenate([parts[k] for k in ks]) for ks in (chosen, others))
        )
        best = int(np.argmax(one))
        logits.append(logit(stats.rankdata(other)[best] / (returns.shape[1] + 1)))
        inside.append(one[best])
        outside.append(other[best])
    return logits, inside, outside


@settings(max_examples=25)
@given(
    st.integers(24, 90), st.integers(2, 9), st.sampled_from([2, 4, 6]), st.integers(0, 2**32 - 1)
)
def test_block_sums_give_what_the_candles_give(candles, trials, blocks, seed) -> None:
    returns = noise(candles, trials, seed)
    found = probability_of_backtest_overfitting(returns, blocks)
    logits, inside, outside = slow_twin(returns, blocks)
    np.testing.assert_allclose(found.logits, logits, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.in_sample, inside, rtol=1e-9)
    np.testing.assert_allclose(found.out_of_sample, outside, rtol=1e-9, atol=1e-12)
    assert found.probability == np.mean(np.array(logits) <= 1e-12)
    assert found.loss_probability == np.mean(np.array(outside) < 0)
    if len(inside) > 2:
        line = stats.linregress(inside, outside)
        assert found.degradation_slope == pytest.approx(line.slope, rel=1e-6, abs=1e-9)


def test_thirteen_hedge_fund_styles(real_data: Path) -> None:
    table = pd.read_csv(real_data / "stats" / "edhec_hedge_fund_returns.csv", index_col=0)
    returns = table.dropna().to_numpy(float)
    found = probability_of_backtest_overfitting(returns, 8)
    logits, inside, _ = slow_twin(returns, 8)
    np.testing.assert_allclose(found.logits, logits, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.in_sample, inside, rtol=1e-9)
    assert (found.trials, len(found.logits)) == (13, comb(8, 4))


def test_sixteen_blocks_give_all_12870_splits() -> None:
    assert len(probability_of_backtest_overfitting(noise(160, 20)).logits) == 12_870


def test_the_best_of_noise_is_as_often_below_the_median_as_above() -> None:
    found = [probability_of_backtest_overfitting(noise(240, 30, s), 8) for s in range(40)]
    assert np.mean([one.probability for one in found]) == pytest.approx(0.5, abs=0.08)
    assert np.mean([one.degradation_slope for one in found]) < 0.0


def test_a_trial_that_is_better_in_every_block_is_never_overfit() -> None:
    returns = noise(160, 9)
    returns[:, 4] += 0.02
    found = probability_of_backtest_overfitting(returns, 8)
    assert (found.probability, found.loss_probability) == (0.0, 0.0)
    np.testing.assert_allclose(found.logits, log(9 / 1))


def test_trials_that_are_all_the_same_are_all_in_the_middle() -> None:
    found = probability_of_backtest_overfitting(np.repeat(noise(64, 1), 7, axis=1), 4)
    assert set(found.logits) == {0.0}
    assert found.probability == 1.0


def test_the_order_of_the_trials_and_the_unit_of_the_returns_do_not_matter() -> None:
    returns = noise(96, 12)
    found = probability_of_backtest_overfitting(returns, 6)
    turned = probability_of_backtest_overfitting(returns[:, ::-1] * 4.0, 6)
    np.testing.assert_array_equal(found.logits, turned.logits)
    np.testing.assert_allclose(found.in_sample, turned.in_sample, rtol=1e-12)


def test_a_trial_at_rest_has_a_ratio_of_zero() -> None:
    returns = noise(64, 3) - 0.05
    returns[:, 1] = 0.0
    found = probability_of_backtest_overfitting(returns, 4)
    assert set(found.in_sample) == set(found.out_of_sample) == {0.0}
    assert found.probability == 0.0
    assert found.degradation_slope is None


def test_bankrupt_trials_are_left_out_and_counted() -> None:
    returns = noise(64, 6)
    kept = probability_of_backtest_overfitting(returns[:, [0, 2, 3, 5]], 4)
    returns[10, 1], returns[60, 4] = np.nan, np.inf
    found = probability_of_backtest_overfitting(returns, 4)
    assert (found.trials, found.trials_left_out) == (4, 2)
    np.testing.assert_array_equal(found.logits, kept.logits)


@pytest.mark.parametrize(
    "returns",
    [noise(64, 1), np.zeros((64, 5)), np.full((64, 5), 0.001), np.full((64, 5), np.nan)],
    ids=["one trial", "nothing traded", "constant returns", "no number"],
)
def test_where_nothing_can_be_compared_there_is_no_answer(returns) -> None:
    assert probability_of_backtest_overfitting(returns, 4) is None


def test_nonsense_is_refused_in_one_sentence() -> None:
    for blocks in (0, 7, 18):
        with pytest.raises(ConfigError, match=f"even n_blocks of 2 to 16, was {blocks}"):
            probability_of_backtest_overfitting(noise(100, 3), blocks)
    with pytest.raises(DataError, match=r"at least 32 candles for 16 blocks, was \(31, 3\)"):
        probability_of_backtest_overfitting(noise(31, 3))
    with pytest.raises(DataError, match=r"shape \(candles, trials\)"):
        probability_of_backtest_overfitting(np.zeros(50))
