"""An evaluation as one JSON document."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.ai import CLASSES
from bot.ai.evaluation import HitRate, HorizonEvaluation, MeanInterval, WalkForward
from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339
from bot.reports.predictor.evaluation import Evaluation

Json = dict[str, Any]

READ_AS = {
    "outcome": "long where the close so many candles later is more than the threshold above, short"
    " where it is more than that below, flat where it is neither",
    "brier": "mean over predictions of the sum over the three classes of (probability - outcome)"
    " squared: 0 is certain and right, 2 certain and wrong",
    "skill": "1 - Brier score / that of the base rates: above 0 is better than always naming the"
    " shares that came",
    "decomposition": "score = reliability - resolution + uncertainty + within_bins; uncertainty is"
    " the score of the base rates",
    "base_rate": "the share of right calls had the same calls been made at candles drawn by lot",
    "edge": "hit rate less its base rate",
    "intervals": "95 %, stationary block bootstrap, blocks at least as long as the horizon; of a"
    " bin of a curve, Wilson's with every horizon-th outcome as evidence",
    "walk_forward": "calibrations fitted on outcomes that were complete before the tenth of the"
    " candles that they are scored on, beside base rates of the same past",
}
"""What the numbers are, by what they are called."""


def evaluation_document(evaluation: Evaluation) -> Json:
    """Everything by name; times RFC 3339 UTC, shares as fractions, moves in percent."""
    data = evaluation.data
    return {
        "predictor": {
            "engine": "heuristic",
            "calibration": evaluation.policy.to_dict().get("ai_calibration"),
        },
        "config": evaluation.config.to_dict(),
        "policy": evaluation.policy.to_dict(),
        "data": {
            "symbol": data.symbol,
            "timeframe": data.timeframe,
            "first": rfc3339(data.first),
            "last": rfc3339(data.last),
            "candles": data.candles,
            "sha256": data.sha256,
            "source": evaluation.source,
            "macro_events": evaluation.macro_events,
        },
        "threshold_pct": evaluation.threshold_pct,
        "predictions": evaluation.predictions,
        "cold_predictions": evaluation.cold,
        "horizons": [
            {**_horizon(horizon), "walk_forward": _forward(forward, evaluation.candles)}
            for horizon, forward in zip(evaluation.horizons, evaluation.forward, strict=True)
        ],
        "read_as": READ_AS,
        "fit": None,
        "warnings": list(evaluation.warnings),
    }


def forward_document(forward: WalkForward, candles: CandleArrays) -> Json:
    """What calibrations of the past gave, with the open times that were scored."""
    first, last = (
        rfc3339(utc_time(int(candles.open_time[row])))
        for row in (forward.first_row, forward.last_row)
    )
    return {
        "outcomes": forward.outcomes,
        "first": first,
        "last": last,
        "brier_calibrated": forward.calibrated,
        "brier_uncalibrated": forward.uncalibrated,
        "brier_base_rates": forward.base_rates,
        "gain": _interval(forward.gain),
        "skill_calibrated": _interval(forward.calibrated_skill),
        "skill_uncalibrated": _interval(forward.uncalibrated_skill),
    }


def _forward(forward: WalkForward | None, candles: CandleArrays) -> Json | None:
    return None if forward is None else forward_document(forward, candles)


def _horizon(found: HorizonEvaluation) -> Json:
    return {
        "horizon_candles": found.horizon,
        "outcomes": found.outcomes,
        "base_rates": _by_class(found.base_rates),
        "called": _by_class(found.called),
        "brier": asdict(found.brier),
        "skill": _interval(found.skill),
        "hit_rate": _hits(found.hits),
        "directional_hit_rate": _hits(found.directional),
        "overriding_hit_rate": _hits(found.overriding),
        "expected_move": asdict(found.move),
        "calibration_curve": _by_class([[asdict(one) for one in bins] for bins in found.curves]),
    }


def _hits(hits: HitRate) -> Json:
    return {
        "calls": hits.calls,
        "hits": hits.hits,
        "rate": hits.rate,
        "base_rate": hits.base_rate,
        "edge": None if hits.edge is None else _interval(hits.edge),
    }


def _interval(interval: MeanInterval) -> Json:
    return asdict(interval)


def _by_class(values: Sequence[Any]) -> Json:
    return dict(zip(CLASSES, values, strict=True))
