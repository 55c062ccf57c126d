"""What a walk forward did: its folds, and all of them as one run."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, decimated_rows, utc_time
from bot.backtesting import EQUITY_POINTS, Metrics, metrics_document
from bot.domain import StrategyConfig, rfc3339
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

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "searched_candles": self.searched_candles,
            "traded_candles": self.traded_candles,
            "first": rfc3339(self.first),
            "last": rfc3339(self.last),
            "config": None if self.config is None else self.config.to_dict(),
            "searched_score": self.searched_score,
            "searched": None if self.searched is None else metrics_document(self.searched),
            "traded": metrics_document(self.traded),
            "starting_balance": self.starting_balance,
            "ending_balance": self.ending_balance,
            "why_nothing": self.why_nothing,
        }


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

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; equity is decimated to 10,000 points."""
        rows = decimated_rows(self.equity, EQUITY_POINTS)
        return {
            "objective": str(self.judge.objective),
            "mdd_weight": self.judge.mdd_weight,
            "min_trades": self.judge.min_trades,
            "trials_per_fold": self.n_trials,
            "seed": self.seed,
            "initial_balance": self.initial_balance,
            "metrics": metrics_document(self.metrics),
            "buy_and_hold_pct": self.buy_and_hold_pct,
            "folds": [fold.to_dict() for fold in self.folds],
            "equity": [
                [rfc3339(utc_time(int(self.close_time[t]))), float(self.equity[t])] for t in rows
            ],
        }
