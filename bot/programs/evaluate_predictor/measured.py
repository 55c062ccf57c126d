"""The AI asked at every candle, and its answers held against what came."""

from dataclasses import dataclass

import numpy as np

from bot.ai.evaluation import (
    HorizonEvaluation,
    Scored,
    WalkForward,
    evaluated,
    scored,
    walked_forward,
)
from bot.arrays import FloatArray
from bot.candles import CandleArrays, CandleWindow
from bot.decide import Decisions, decide, observe
from bot.domain import DataSource, MacroEvent
from bot.programs.evaluate_predictor.plan import EvaluationPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The candles, the probabilities at each, and what each horizon showed.

    `forward` has what calibrations of the past gave, None where the AI is calibrated already.
    """

    candles: CandleArrays
    probabilities: FloatArray
    horizons: tuple[HorizonEvaluation, ...]
    forward: tuple[WalkForward | None, ...]

    @property
    def predictions(self) -> int:
        """At how many candles there was a prediction."""
        return int(np.count_nonzero(~np.isnan(self.probabilities[:, 0])))


def measured(
    plan: EvaluationPlan, window: CandleWindow, events: tuple[MacroEvent, ...]
) -> Measured:
    """Every horizon of a plan; DataError where there are too few outcomes of one."""
    decisions = predicted(plan, window, events)
    probabilities, seed = decisions.probabilities(), plan.candles.seed
    volatility_pct, candles = decisions.volatility_pct(), decisions.candles
    is_raw = plan.policy.ai_calibration is None
    given = [outcomes(plan, probabilities, candles, horizon) for horizon in plan.horizons]
    override = plan.policy.ai_override_confidence
    return Measured(
        candles=candles,
        probabilities=probabilities,
        horizons=tuple(
            evaluated(one, volatility_pct, override_confidence=override, seed=seed) for one in given
        ),
        forward=tuple(walked_forward(one, seed=seed) if is_raw else None for one in given),
    )


def predicted(
    plan: EvaluationPlan, window: CandleWindow, events: tuple[MacroEvent, ...]
) -> Decisions:
    """The decisions at the candles that are measured, which know those before them."""
    history = CandleArrays.of(window.candles, plan.config.timeframe)
    observations = observe(
        history,
        plan.policy,
        events,
        symbol=plan.config.symbol,
        count_undated=plan.candles.source is DataSource.SYNTHETIC,
    )
    decisions = decide(history, plan.config, plan.policy, observations)
    return decisions.part(slice(window.warm_up, None))


def outcomes(
    plan: EvaluationPlan, probabilities: FloatArray, candles: CandleArrays, horizon: int
) -> Scored:
    """What came of every prediction after so many candles."""
    return scored(probabilities, candles.close, horizon, plan.threshold_pct)
