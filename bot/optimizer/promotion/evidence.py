"""What a search is worth: its procedure walked forward, beside the config in use.

Each fold searches on its past and trades its future with what it found, so that choosing among the
trials is part of what is measured: nothing needs to be corrected for their number afterwards.
"""

from dataclasses import dataclass, replace

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Detail, Metrics, SpanRun, adaptive_over, kind_returns, measure, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.optimizer.search import SearchRequest, SearchRunner
from bot.optimizer.validation import WalkForward, walk_forward
from bot.rules import TRADE_DTYPE
from bot.statistics import returns_of

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
    champion = traded_in_folds(request, walk, request.base)
    earned = unseen_returns(champion.equity, walk.initial_balance)
    first = request.warm_up + walk.folds[0].searched_candles
    rows = slice(first, first + len(earned))
    candles = CandleArrays.of(request.candles, request.base.timeframe)
    return Evidence(
        walk=walk,
        challenger=unseen_returns(walk.equity, walk.initial_balance),
        champion=earned,
        kind_champion=kind_returns(
            earned,
            champion,
            candles.part(rows),
            request.base,
            walk.initial_balance,
            adaptive_over(request.base, candles, rows),
        ),
        champion_metrics=champion.metrics,
    )


def in_detail(evidence: Evidence, request: SearchRequest, detail: Detail) -> Evidence:
    """The same folds traded once more, exits inside a candle decided on finer ones."""
    walk = evidence.walk
    challenger = traded_in_folds(request, walk, detail=detail)
    champion = traded_in_folds(request, walk, request.base, detail=detail)
    return replace(
        evidence,
        walk=replace(walk, equity=challenger.equity, metrics=challenger.metrics),
        challenger=unseen_returns(challenger.equity, walk.initial_balance),
        champion=unseen_returns(champion.equity, walk.initial_balance),
        champion_metrics=champion.metrics,
    )


def traded_in_folds(
    request: SearchRequest,
    walk: WalkForward,
    config: StrategyConfig | None = None,
    *,
    detail: Detail | None = None,
) -> SpanRun:
    """One config over what the walk over `request` traded, flat at the edges of its folds.

    None trades in each fold what its search found. `detail` has the finer candles of every candle
    of the request.
    """
    conditions, first = request.conditions, walk.folds[0].searched_candles
    balance, trades = conditions.initial_balance, [np.empty(0, TRADE_DTYPE)]
    equity = np.empty(len(walk.equity))
    for fold in walk.folds:
        begin, chosen = fold.searched_candles - first, config or fold.config
        rows = slice(begin, begin + fold.traded_candles)
        equity[rows] = balance
        if chosen is None or not balance > 0.0:
            continue
        start = request.warm_up + fold.searched_candles
        funded = replace(conditions, initial_balance=balance)
        run = span_run(request.candles, chosen, funded, start, start + fold.traded_candles, detail)
        equity[rows], balance = run.equity, float(run.equity[-1])
        for name in ("entry_row", "exit_row"):
            run.trades[name] += begin
        trades.append(run.trades)
    joined, initial = np.concatenate(trades), conditions.initial_balance
    periods = conditions.periods_per_year(request.base)
    return SpanRun(measure(equity, len(equity), joined, initial, periods), equity, joined)


def unseen_returns(equity: FloatArray, initial_balance: float) -> FloatArray:
    """The return of each candle, shape (candles,); 0 from where nothing is left of the balance."""
    earned: FloatArray = np.nan_to_num(returns_of(equity, initial_balance), nan=0.0)
    return earned
