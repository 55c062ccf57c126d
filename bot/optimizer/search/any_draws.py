"""Drawn trials of whatever strategy: counted, cut and joined."""

from collections.abc import Sequence

import numpy as np

from bot.arrays import FloatArray
from bot.domain import StrategyConfig
from bot.optimizer.search.space import Draws, rows_of
from bot.optimizer.search.strategy_trials import RISK_FIELDS, StrategyDraws

AnyDraws = Draws | StrategyDraws


def count_of(draws: AnyDraws) -> int:
    """How many trials there are."""
    return len(draws.configs if isinstance(draws, StrategyDraws) else draws.ema_fast)


def trials_of(draws: AnyDraws, start: int, end: int) -> AnyDraws:
    """The trials start to end - 1."""
    if isinstance(draws, StrategyDraws):
        return StrategyDraws(draws.configs[start:end])
    return rows_of(draws, start, end)


def points_of(draws: AnyDraws) -> FloatArray:
    """What was searched, shape (trials, parameters): under another strategy its numbers and the
    risk's.
    """
    if isinstance(draws, StrategyDraws):
        return np.array([_point(config) for config in draws.configs], np.float64)
    return np.column_stack([np.asarray(column, np.float64) for column in draws])


def _point(config: StrategyConfig) -> list[float]:
    own = [value for _, value in sorted(config.strategy_params.items())]
    numbers = [float(value) for value in own if isinstance(value, int | float)]
    return [*numbers, *(float(getattr(config, name)) for name in RISK_FIELDS)]


def joined(parts: Sequence[AnyDraws]) -> AnyDraws:
    """All trials of at least one part, in their order; the parts are of one strategy."""
    own = [part for part in parts if isinstance(part, StrategyDraws)]
    if own:
        return StrategyDraws(tuple(config for part in own for config in part.configs))
    columns = [part for part in parts if isinstance(part, Draws)]
    return Draws(*(np.concatenate(rows) for rows in zip(*columns, strict=True)))
