"""The AI's opinion: features in, probabilities out."""

from bot.ai.heuristic import is_quiet, predict, prediction_at, prediction_rows, quiet_bounds
from bot.domain import FeatureSnapshot, PredictionSnapshot

__all__ = [
    "FeatureSnapshot",
    "PredictionSnapshot",
    "is_quiet",
    "predict",
    "prediction_at",
    "prediction_rows",
    "quiet_bounds",
]
