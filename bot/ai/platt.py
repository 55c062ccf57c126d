"""Platt's calibration: each class's log odds through a line and a logistic, then normalized."""

import math
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import AiCalibration, PlattLine


class PlattNumbers(NamedTuple):
    """A calibration for compiled code; where it is not used, the others mean nothing."""

    is_used: bool
    long_slope: float
    long_intercept: float
    short_slope: float
    short_intercept: float
    flat_slope: float
    flat_intercept: float


UNCALIBRATED = PlattNumbers(False, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0)


def platt_numbers(calibration: AiCalibration | None) -> PlattNumbers:
    """The numbers of a calibration; UNCALIBRATED for none."""
    if calibration is None:
        return UNCALIBRATED
    return numbers_of(calibration.long, calibration.short, calibration.flat)


def numbers_of(long: PlattLine, short: PlattLine, flat: PlattLine) -> PlattNumbers:
    """The numbers of three lines."""
    lines = long, short, flat
    return PlattNumbers(True, *(n for line in lines for n in (line.slope, line.intercept)))


@compiled
def calibrated_at(
    up: float, down: float, flat: float, numbers: PlattNumbers
) -> tuple[int, float, float, float, float]:
    """Direction, its probability, and those of long, short and flat, out of three probabilities.

    q = 1 / (1 + exp(-(slope x ln(p / (1 - p)) + intercept))) for each class (Platt 1999, eq. 1,
    of the log odds), divided by the sum of the three. Ties fall as the heuristic's: flat first.
    """
    rising = _logistic(numbers.long_slope * _log_odds(up) + numbers.long_intercept)
    falling = _logistic(numbers.short_slope * _log_odds(down) + numbers.short_intercept)
    still = _logistic(numbers.flat_slope * _log_odds(flat) + numbers.flat_intercept)
    whole = rising + falling + still
    if still >= rising and still >= falling:
        return 0, still / whole, rising / whole, falling / whole, still / whole
    if rising >= falling:
        return 1, rising / whole, rising / whole, falling / whole, still / whole
    return -1, falling / whole, rising / whole, falling / whole, still / whole


@compiled
def calibrated_rows(probabilities: FloatArray, numbers: PlattNumbers) -> FloatArray:
    """calibrated_at for every row of shape (n, 3): long, short, flat."""
    out = np.empty_like(probabilities)
    for t in range(len(out)):
        _, _, out[t, 0], out[t, 1], out[t, 2] = calibrated_at(
            probabilities[t, 0], probabilities[t, 1], probabilities[t, 2], numbers
        )
    return out


@compiled
def _log_odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))


@compiled
def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
