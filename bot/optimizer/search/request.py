"""What is asked of a search."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.backtesting import Conditions
from bot.domain import StrategyConfig, finite_number, require, whole_number
from bot.optimizer.search.objective import Judge
from bot.optimizer.search.samplers import RANDOM, sampler_named
from bot.optimizer.search.space import SearchSpace

if TYPE_CHECKING:
    import pandas as pd

LARGEST_SEED = 10_000_000
"""What --seed takes, so that a run whose seed nobody chose can be repeated."""


def fresh_seed() -> int:
    """A seed that nobody chose, from 0 to LARGEST_SEED."""
    return int(np.random.SeedSequence().generate_state(1)[0]) % (LARGEST_SEED + 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SearchRequest:
    """A search over a checked candles frame: `n_trials` configs like `base`, chosen by `sampler`.

    Of the candles the first `warm_up` are read by every decision and neither traded nor counted.
    All that the result depends on, and nothing of where it is computed; can be pickled. Raises
    ConfigError for less than one trial, an unknown sampler, a negative seed, no money and no candle
    to trade.
    """

    candles: "pd.DataFrame"
    base: StrategyConfig
    n_trials: int
    conditions: Conditions
    judge: Judge = field(default_factory=Judge)
    seed: int = field(default_factory=fresh_seed)
    sampler: str = RANDOM
    space: SearchSpace = field(default_factory=SearchSpace)
    warm_up: int = 0

    def __post_init__(self) -> None:
        for name, least in (("n_trials", 1), ("seed", 0), ("warm_up", 0)):
            number = whole_number(name, getattr(self, name))
            require(number >= least, f"{name} >= {least}", number)
            object.__setattr__(self, name, number)
        sampler_named(self.sampler)
        balance = finite_number("initial_balance", self.conditions.initial_balance)
        require(balance > 0, "initial_balance > 0", balance)
        rows = len(self.candles)
        require(self.warm_up <= rows, f"warm_up <= {rows} candles", self.warm_up)

    @property
    def traded(self) -> "pd.DataFrame":
        """The candles after those that are only read."""
        return self.candles.iloc[self.warm_up :]

    def over(self, candles: "pd.DataFrame", *, seed: int | None = None) -> "SearchRequest":
        """This request over other candles, with another seed where one is given."""
        return replace(self, candles=candles, seed=self.seed if seed is None else seed)

    def until(self, end: int, *, seed: int | None = None) -> "SearchRequest":
        """This request over the first `end` of its traded candles."""
        return self.over(self.candles.iloc[: self.warm_up + end], seed=seed)
