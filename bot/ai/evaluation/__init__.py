"""The AI's probabilities held against what came of them, and a calibration fitted to it."""

from bot.ai.evaluation.fitting import WalkForward, fitted, walked_forward
from bot.ai.evaluation.hit_rate import HitRate
from bot.ai.evaluation.horizon import HorizonEvaluation, Scored, evaluated, scored
from bot.ai.evaluation.interval import MeanInterval

__all__ = [
    "HitRate",
    "HorizonEvaluation",
    "MeanInterval",
    "Scored",
    "WalkForward",
    "evaluated",
    "fitted",
    "scored",
    "walked_forward",
]
