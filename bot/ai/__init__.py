"""The AI's opinion: features in, probabilities out."""

from bot.ai.heuristic import predict, prediction_at, prediction_rows
from bot.domain import FeatureSnapshot, PredictionSnapshot

__all__ = ["FeatureSnapshot", "PredictionSnapshot", "predict", "prediction_at", "prediction_rows"]
