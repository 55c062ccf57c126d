"""Probabilities of classes held against what happened."""

from bot.statistics.forecasts.brier import BrierParts, brier_parts, brier_rows, indicators
from bot.statistics.forecasts.curve import (
    CurveBin,
    calibration_curve,
    equal_bins,
)
from bot.statistics.forecasts.logistic import fit_logistic

__all__ = [
    "BrierParts",
    "CurveBin",
    "brier_parts",
    "brier_rows",
    "calibration_curve",
    "equal_bins",
    "fit_logistic",
    "indicators",
]
