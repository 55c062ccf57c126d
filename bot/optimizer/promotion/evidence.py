"""What a search is worth: its procedure walked forward, beside the config in use.

Each fold searches on its past and trades its future with what it found, so that choosing among the
trials is part of what is measured: nothing needs to be corrected for their number afterwards.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Conditions, Metrics, SpanRun, kind_returns, measure, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.optimizer.search import SearchRequest, SearchRunner
from bot.optimizer.validation import WalkForward, walk_forward
from bot.statistics import returns_of

if TYPE_CHECKING:
    import pandas as pd

SEARCHED_SHARE = 0.3
"""The first part of the candles is only searched."""
FOLDS = 6


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Returns of each unseen candle, costs included: of the search and of the champion.

    Both are flat at the edges of the folds, so that a search that finds the champion again differs
    from it nowhere. `kind_champion` is the champion with each candle that touched stop and target
    read in its favour (kind_returns): what loses even so loses in truth.
    """

    walk: WalkForward
    challenger: FloatArray
    champion: FloatArray
    kind_champion: FloatArray
    champion_metrics: Metrics

    @property
    def challenger_metrics(self) -> Metrics:
        """The metrics of the search's configs, all folds joined."""
        return self.walk.metrics


def gather(request: SearchRequest, *, searches: SearchRunner | None = None) -> Evidence:
    """Walk the search forward over the request's candles, and its base, the champion, beside it.

    `searches` (None: here, on all cores) runs the searches. Nothing is compared here. Raises
    DataError for fewer than 334 candles, and what a search raises.
    """
    walk = walk_forward(request, folds=FOLDS, searches=searches, searched_share=SEARCHED_SHARE)
    champion = traded_in_folds(
        request.candles, request.base, request.conditions, walk, warm_up=request.warm_up
    )
    earned = unseen_returns(champion.equity, walk.initial_balance)
    first = request.warm_up + walk.folds[0].searched_candles
    traded = request.candles.iloc[first : first + len(earned)]
    return Evidence(
        walk=walk,
        challenger=unseen_returns(walk.equity, walk.initial_balance),
        champion=earned,
        kind_champion=kind_returns(
            earned,
            champion,
            CandleArrays.of(traded, request.base.timeframe),
            request.base,
            walk.initial_balance,
        ),
        champion_metrics=champion.metrics,
    )


def traded_in_folds(
    candles: "pd.DataFrame",
    config: StrategyConfig,
    conditions: Conditions,
    walk: WalkForward,
    *,
    warm_up: int = 0,
) -> SpanRun:
    """One config over the traded candles of a walk, flat at the edges of its folds.

    The walk began after the first `warm_up` candles.
    """
    balance, runs = conditions.initial_balance, []
    for fold in walk.folds:
        start = warm_up + fold.searched_candles
        end = start + fold.traded_candles
        if not balance > 0.0:
            break
        funded = replace(conditions, initial_balance=balance)
        runs.append(span_run(candles, config, funded, start, end))
        balance = float(runs[-1].equity[-1])
        for name in ("entry_row", "exit_row"):
            runs[-1].trades[name] += fold.searched_candles - walk.folds[0].searched_candles
    rows = sum(fold.traded_candles for fold in walk.folds)
    equity = np.full(rows, balance)
    joined = np.concatenate([run.equity for run in runs])
    equity[: len(joined)] = joined
    trades = np.concatenate([run.trades for run in runs])
    periods = conditions.periods_per_year(config)
    initial = conditions.initial_balance
    return SpanRun(measure(equity, rows, trades, initial, periods), equity, trades)


def unseen_returns(equity: FloatArray, initial_balance: float) -> FloatArray:
    """The return of each candle, shape (candles,); 0 from where nothing is left of the balance."""
    earned: FloatArray = np.nan_to_num(returns_of(equity, initial_balance), nan=0.0)
    return earned
