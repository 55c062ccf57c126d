"""Searching on the past and trading the future, again and again: only the future counts."""

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray, utc_time
from bot.backtesting import LEAST_CANDLES, SpanRun, measure, span_run
from bot.candles import CandleArrays
from bot.domain import require, whole_number
from bot.domain.errors import DataError
from bot.optimizer.search import (
    LocalSearches,
    OptimizationResult,
    PendingResult,
    SearchRequest,
    SearchRunner,
)
from bot.optimizer.validation.splits import WalkForwardSplit, walk_forward_splits
from bot.optimizer.validation.walk_result import Fold, WalkForward
from bot.rules import TRADE_DTYPE, TradeArray


def walk_forward(
    request: SearchRequest,
    *,
    folds: int,
    searches: SearchRunner | None = None,
    searched_share: float | None = None,
) -> WalkForward:
    """Cut the request's candles into `folds` + 1 parts; each but the first is traded once.

    The first is `searched_share` of the candles, the others are equal (None: all are equal).

    The candles that the request only reads belong to no part, and every search and run knows them.

    Fold k searches on all candles before its part (from the first on, seed + k) and trades its part
    with the best config of the search, starting flat with the balance that the fold before has
    left; a position is closed at the end of its part. All searches are started before the first is
    waited for, by `searches` (None: here, on all cores). Raises ConfigError for less than one fold,
    DataError where a part has fewer than 100 candles (with a share: where the first has).
    """
    count = whole_number("folds", folds)
    require(count >= 1, "folds >= 1", count)
    candles = len(request.traded)
    first = None if searched_share is None else math.floor(candles * searched_share)
    _refuse_too_few(candles, count, searched_share)
    walk = _Walk(request, searches or LocalSearches())
    splits = list(walk_forward_splits(candles, count, search_candles=first))
    started = [walk.search(split.search_end, k) for k, split in enumerate(splits)]
    parts: list[_Part] = []
    balance = request.conditions.initial_balance
    for split, result in zip(splits, started, strict=True):
        parts.append(walk.part(split, balance, result()))
        balance = parts[-1].fold.ending_balance
    return walk.joined_folds(parts, splits[0].trade_start)


def _refuse_too_few(candles: int, folds: int, searched_share: float | None) -> None:
    least = LEAST_CANDLES * (folds + 1)
    if searched_share is not None:
        least = math.ceil(LEAST_CANDLES / searched_share)
    if candles < least:
        raise DataError(
            f"need at least {least} candles to walk forward in {folds} folds,"
            f" were {candles}: take more candles or fewer folds"
        )


class _Part(NamedTuple):
    fold: Fold
    equity: FloatArray
    trades: TradeArray


@dataclass(frozen=True)
class _Walk:
    """What all folds have in common."""

    request: SearchRequest
    searches: SearchRunner

    def search(self, end: int, fold: int) -> PendingResult:
        """Start a fold's search over the rows before `end`."""
        request = self.request
        return self.searches.start(request.until(end, seed=request.seed + fold))

    def part(self, split: WalkForwardSplit, balance: float, search: OptimizationResult) -> _Part:
        """Trade the rows of a split with the best config of its search."""
        start, end = split.trade_start, split.trade_end
        config = search.best_config if balance > 0.0 else None
        run = self._aside(end - start, balance)
        if config is not None:
            funded = replace(self.request.conditions, initial_balance=balance)
            warm_up = self.request.warm_up
            run = span_run(self.request.candles, config, funded, warm_up + start, warm_up + end)
        stamps = self._arrays(start, end)
        fold = Fold(
            searched_candles=start,
            traded_candles=end - start,
            first=utc_time(int(stamps.open_time[0])),
            last=utc_time(int(stamps.close_time[-1])),
            config=config,
            searched_score=search.best_score,
            searched=search.best_metrics,
            traded=run.metrics,
            starting_balance=balance,
            ending_balance=float(run.equity[-1]),
            nothing_found=search.nothing_found,
        )
        return _Part(fold, run.equity, run.trades)

    def joined_folds(self, parts: list[_Part], start: int) -> WalkForward:
        """The parts as one run over the rows from `start` on."""
        equity = np.concatenate([part.equity for part in parts])
        trades = np.concatenate([part.trades for part in parts])
        request, initial = self.request, self.request.conditions.initial_balance
        arrays = self._arrays(start, None)
        return WalkForward(
            judge=request.judge,
            n_trials=request.n_trials,
            seed=request.seed,
            initial_balance=initial,
            folds=tuple(part.fold for part in parts),
            equity=equity,
            close_time=arrays.close_time,
            metrics=measure(equity, len(equity), trades, initial, self._periods),
            buy_and_hold_pct=float(arrays.close[-1] / arrays.open[0] - 1.0) * 100.0,
        )

    @property
    def _periods(self) -> float:
        return self.request.conditions.periods_per_year(self.request.base)

    def _arrays(self, start: int, end: int | None) -> CandleArrays:
        return CandleArrays.of(self.request.traded.iloc[start:end], self.request.base.timeframe)

    def _aside(self, rows: int, balance: float) -> SpanRun:
        equity, trades = np.full(rows, balance), np.empty(0, TRADE_DTYPE)
        return SpanRun(measure(equity, rows, trades, balance, self._periods), equity, trades)
