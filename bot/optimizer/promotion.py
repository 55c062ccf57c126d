"""Champion against challenger on candles that the search has not seen."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.backtesting.metrics import Metrics
from bot.backtesting.provenance import CandleProvenance, candle_provenance
from bot.domain import StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer.conditions import Conditions, span_metrics
from bot.optimizer.objective import Judge
from bot.optimizer.result import OptimizationResult
from bot.optimizer.search import Progress, random_search_optimize
from bot.rules.candle_arrays import CandleArrays

if TYPE_CHECKING:
    import pandas as pd

SEARCHED_SHARE = 0.8
LEAST_CANDLES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A config with what it did on the searched candles and on those held out.

    A score of None means that the run has none under the judge of its span.
    """

    config: StrategyConfig
    searched: Metrics
    searched_score: float | None
    held_out: Metrics
    held_out_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the challenger replaces the champion, and why, in one sentence."""

    promoted: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Study:
    """One search with its judgement. `challenger` is None where no trial was eligible."""

    conditions: Conditions
    candles: CandleProvenance
    searched_candles: int
    held_out_candles: int
    search: OptimizationResult
    champion: Contender
    challenger: Contender | None
    verdict: Verdict


def study(
    candles: "pd.DataFrame",
    champion: StrategyConfig,
    conditions: Conditions,
    judge: Judge,
    *,
    n_trials: int,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Study:
    """Search on the first 80 % of a checked candles frame and hold the best trial against the
    champion on the rest.

    Raises ConfigError as random_search_optimize, DataError for fewer than 100 candles.
    """
    count = len(candles)
    if count < LEAST_CANDLES:
        raise DataError(
            f"need at least {LEAST_CANDLES} candles to search and to judge on, {count=}"
        )
    split = math.floor(count * SEARCHED_SHARE)
    found = random_search_optimize(
        candles.iloc[:split],
        champion,
        n_trials,
        objective=judge.objective,
        mdd_weight=judge.mdd_weight,
        min_trades=judge.min_trades,
        seed=seed,
        jobs=jobs,
        progress=progress,
        **conditions.search_arguments(),
    )
    held_out_judge = judge_of_held_out(judge, split, count)

    def contender(config: StrategyConfig) -> Contender:
        searched = span_metrics(candles, config, conditions, 0, split)
        held_out = span_metrics(candles, config, conditions, split, count)
        return Contender(
            config=config,
            searched=searched,
            searched_score=judge.score(searched),
            held_out=held_out,
            held_out_score=held_out_judge.score(held_out),
        )

    best = found.best_config
    in_use, challenger = contender(champion), None if best is None else contender(best)
    arrays = CandleArrays.of(candles, champion.timeframe)
    return Study(
        conditions=conditions,
        candles=candle_provenance(candles, arrays, champion.symbol, champion.timeframe),
        searched_candles=split,
        held_out_candles=count - split,
        search=found,
        champion=in_use,
        challenger=challenger,
        verdict=judged(in_use, challenger, held_out_judge, found.why_nothing),
    )


def judge_of_held_out(judge: Judge, split: int, count: int) -> Judge:
    """The same objective, with as many trades asked as the shorter span can be expected to have."""
    least = round(judge.min_trades * (count - split) / split)
    return Judge(
        objective=judge.objective,
        mdd_weight=judge.mdd_weight,
        min_trades=max(least, min(judge.min_trades, 1)),
    )


def judged(
    champion: Contender, challenger: Contender | None, judge: Judge, why_nothing: str | None
) -> Verdict:
    """Better on the held-out candles, or nothing changes.

    A champion without a score is held to be money at rest: a score of 0.
    """
    if challenger is None:
        return Verdict(promoted=False, reason=f"kept: {why_nothing}")
    if challenger.config == champion.config:
        return Verdict(promoted=False, reason="kept: the best trial is the config in use")
    name = str(judge.objective)
    if challenger.held_out_score is None:
        trades = challenger.held_out.total_trades
        return Verdict(
            promoted=False,
            reason=f"refused: the challenger has no {name} on the held-out candles, where it made "
            f"{trades} trades and {judge.min_trades} are needed",
        )
    bar = champion.held_out_score
    told = f"the champion's {bar:.4g}" if bar is not None else "0, as the champion has none"
    is_better = challenger.held_out_score > (0.0 if bar is None else bar)
    outcome = "promoted" if is_better else "refused"
    word = "above" if is_better else "not above"
    return Verdict(
        promoted=is_better,
        reason=f"{outcome}: on the held-out candles the challenger's {name} of "
        f"{challenger.held_out_score:.4g} is {word} {told}",
    )
