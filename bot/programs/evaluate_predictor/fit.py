"""A calibration fitted to candles, with all that is to be known of its making."""

import hashlib
import inspect
from pathlib import Path
from typing import Any

from bot.ai import predict
from bot.ai.evaluation import Scored, fitted, walked_forward
from bot.arrays import utc_time
from bot.backtesting import CandleProvenance
from bot.candles import CandleArrays
from bot.domain import PlattLine, rfc3339
from bot.programs.evaluate_predictor.plan import EvaluationPlan
from bot.reports.predictor import forward_document


def calibration_document(
    plan: EvaluationPlan,
    given: Scored,
    candles: CandleArrays,
    data: CandleProvenance,
    macro_events: int,
) -> dict[str, Any]:
    """What AI_CALIBRATION reads, and where it comes from; DataError where nothing can be fitted.

    The lines are fitted to every outcome. `out_of_sample` is what lines of the past alone gave.
    """
    long, short, flat = fitted(given)
    forward = walked_forward(given, seed=plan.candles.seed)
    return {
        "method": "platt",
        "symbol": plan.config.symbol,
        "timeframe": plan.config.timeframe,
        "horizon_candles": given.horizon,
        "threshold_pct": plan.threshold_pct,
        "last_candle": rfc3339(utc_time(int(candles.open_time[given.row[-1] + given.horizon]))),
        "long": _line(long),
        "short": _line(short),
        "flat": _line(flat),
        "outcomes": len(given.row),
        "out_of_sample": forward_document(forward, candles),
        "data": {
            "first": rfc3339(data.first),
            "last": rfc3339(data.last),
            "candles": data.candles,
            "sha256": data.sha256,
            "source": plan.candles.described,
            "macro_events": macro_events,
        },
        "config": plan.config.to_dict(),
        "predictor": {"engine": "heuristic", "sha256": _digest_of_the_predictor()},
    }


def _line(line: PlattLine) -> dict[str, float]:
    return {"slope": line.slope, "intercept": line.intercept}


def _digest_of_the_predictor() -> str:
    """Of the source that the probabilities come from: which version of it was calibrated."""
    return hashlib.sha256(Path(inspect.getfile(predict)).read_bytes()).hexdigest()
