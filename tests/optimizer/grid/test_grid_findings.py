"""What is said of the best combinations: luck, news at entries, holding."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy import stats

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import Conditions, Judge
from bot.optimizer.grid import (
    EmaRsiGrid,
    GridFindings,
    NothingKept,
    findings_of,
    grid_spans,
    run_grid,
)
from bot.optimizer.grid.grid_table import SEARCHED
from bot.optimizer.trials import metric
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(600, seed=8, deviation=0.01)
GRID = EmaRsiGrid(
    base=StrategyConfig(),
    values={"ema_fast": (4, 6, 9), "ema_slow": (12, 20, 30), "stop_loss_pct": (0.01, 0.02)},
)
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))


def found(candles=WALK, *, grid=GRID, judge=None, top=4) -> GridFindings:
    judge = judge or Judge()
    with ThreadPoolExecutor(1) as pool:
        spans = grid_spans(candles, grid, CONDITIONS, held_out_share=0.3, pool=pool)
        table = run_grid(spans, grid, judge, pool, kept=NothingKept())
        return findings_of(candles, spans, table, CONDITIONS, judge, top=top)


FOUND = found()


def test_the_best_are_those_with_the_highest_scores_and_have_the_tables_numbers():
    ranking = FOUND.table.ranking()[:4].tolist()
    assert [best.number for best in FOUND.best] == ranking
    for best in FOUND.best:
        assert best.config == GRID.config_at(best.number)
        assert best.score == FOUND.table.scores[best.number]
        np.testing.assert_array_equal(best.searched, FOUND.table.values[best.number, 0])
        np.testing.assert_array_equal(best.held_out, FOUND.table.values[best.number, 1])


def test_the_deflated_ratio_is_that_of_the_picked_trial_among_all_tried():
    periods = 24 * 365
    ratios = metric(FOUND.table.metrics(SEARCHED), "sharpe_ratio") / math.sqrt(periods)
    count, spread = len(GRID), float(np.std(ratios, ddof=1))
    euler = 0.5772156649015329
    quantile = stats.norm.ppf
    luck = spread * (
        (1 - euler) * quantile(1 - 1 / count) + euler * quantile(1 - 1 / (count * math.e))
    )
    assert FOUND.luck.tries == 18
    assert FOUND.luck.expected_maximum_sharpe == pytest.approx(luck * math.sqrt(periods), rel=1e-9)
    for best in FOUND.best:
        run = Backtester(best.config, CONDITIONS.policy).run(WALK.iloc[:420])
        returns = np.diff(np.r_[run.initial_balance, run.equity])
        returns /= np.r_[run.initial_balance, run.equity[:-1]]
        ratio = returns.mean() / returns.std(ddof=1)
        skew, kurt = stats.skew(returns), stats.kurtosis(returns, fisher=False)
        error = math.sqrt((1 - skew * ratio + (kurt - 1) / 4 * ratio**2) / (len(returns) - 1))
        expected = stats.norm.cdf((ratio - luck) / error)
        assert best.deflated_sharpe_ratio == pytest.approx(expected, rel=1e-6)


def test_holding_is_measured_from_the_first_open_of_a_part_to_its_last_close():
    rows = WALK.iloc[420:]
    expected = (rows["close"].iloc[-1] / rows["open"].iloc[0] - 1) * 100
    assert FOUND.holding[1].return_pct == pytest.approx(expected)
    marks = np.r_[rows["open"].iloc[0], rows["close"]]
    changes = marks[1:] / marks[:-1] - 1
    ratio = changes.mean() / changes.std(ddof=1) * math.sqrt(24 * 365)
    assert FOUND.holding[1].sharpe_ratio == pytest.approx(ratio)


def test_one_combination_alone_is_held_against_no_luck():
    alone = found(grid=EmaRsiGrid(base=StrategyConfig(), values={}))
    assert (alone.luck.variance, alone.luck.expected_maximum_sharpe) == (None, None)
    assert alone.base.searched == pytest.approx(alone.best[0].searched, nan_ok=True)


def test_constant_prices_give_no_number_and_no_warning():
    flat = found(candles_frame([[100.0] * 4] * 300))
    assert flat.best == ()
    assert (flat.luck.variance, flat.base.deflated_sharpe_ratio) == (None, None)
    assert (flat.holding[0].return_pct, flat.holding[0].sharpe_ratio) == (0.0, None)
    assert flat.base.entry_lean is None
