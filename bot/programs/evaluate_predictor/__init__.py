"""tools/evaluate_predictor.py: what the AI's probabilities are worth, and their calibration."""

from bot.programs.evaluate_predictor.program import main

__all__ = ["main"]
