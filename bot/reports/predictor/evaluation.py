"""One evaluation of the AI, as reports take it."""

from dataclasses import dataclass

from bot.ai.evaluation import HorizonEvaluation, WalkForward
from bot.arrays import FloatArray
from bot.backtesting import CandleProvenance
from bot.candles import CandleArrays
from bot.domain import DecisionPolicy, StrategyConfig


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """What was predicted on which candles, and what each horizon showed.

    `predictions` are the candles with probabilities (shape (candles, 3), NaN elsewhere), `cold` the
    first of them that know too few candles. `forward` has what calibrations of the past gave for
    each horizon, None where the AI is calibrated already.
    """

    config: StrategyConfig
    policy: DecisionPolicy
    threshold_pct: float
    data: CandleProvenance
    source: str
    macro_events: int
    candles: CandleArrays
    predictions: int
    probabilities: FloatArray
    cold: int
    horizons: tuple[HorizonEvaluation, ...]
    forward: tuple[WalkForward | None, ...]
    warnings: tuple[str, ...]
