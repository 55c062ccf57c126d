"""Series with a planted edge: how often is it found, beside an oracle that knows where it is?"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from bot.arrays import utc_time
from bot.backtesting import span_metrics
from bot.optimizer import Judge, LocalSearches, LookLedger, SearchRequest, run_search
from bot.optimizer.promotion import (
    PROMOTION_ALPHA,
    Evidence,
    FinerCandles,
    examine,
    gather,
    too_few_trades,
    too_shallow,
    traded_in_folds,
    unseen_returns,
    view_of,
)
from bot.programs.honesty.edges import Edge
from bot.programs.honesty.luck import CONDITIONS
from bot.programs.honesty.series import trending

FRESH_CANDLES = 17_520
"""Two further years, which show what a promoted config is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesWithEdge:
    """What a series showed: whether the search and the oracle passed, what was promoted is worth.

    `fresh_sharpe` is None where nothing was promoted.
    """

    promoted: bool
    oracle: bool
    fresh_sharpe: float | None


def search_and_oracle(edge: Edge, candles: int, n_trials: int, seed: int) -> SeriesWithEdge:
    """One first look at a series with the edge, by the search and by the oracle."""
    generator = np.random.default_rng([seed, edge.sharpe])
    series = trending(candles + FRESH_CANDLES, generator, edge.persistence)
    request = SearchRequest(
        candles=series.iloc[:candles],
        base=edge.default,
        n_trials=n_trials,
        conditions=CONDITIONS,
        seed=seed,
    )
    evidence = gather(request, searches=LocalSearches(jobs=1))
    right = traded_in_folds(request, evidence.walk, edge.right)
    oracle = replace(
        evidence,
        walk=replace(evidence.walk, equity=right.equity, metrics=right.metrics),
        challenger=unseen_returns(right.equity, CONDITIONS.initial_balance),
    )
    nothing_kept = FinerCandles()
    asked = too_shallow(view_of(request, nothing_kept), request.base, nothing_kept) is not None
    promoted = not asked and _passes(evidence, seed)
    fresh = _fresh_sharpe(series, request) if promoted else None
    return SeriesWithEdge(promoted=promoted, oracle=_passes(oracle, seed), fresh_sharpe=fresh)


def _passes(evidence: Evidence, seed: int) -> bool:
    look = LookLedger().due(utc_time(int(evidence.walk.close_time[-1])), PROMOTION_ALPHA)
    if look is None or too_few_trades(evidence, Judge()) is not None:
        return False
    return examine(evidence, Judge(), look, seed=seed).verdict().promoted


def _fresh_sharpe(series: pd.DataFrame, request: SearchRequest) -> float:
    """The Sharpe ratio, on the candles after those searched, of the config that goes live."""
    config = run_search(request, jobs=1).best_config or request.base
    first, end = len(request.candles), len(series)
    return span_metrics(series, config, CONDITIONS, first, end).sharpe_ratio
