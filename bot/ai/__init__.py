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
    predict,
    prediction_at,
    prediction_rows,
    quiet_bounds,
)
from bot.domain import FeatureSnapshot, PredictionSnapshot

__all__ = [
    "EMA_GAP_SCALE_PCT",
    "EMA_GAP_WEIGHT",
    "FLAT_BASE",
    "MACRO_MULTIPLIER",
    "MOMENTUM_SCALE_PCT",
    "MOMENTUM_WEIGHT",
    "RSI_SCALE",
    "RSI_WEIGHT",
    "VOLATILITY_SCALE_PCT",
    "VOLATILITY_WEIGHT",
    "FeatureSnapshot",
    "PredictionSnapshot",
    "damped",
    "is_quiet",
    "predict",
    "prediction_at",
    "prediction_rows",
    "quiet_bounds",
]
