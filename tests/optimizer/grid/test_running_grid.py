"""Every combination scores as a backtest of its config, on either span, however it is run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.backtesting import Backtester, Metrics, span_run
from bot.domain import DecisionPolicy, MacroEvent, StrategyConfig
from bot.domain.errors import ConfigError, DataError
from bot.optimizer import Conditions, Judge
from bot.optimizer.grid import (
    COMBINATIONS_A_PART,
    EmaRsiGrid,
    GridTable,
    NothingKept,
    grid_spans,
    run_grid,
    running_grid,
)
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED
from tests.support.candles import random_walk

WALK = random_walk(700, seed=5, deviation=0.01)
SPLIT = 490
BASE = StrategyConfig(allow_short=True, exit_on_opposite_signal=True)
NEWS = tuple(
    MacroEvent(title=f"news {k}", bias=bias, published_at=WALK.index[row] + timedelta(minutes=5))
    for k, (row, bias) in enumerate(((50, 0.9), (200, -0.8), (500, 0.7), (620, -1.0)))
)
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2), events=NEWS)
GRID = EmaRsiGrid(
    base=BASE,
    values={
        "ema_fast": (4, 6, 9),
        "ema_slow": (8, 15, 30),
        "rsi_period": (7, 10, 14),
        "rsi_overbought": (60, 75),
        "rsi_oversold": (25, 40),
        "stop_loss_pct": (0.01, 0.02),
        "take_profit_pct": (0.01, 0.03, 0.05),
    },
)


class Kept:
    """Parts in memory; dies like a process before part `dies_at`."""

    def __init__(self, dies_at: int = 1_000) -> None:
        self.parts: list[np.ndarray] = []
        self.dies_at = dies_at

    def read(self) -> Iterator[np.ndarray]:
        return iter(list(self.parts))

    def keep(self, part: np.ndarray) -> None:
        if len(self.parts) == self.dies_at:
            raise KeyboardInterrupt
        self.parts.append(part.copy())


def searched(conditions=CONDITIONS, *, grid=GRID, jobs=2, kept=None, progress=None) -> GridTable:
    with ThreadPoolExecutor(jobs) as pool:
        spans = grid_spans(WALK, grid, conditions, held_out_share=0.3, pool=pool)
        assert spans.split == SPLIT
        return run_grid(spans, grid, Judge(), pool, kept=kept or NothingKept(), progress=progress)


TABLE = searched()


@pytest.mark.parametrize("number", range(0, len(GRID), 41))
def test_in_sample_numbers_are_those_of_a_backtest_of_the_first_candles(number):
    tester = Backtester(GRID.config_at(number), CONDITIONS.policy, events=NEWS)
    run = tester.run(WALK.iloc[:SPLIT])
    np.testing.assert_array_equal(TABLE.metrics(SEARCHED)[number], np.array(run.metrics))


@pytest.mark.parametrize("number", range(0, len(GRID), 41))
def test_held_out_numbers_are_those_of_the_last_candles_with_all_before_read(number):
    run = span_run(WALK, GRID.config_at(number), CONDITIONS, SPLIT, len(WALK))
    np.testing.assert_array_equal(TABLE.metrics(HELD_OUT)[number], np.array(run.metrics))


def test_with_the_ai_off_they_agree_as_well():
    conditions = replace(CONDITIONS, policy=replace(CONDITIONS.policy, ai_enabled=False))
    table = searched(conditions)
    assert not np.array_equal(table.values, TABLE.values, equal_nan=True)
    for number in range(0, len(GRID), 97):
        config = GRID.config_at(number)
        for span, rows in ((SEARCHED, (0, SPLIT)), (HELD_OUT, (SPLIT, len(WALK)))):
            run = span_run(WALK, config, conditions, *rows)
            np.testing.assert_array_equal(table.metrics(span)[number], np.array(run.metrics))


def test_news_count_and_the_held_out_candles_change_no_rank():
    without = searched(replace(CONDITIONS, events=()))
    assert not np.array_equal(without.scores, TABLE.scores, equal_nan=True)
    other = WALK.copy()
    other.iloc[SPLIT:] *= 1.5
    with ThreadPoolExecutor(1) as pool:
        spans = grid_spans(other, GRID, CONDITIONS, held_out_share=0.3, pool=pool)
        table = run_grid(spans, GRID, Judge(), pool, kept=NothingKept())
    np.testing.assert_array_equal(table.scores, TABLE.scores)
    np.testing.assert_array_equal(table.ranking(), TABLE.ranking())
    assert not np.array_equal(table.metrics(HELD_OUT), TABLE.metrics(HELD_OUT), equal_nan=True)


def test_the_ranking_falls_and_ends_with_what_has_no_score():
    ranked = TABLE.scores[TABLE.ranking()]
    known = ranked[: TABLE.eligible]
    assert np.all(np.diff(known) <= 0)
    assert np.isnan(ranked[TABLE.eligible :]).all()
    trades = TABLE.metrics(SEARCHED)[:, Metrics._fields.index("total_trades")]
    many = int(np.median(trades))
    with ThreadPoolExecutor(1) as pool:
        spans = grid_spans(WALK, GRID, CONDITIONS, held_out_share=0.3, pool=pool)
        strict = run_grid(spans, GRID, Judge(min_trades=many), pool, kept=NothingKept())
    assert 0 < strict.eligible == np.count_nonzero(trades >= many) < len(GRID)
    assert np.isnan(strict.scores[strict.ranking()[-1]])


def test_the_number_of_threads_changes_nothing():
    np.testing.assert_array_equal(searched(jobs=1).values, TABLE.values)


@pytest.mark.parametrize("dies_at", [0, 1, 2])
def test_an_interrupted_run_goes_on_with_the_parts_it_kept(dies_at, monkeypatch):
    assert len(GRID) > 2 * COMBINATIONS_A_PART
    kept = Kept(dies_at)
    with pytest.raises(KeyboardInterrupt):
        searched(kept=kept)
    assert len(kept.parts) == dies_at
    kept.dies_at = 1_000
    run_again: list[int] = []
    real = running_grid._run_part
    monkeypatch.setattr(
        running_grid,
        "_run_part",
        lambda spans, grid, start: run_again.append(start) or real(spans, grid, start),
    )
    told: list[int] = []
    table = searched(kept=kept, progress=lambda done, total, best: told.append(done))
    np.testing.assert_array_equal(table.values, TABLE.values)
    np.testing.assert_array_equal(table.scores, TABLE.scores)
    assert min(run_again) == dies_at * COMBINATIONS_A_PART
    assert told[0] == max(dies_at, 1) * COMBINATIONS_A_PART
    assert told[-1] == len(GRID)


def test_spans_too_short_for_the_slowest_combination_are_refused():
    slow = EmaRsiGrid(base=BASE, values={"ema_slow": (400, 500)})
    with pytest.raises(DataError, match="at least 501 candles to search on"):
        searched(grid=slow)


def test_a_share_outside_0_and_1_is_refused():
    with ThreadPoolExecutor(1) as pool:
        for share in (0.0, 1.0, -0.1):
            with pytest.raises(ConfigError, match="share held out"):
                grid_spans(WALK, GRID, CONDITIONS, held_out_share=share, pool=pool)
