"""What a walk forward did: its folds, and all of them as one run."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting import Metrics
from bot.domain import StrategyConfig
from bot.optimizer.search import Judge, NothingFound

NOTHING_LEFT = "nothing was left to trade with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """One search and the candles after it, which it has not seen.

    `first` is the first open and `last` the last close of what was traded. `config` is None where
    the search found nothing (`nothing_found` says why) or nothing was left to trade with; the fold
    then stands aside. `searched` and `searched_score` are those of the config in its search.
    """

    searched_candles: int
    traded_candles: int
    first: datetime
    last: datetime
    config: StrategyConfig | None
    searched_score: float | None
    searched: Metrics | None
    traded: Metrics
    starting_balance: float
    ending_balance: float
    nothing_found: NothingFound | None

    @property
    def why_nothing(self) -> str | None:
        """Why the fold stands aside, in words; None where it trades."""
        if not self.starting_balance > 0.0:
            return NOTHING_LEFT
        return None if self.nothing_found is None else self.nothing_found.sentence


@dataclass(frozen=True, kw_only=True)
class WalkForward:
    """The folds in order, and their out-of-sample equity and trades joined.

    `equity` has a row for each traded candle, `close_time` (ns) its stamp; `metrics` are those of
    the joined run, `buy_and_hold_pct` holds over the same candles.
    """

    judge: Judge
    n_trials: int
    seed: int
    initial_balance: float
    folds: tuple[Fold, ...]
    equity: FloatArray
    close_time: NDArray[np.int64]
    metrics: Metrics
    buy_and_hold_pct: float
