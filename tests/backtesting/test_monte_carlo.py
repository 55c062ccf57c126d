"""Resampling keeps what it should keep, and the same seed gives the same numbers."""

import json
from dataclasses import asdict, replace
from itertools import pairwise

import numpy as np
import pytest

from bot.backtesting import Backtester
from bot.backtesting.robustness.resampled_runs import (
    cube_root_length,
    growth_of,
    monte_carlo,
    shuffled,
    stationary_bootstrap,
)
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.robustness_text import monte_carlo_lines
from tests.support.candles import candles_frame, random_walk

RESULT = Backtester(StrategyConfig(), DecisionPolicy(min_confidence=0.2)).run(
    random_walk(800, seed=2, deviation=0.01)
)
FLAT = Backtester(StrategyConfig()).run(candles_frame([(100.0,) * 4] * 30))


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    first = monte_carlo(RESULT, 200, seed=7)
    assert first == monte_carlo(RESULT, 200, seed=7)
    assert first != monte_carlo(RESULT, 200, seed=8)
    json.dumps(asdict(first), allow_nan=False)


def test_the_actual_run_is_that_of_the_result() -> None:
    found = monte_carlo(RESULT, 100, seed=0)
    assert found.block_bootstrap.ending_balance.actual == pytest.approx(RESULT.ending_balance)
    assert found.block_bootstrap.max_drawdown_pct.actual == pytest.approx(RESULT.max_drawdown_pct)


def test_the_order_of_trades_changes_the_way_and_not_the_end() -> None:
    found = monte_carlo(RESULT, 300, seed=0).trade_order
    assert found is not None
    ending, fall = found.ending_balance, found.max_drawdown_pct
    assert ending.p5 == pytest.approx(RESULT.ending_balance)
    assert ending.p95 == pytest.approx(RESULT.ending_balance)
    assert ending.actual_rank == 1.0
    assert fall.p5 < fall.p25 < fall.p50 < fall.p75 < fall.p95
    balances = np.r_[10_000.0, 10_000.0 + np.cumsum(RESULT.trade_records["pnl"])]
    deepest = (1 - balances / np.maximum.accumulate(balances)).max()
    assert fall.actual == pytest.approx(deepest * 100)


def test_the_histogram_counts_every_run_and_encloses_the_actual_one() -> None:
    found = monte_carlo(RESULT, 300, seed=0)
    for way in (found.trade_order, found.block_bootstrap):
        assert way is not None
        for number in (way.ending_balance, way.max_drawdown_pct):
            drawn = number.histogram
            assert sum(drawn.runs) == 300
            assert len(drawn.edges) == len(drawn.runs) + 1
            assert list(drawn.edges) == sorted(drawn.edges)
            assert drawn.edges[0] <= number.actual <= drawn.edges[-1]
            below = sum(drawn.runs[: np.searchsorted(drawn.edges, number.p50) - 1])
            assert below <= 150 <= below + max(drawn.runs)


def test_runs_that_differ_by_rounding_only_are_one_bin() -> None:
    found = monte_carlo(RESULT, 300, seed=0).trade_order
    assert found is not None
    assert found.ending_balance.histogram.runs == (300,)
    assert monte_carlo(FLAT, 100, seed=0).block_bootstrap.ending_balance.histogram.runs == (100,)


def test_a_shuffled_run_has_every_trade_once() -> None:
    growth = np.linspace(0.9, 1.1, 50)
    for path in shuffled(growth, 5, np.random.default_rng(0)):
        assert sorted(path) == sorted(growth)


def test_blocks_are_as_long_as_they_should_be_and_read_around_the_end() -> None:
    rows = np.arange(5_000.0)
    (path,) = stationary_bootstrap(rows, 1, 10, np.random.default_rng(1))
    steps = np.diff(path) % rows.size
    assert np.mean(steps == 1) == pytest.approx(0.9, abs=0.02)
    assert path.size == rows.size


def test_blocks_of_one_candle_are_independent_draws() -> None:
    growth = np.random.default_rng(0).normal(1.0, 0.01, 400)
    paths = list(stationary_bootstrap(growth, 400, 1, np.random.default_rng(2)))
    ends = [float(np.sum(path)) for path in paths]
    assert np.mean(ends) == pytest.approx(growth.sum(), abs=4 * 0.2 / 20)
    assert np.std(ends) == pytest.approx(np.std(growth) * 20, rel=0.15)


def test_ruin_is_the_share_of_runs_that_ever_lost_half() -> None:
    equity = np.r_[np.full(29, 10_000.0), 4_000.0]
    found = monte_carlo(replace(FLAT, equity=equity), 2_000, seed=3).block_bootstrap
    assert found.ending_balance.p95 == 10_000.0
    # 30 draws of which one in 30 ruins: 1 - (29 / 30)^30, a little less as blocks of 3 repeat none
    assert found.ruin_probability == pytest.approx(1 - 1 / np.e, abs=0.08)


def test_without_a_trade_there_is_no_order_of_trades() -> None:
    found = monte_carlo(FLAT, 100, seed=0)
    assert found.trade_order is None
    assert found.block_bootstrap.ending_balance.mean == 10_000.0
    assert found.block_bootstrap.ruin_probability == 0.0
    assert not [line for line in monte_carlo_lines(found, 2) if line.startswith("Trades")]


def test_what_is_undefined_changes_nothing() -> None:
    assert growth_of(np.array([0.1, -1.5, np.nan])).tolist() == [1.1, -0.5, 1.0]


def ruined_run():
    """A short gapped through by three times the price: more is lost than there was."""
    falling = [100.0 * 0.995**k for k in range(60)]
    rows = [(a, max(a, b), min(a, b), b) for a, b in pairwise(falling)]
    rows += [(3 * falling[-1],) * 4] * 30
    config = StrategyConfig(
        allow_short=True, risk_per_trade_pct=100.0, stop_loss_pct=0.9, take_profit_pct=0.9
    )
    return Backtester(config, DecisionPolicy(min_confidence=0.0)).run(candles_frame(rows))


def test_a_ruined_account_has_one_figure_and_trades_no_more() -> None:
    result = ruined_run()
    assert len(result.trades) == 1
    assert result.equity[-1] == pytest.approx(result.ending_balance)
    assert result.ending_balance < 0
    found = monte_carlo(result, 100, seed=0)
    for way in (found.trade_order, found.block_bootstrap):
        assert way is not None
        assert way.ending_balance.actual == pytest.approx(result.ending_balance)
    (told,) = [told for told in result.data.warnings if "ruined" in told]
    assert told.startswith(f"the account is ruined: its equity is {result.ending_balance:,.2f} at")
    assert told.endswith("and nothing is entered afterwards")


@pytest.mark.parametrize(("count", "length"), [(1, 1), (27, 3), (38_221, 34)])
def test_blocks_grow_with_the_cube_root(count: int, length: int) -> None:
    assert cube_root_length(count) == length


def test_the_text_fits_80_columns_and_marks_the_actual_run() -> None:
    lines = monte_carlo_lines(monte_carlo(RESULT, 100, seed=0), 2)
    assert max(map(len, lines)) <= 80
    assert sum(f"{RESULT.ending_balance:,.2f}" in line for line in lines) == 2
