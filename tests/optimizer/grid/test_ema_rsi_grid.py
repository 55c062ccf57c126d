"""A grid has each valid combination once, and no other."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer.grid.ema_rsi_grid import MOST_COMBINATIONS, EmaRsiGrid
from bot.optimizer.trials import EmaRsiColumns

PERIODS = st.lists(st.integers(2, 60), min_size=1, max_size=4)
LEVELS = st.lists(st.integers(0, 100), min_size=1, max_size=3)


def configs(grid: EmaRsiGrid) -> list[StrategyConfig]:
    return [grid.config_at(number) for number in range(len(grid))]


@given(fast=PERIODS, slow=PERIODS, high=LEVELS, low=LEVELS, rsi=PERIODS)
def test_every_valid_combination_has_one_number(fast, slow, high, low, rsi):
    lists = {"ema_fast": fast, "ema_slow": slow, "rsi_overbought": high, "rsi_oversold": low}
    valid = {
        (a, b, c, d, e)
        for a, b, c, d, e in itertools.product(fast, slow, high, low, rsi)
        if a < b and d < c
    }
    if not valid:
        with pytest.raises(ConfigError, match="below"):
            EmaRsiGrid(base=StrategyConfig(), values={**lists, "rsi_period": rsi})
        return
    grid = EmaRsiGrid(base=StrategyConfig(), values={**lists, "rsi_period": rsi})
    found = [
        (c.ema_fast, c.ema_slow, c.rsi_overbought, c.rsi_oversold, c.rsi_period)
        for c in configs(grid)
    ]
    assert len(found) == len(grid) == len(valid)
    assert set(found) == valid
    listed = [set(values) for values in (fast, slow, high, low, rsi)]
    assert grid.left_out == np.prod([len(values) for values in listed]) - len(valid)


def test_what_is_not_listed_is_the_base_configs():
    base = StrategyConfig(stop_loss_pct=0.01, symbol="NVDA")
    grid = EmaRsiGrid(base=base, values={"take_profit_pct": (0.03, 0.02)})
    assert [config.take_profit_pct for config in configs(grid)] == [0.02, 0.03]
    assert {(c.stop_loss_pct, c.symbol, c.ema_fast) for c in configs(grid)} == {(0.01, "NVDA", 12)}
    assert grid.varied == ("take_profit_pct",)


def test_draws_name_the_values_and_places_where_they_stand():
    grid = EmaRsiGrid(base=StrategyConfig(), values={"ema_fast": (5, 30), "ema_slow": (20, 40)})
    columns = grid.ema_rsi_columns(np.arange(len(grid)))
    assert columns._fields == EmaRsiColumns._fields
    assert list(zip(columns.ema_fast.tolist(), columns.ema_slow.tolist(), strict=True)) == [
        (5, 20),
        (5, 40),
        (30, 40),
    ]
    assert grid.places(np.arange(3))["ema_slow"].tolist() == [0, 1, 1]
    assert grid.left_out == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"fee_pct": (0.1,)}, "need a field of"),
        ({"ema_fast": (1, 5)}, "2 <= ema_fast"),
        ({"ema_slow": (20, 20_000)}, "ema_slow <= 10000"),
        ({"rsi_overbought": (70, 101)}, "rsi_overbought <= 100"),
        ({"stop_loss_pct": (0.0, 0.1)}, "0 < stop_loss_pct"),
        ({"risk_per_trade_pct": (1, 101)}, "risk_per_trade_pct <= 100"),
        ({"ema_fast": (50,), "ema_slow": (20, 50)}, "need ema_fast below ema_slow"),
    ],
)
def test_what_no_config_allows_is_refused(values, words):
    with pytest.raises(ConfigError, match=words):
        EmaRsiGrid(base=StrategyConfig(), values=values)


def test_more_combinations_than_memory_should_hold_are_refused_with_their_count():
    many = tuple(n / 10_000 for n in range(1, 2_001))
    with pytest.raises(ConfigError, match=r"at most 2,000,000 combinations, were 4,000,000, .* GB"):
        EmaRsiGrid(base=StrategyConfig(), values={"stop_loss_pct": many, "take_profit_pct": many})
    most = EmaRsiGrid(
        base=StrategyConfig(), values={"stop_loss_pct": many, "take_profit_pct": many[:1_000]}
    )
    assert len(most) == MOST_COMBINATIONS
