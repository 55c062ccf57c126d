"""The AI's opinion: features in, probabilities out."""

from bot.ai.heuristic import (
    EMA_GAP_SCALE_PCT,
    EMA_GAP_WEIGHT,
    FLAT_BASE,
    MACRO_MULTIPLIER,
    MOMENTUM_SCALE_PCT,
    MOMENTUM_WEIGHT,
    RSI_SCALE,
    RSI_WEIGHT,
    VOLATILITY_SCALE_PCT,
    VOLATILITY_WEIGHT,
    damped,
    is_quiet,
    opinion_at,
    opinion_rows,
    predict,
    quiet_bounds,
)
from bot.ai.outcomes import CLASSES, USUAL_HORIZON, class_called, class_of_move, round_trip_pct
from bot.ai.platt import UNCALIBRATED, PlattNumbers, platt_numbers
from bot.domain import FeatureSnapshot, PredictionSnapshot

__all__ = [
    "CLASSES",
    "EMA_GAP_SCALE_PCT",
    "EMA_GAP_WEIGHT",
    "FLAT_BASE",
    "MACRO_MULTIPLIER",
    "MOMENTUM_SCALE_PCT",
    "MOMENTUM_WEIGHT",
    "RSI_SCALE",
    "RSI_WEIGHT",
    "UNCALIBRATED",
    "USUAL_HORIZON",
    "VOLATILITY_SCALE_PCT",
    "VOLATILITY_WEIGHT",
    "FeatureSnapshot",
    "PlattNumbers",
    "PredictionSnapshot",
    "class_called",
    "class_of_move",
    "damped",
    "is_quiet",
    "opinion_at",
    "opinion_rows",
    "platt_numbers",
    "predict",
    "quiet_bounds",
    "round_trip_pct",
]
