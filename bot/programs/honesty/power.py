"""Series with a planted edge: how often is it found, beside an oracle that knows where it is?"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import utc_time
from bot.backtesting import span_metrics
from bot.optimizer import Judge, LookLedger, random_search_optimize
from bot.optimizer.promotion import (
    PROMOTION_ALPHA,
    Evidence,
    examine,
    gather,
    too_few_trades,
    traded_in_folds,
    unseen_returns,
)
from bot.programs.honesty.edges import Edge
from bot.programs.honesty.luck import CONDITIONS
from bot.programs.honesty.series import trending

if TYPE_CHECKING:
    import pandas as pd

FRESH_CANDLES = 17_520
"""Two further years, which show what a promoted config is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One series: whether the search and the oracle passed, and what was promoted is worth.

    `fresh_sharpe` is None where nothing was promoted.
    """

    promoted: bool
    oracle: bool
    fresh_sharpe: float | None


def search_and_oracle(edge: Edge, candles: int, n_trials: int, seed: int) -> Found:
    """One first look at a series with the edge, by the search and by the oracle."""
    generator = np.random.default_rng([seed, edge.sharpe])
    series = trending(candles + FRESH_CANDLES, generator, edge.persistence)
    known = series.iloc[:candles]
    evidence = gather(
        known, edge.default, CONDITIONS, Judge(), n_trials=n_trials, seed=seed, jobs=1
    )
    right = traded_in_folds(known, edge.right, CONDITIONS, evidence.walk)
    oracle = replace(
        evidence,
        walk=replace(evidence.walk, equity=right.equity, metrics=right.metrics),
        challenger=unseen_returns(right.equity, CONDITIONS.initial_balance),
    )
    promoted = _passes(evidence, seed)
    fresh = _fresh_sharpe(series, candles, edge, n_trials, seed) if promoted else None
    return Found(promoted=promoted, oracle=_passes(oracle, seed), fresh_sharpe=fresh)


def _passes(evidence: Evidence, seed: int) -> bool:
    look = LookLedger().due(utc_time(int(evidence.walk.close_time[-1])), PROMOTION_ALPHA)
    if look is None or too_few_trades(evidence, Judge()) is not None:
        return False
    return examine(evidence, Judge(), look, seed=seed).verdict().promoted


def _fresh_sharpe(
    series: "pd.DataFrame", candles: int, edge: Edge, n_trials: int, seed: int
) -> float:
    """The Sharpe ratio, on the candles after those known, of the config that goes live."""
    found = random_search_optimize(
        series.iloc[:candles],
        edge.default,
        n_trials,
        seed=seed,
        jobs=1,
        **CONDITIONS.search_arguments(),
    )
    config = found.best_config or edge.default
    return span_metrics(series, config, CONDITIONS, candles, len(series)).sharpe_ratio
