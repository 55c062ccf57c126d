"""Searching on the past and trading the future, again and again: only the future counts."""

import math
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, decimated_rows, utc_time
from bot.backtesting import (
    EQUITY_POINTS,
    LEAST_CANDLES,
    Conditions,
    Metrics,
    SpanRun,
    measure,
    metrics_document,
    span_run,
)
from bot.candles import CandleArrays
from bot.domain import StrategyConfig, require, rfc3339, whole_number
from bot.domain.errors import DataError
from bot.optimizer.search.objective import Judge
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.searches import Found, Searches, SearchesHere
from bot.optimizer.validation.splits import WalkForwardSplit, walk_forward_splits
from bot.rules import TRADE_DTYPE, TradeArray

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """One search and the candles after it, which it has not seen.

    `first` is the first open and `last` the last close of what was traded. `config` is None where
    the search found nothing (`why_nothing` says why) or nothing was left to trade with; the fold
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
    why_nothing: str | None

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


def walk_forward(
    candles: "pd.DataFrame",
    base: StrategyConfig,
    conditions: Conditions,
    judge: Judge,
    *,
    folds: int,
    n_trials: int,
    seed: int,
    jobs: int | None = None,
    searches: Searches | None = None,
    searched_share: float | None = None,
) -> WalkForward:
    """Cut a checked candles frame into `folds` + 1 parts; each but the first is traded once.

    The first is `searched_share` of the candles, the others are equal (None: all are equal).

    Fold k searches on all candles before its part (from the first on, seed + k) and trades its part
    with the best config found, starting flat with the balance that the fold before has left; a
    position is closed at the end of its part. All searches are started before the first is waited
    for, by `searches` (None: random ones here, on `jobs` threads). Raises ConfigError for less than
    one fold, DataError where a part has fewer than 100 candles (with a share: where the first has).
    """
    count = whole_number("folds", folds)
    require(count >= 1, "folds >= 1", count)
    least, first = LEAST_CANDLES * (count + 1), None
    if searched_share is not None:
        least = math.ceil(LEAST_CANDLES / searched_share)
        first = math.floor(len(candles) * searched_share)
    if len(candles) < least:
        raise DataError(
            f"need at least {least} candles to walk forward in {count} folds,"
            f" were {len(candles)}: take more candles or fewer folds"
        )
    walk = _Walk(
        candles=candles,
        base=base,
        conditions=conditions,
        judge=judge,
        n_trials=n_trials,
        searches=searches or SearchesHere(jobs=jobs),
    )
    parts: list[_Part] = []
    balance = conditions.initial_balance
    splits = list(walk_forward_splits(len(candles), count, search_candles=first))
    started = [walk.search(split.search_end, seed + k) for k, split in enumerate(splits)]
    for split, found in zip(splits, started, strict=True):
        parts.append(walk.part(split, balance, found()))
        balance = parts[-1].fold.ending_balance
    return walk.joined(parts, splits[0].trade_start, seed)


class _Part(NamedTuple):
    fold: Fold
    equity: FloatArray
    trades: TradeArray


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """What all folds have in common."""

    candles: "pd.DataFrame"
    base: StrategyConfig
    conditions: Conditions
    judge: Judge
    n_trials: int
    searches: Searches

    @property
    def _periods(self) -> float:
        return self.conditions.periods_per_year(self.base)

    def part(self, split: WalkForwardSplit, balance: float, found: OptimizationResult) -> _Part:
        """Trade the rows of a split with what its search has found."""
        start, end = split.trade_start, split.trade_end
        config = found.best_config if balance > 0.0 else None
        run = self._aside(end - start, balance)
        if config is not None:
            funded = replace(self.conditions, initial_balance=balance)
            run = span_run(self.candles, config, funded, start, end)
        stamps = CandleArrays.of(self.candles.iloc[start:end], self.base.timeframe)
        fold = Fold(
            searched_candles=start,
            traded_candles=end - start,
            first=utc_time(int(stamps.open_time[0])),
            last=utc_time(int(stamps.close_time[-1])),
            config=config,
            searched_score=found.best_score,
            searched=found.best_metrics,
            traded=run.metrics,
            starting_balance=balance,
            ending_balance=float(run.equity[-1]),
            why_nothing=found.why_nothing if balance > 0.0 else "nothing was left to trade with",
        )
        return _Part(fold, run.equity, run.trades)

    def joined(self, parts: list[_Part], start: int, seed: int) -> WalkForward:
        """The parts as one run over the rows from `start` on."""
        equity = np.concatenate([part.equity for part in parts])
        trades = np.concatenate([part.trades for part in parts])
        initial = self.conditions.initial_balance
        arrays = CandleArrays.of(self.candles.iloc[start:], self.base.timeframe)
        return WalkForward(
            judge=self.judge,
            n_trials=self.n_trials,
            seed=seed,
            initial_balance=initial,
            folds=tuple(part.fold for part in parts),
            equity=equity,
            close_time=arrays.close_time,
            metrics=measure(equity, len(equity), trades, initial, self._periods),
            buy_and_hold_pct=float(arrays.close[-1] / arrays.open[0] - 1.0) * 100.0,
        )

    def search(self, end: int, seed: int) -> Found:
        """Start the search over the rows before `end`."""
        return self.searches.start(
            self.candles.iloc[:end],
            self.base,
            self.n_trials,
            objective=self.judge.objective,
            mdd_weight=self.judge.mdd_weight,
            min_trades=self.judge.min_trades,
            seed=seed,
            **self.conditions.search_arguments(),
        )

    def _aside(self, rows: int, balance: float) -> SpanRun:
        equity, trades = np.full(rows, balance), np.empty(0, TRADE_DTYPE)
        return SpanRun(measure(equity, rows, trades, balance, self._periods), equity, trades)
