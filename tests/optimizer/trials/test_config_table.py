"""Many configs as columns: each row is the config that it stands for."""

import numpy as np
import pytest

from bot.domain import StrategyConfig, StrategyParams
from bot.domain.errors import ConfigError
from bot.optimizer import SearchSpace
from bot.optimizer.search.strategy_space import StrategySpace
from bot.optimizer.trials import ConfigTable, columns_of, joined_tables

BASE = StrategyConfig(
    strategy="macd_trend", strategy_params=StrategyParams({"beyond_zero": False, "signal": 9})
)
TABLE = ConfigTable(
    base=BASE,
    fields={"stop_loss_pct": np.array([0.01, 0.02, 0.03])},
    params={"slow": np.array([20, 30, 40]), "fast": np.array([5, 6, 7])},
)


def test_a_row_is_the_base_with_its_own_values_of_their_own_kind():
    config = TABLE.config_at(1)
    assert (config.stop_loss_pct, config.take_profit_pct) == (0.02, BASE.take_profit_pct)
    assert config.strategy_params == {"beyond_zero": False, "signal": 9, "slow": 30, "fast": 6}
    assert type(config.strategy_params["slow"]) is int


def test_a_part_and_the_parts_joined_hold_the_same_rows():
    parts = [TABLE.rows(0, 1), TABLE.rows(1, 3)]
    assert [len(part) for part in parts] == [1, 2]
    whole = joined_tables(parts)
    assert [whole.config_at(row) for row in range(3)] == [TABLE.config_at(row) for row in range(3)]


def test_configs_that_were_made_already_are_those_of_the_columns():
    drawn = StrategySpace(base=BASE, risk=SearchSpace()).draw(9, np.random.default_rng(2))
    for part in (drawn, drawn.rows(2, 9), joined_tables([drawn.rows(0, 4), drawn.rows(4, 9)])):
        columns = ConfigTable(base=BASE, fields=part.fields, params=part.params)
        for row in range(len(part)):
            assert part.config_at(row) == columns.config_at(row)


def test_points_are_the_parameters_by_name_and_then_the_fields():
    assert TABLE.points.tolist() == [[5, 20, 0.01], [6, 30, 0.02], [7, 40, 0.03]]


def test_a_row_that_is_no_config_is_refused():
    broken = ConfigTable(base=BASE, fields={"stop_loss_pct": np.array([-1.0])}, params={})
    with pytest.raises(ConfigError, match="0 < stop_loss_pct"):
        broken.config_at(0)


def test_a_column_that_a_table_lacks_stands_at_the_base_s_value():
    periods = ConfigTable(base=StrategyConfig(), fields={"ema_fast": np.array([5, 6])}, params={})
    columns = columns_of(periods)
    assert columns.ema_fast.tolist() == [5, 6]
    assert columns.ema_slow.tolist() == [26, 26]
    assert columns.ema_slow.dtype == np.int64
