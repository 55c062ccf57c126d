"""A grid over another strategy's parameters scores as that strategy does."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.backtesting import span_run
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer import Conditions, Judge
from bot.optimizer.grid import NothingKept, StrategyGrid, grid_spans, run_grid
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED
from tests.support.candles import random_walk

WALK = random_walk(900, seed=6, deviation=0.01)
SPLIT = 630
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))
MACD = StrategyConfig(strategy="macd_trend", allow_short=True)
BANDS = StrategyConfig(strategy="bollinger_reversion")
GRIDS = {
    "macd": StrategyGrid(
        base=MACD,
        values={"fast": (5, 12), "slow": (10, 20), "stop_loss_pct": (0.01, 0.03)},
    ),
    "bands": StrategyGrid(base=BANDS, values={"take_profit_pct": (0.02, 0.05)}),
}


@pytest.mark.parametrize("name", GRIDS)
def test_every_combination_scores_as_its_config_on_either_span(name):
    grid = GRIDS[name]
    with ThreadPoolExecutor(2) as pool:
        spans = grid_spans(WALK, grid, CONDITIONS, held_out_share=0.3, pool=pool)
        table = run_grid(spans, grid, Judge(), pool, kept=NothingKept())
    assert len(table.values) == len(grid)
    for number in range(len(grid)):
        for span, rows in ((SEARCHED, (0, SPLIT)), (HELD_OUT, (SPLIT, len(WALK)))):
            run = span_run(WALK, grid.config_at(number), CONDITIONS, *rows)
            np.testing.assert_array_equal(table.metrics(span)[number], np.array(run.metrics))
    assert np.nansum(table.metrics(SEARCHED)[:, 2]) > 0


def test_parameters_that_the_strategy_refuses_together_are_left_out():
    grid = GRIDS["macd"]
    found = [
        (c.strategy_params["fast"], c.strategy_params["slow"], c.stop_loss_pct)
        for c in map(grid.config_at, range(len(grid)))
    ]
    pairs = [(5, 10), (5, 20), (12, 20)]
    assert found == [(*pair, stop) for pair in pairs for stop in (0.01, 0.03)]
    assert grid.left_out == 2
    columns = list(zip(*grid.columns(np.arange(len(grid))), strict=True))
    assert [row[:2] for row in columns] == [pair for pair in pairs for _ in range(2)]
    assert grid.varied == ("fast", "slow", "stop_loss_pct")
    assert [grid.value_of(grid.config_at(5), name) for name in grid.varied] == [12, 20, 0.03]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"speed": (1, 2)}, "number parameter of macd_trend"),
        ({"beyond_zero": (0, 1)}, "number parameter of macd_trend"),
        ({"fast": (30, 40)}, "2 <= fast < slow"),
        ({"stop_loss_pct": (0.0,)}, "0 < stop_loss_pct"),
        ({"fast": tuple(range(2, 202)), "slow": tuple(range(2, 203))}, "20,000 sets"),
    ],
)
def test_what_is_no_grid_of_the_strategy_is_refused(values, words):
    with pytest.raises(ConfigError, match=words):
        StrategyGrid(base=MACD, values=values)
