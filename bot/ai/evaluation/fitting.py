"""A calibration fitted to outcomes, and what one fitted to the past alone would have given."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.ai.evaluation.horizon import Scored, skill
from bot.ai.evaluation.interval import MeanInterval, mean_over
from bot.ai.outcomes import CLASSES
from bot.ai.platt import calibrated_rows, numbers_of
from bot.arrays import FloatArray
from bot.domain import PlattLine
from bot.domain.errors import ConfigError, DataError
from bot.statistics.forecasts import brier_rows, fit_logistic, indicators

FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkForward:
    """What calibrations fitted on the past alone gave on the candles after it.

    Over FOLDS equal parts of time, of which the first is only learnt from. Every row is scored by
    lines, and by base rates, of outcomes that were complete before its part began. `gain` is how
    much lower (better) the calibrated score is than the uncalibrated one; both skills are against
    those base rates. `first_row` and `last_row` are the first and the last candle scored.
    """

    outcomes: int
    first_row: int
    last_row: int
    calibrated: float
    uncalibrated: float
    base_rates: float
    gain: MeanInterval
    calibrated_skill: MeanInterval
    uncalibrated_skill: MeanInterval


def fitted(given: Scored) -> tuple[PlattLine, PlattLine, PlattLine]:
    """The lines of long, short and flat, fitted to every outcome.

    DataError where they cannot be.
    """
    long, short, flat = (
        _line(forecast, came)
        for forecast, came in zip(
            given.probabilities.T, indicators(given.came, len(CLASSES)).T, strict=True
        )
    )
    return long, short, flat


def walked_forward(given: Scored, *, seed: int) -> WalkForward:
    """Fit on the past, score the future, FOLDS - 1 times; DataError where a fit cannot be made."""
    edges = np.linspace(0, len(given.row), FOLDS + 1).astype(int)
    parts = [forward_part(given, start, end) for start, end in pairwise(edges[1:].tolist())]
    calibrated = np.concatenate([part[0] for part in parts])
    base = np.concatenate([part[1] for part in parts])
    scored = slice(int(edges[1]), None)
    raw, happened = given.probabilities[scored], indicators(given.came[scored], len(CLASSES))
    ours, theirs = brier_rows(calibrated, happened), brier_rows(raw, happened)
    overlap = given.horizon
    return WalkForward(
        outcomes=len(happened),
        first_row=int(given.row[edges[1]]),
        last_row=int(given.row[-1]),
        calibrated=float(ours.mean()),
        uncalibrated=float(theirs.mean()),
        base_rates=float(brier_rows(base, happened).mean()),
        gain=mean_over(theirs - ours, overlap, seed=seed),
        calibrated_skill=skill(calibrated, base, happened, overlap, seed=seed),
        uncalibrated_skill=skill(raw, base, happened, overlap, seed=seed),
    )


def forward_part(given: Scored, start: int, end: int) -> tuple[FloatArray, FloatArray]:
    """Calibrated probabilities and base rates of the rows start to end - 1, known before them."""
    complete = int(np.searchsorted(given.row, given.row[start] - given.horizon))
    if complete < 1:
        raise DataError(
            f"need more candles than ten times the horizon of {given.horizon} to calibrate"
        )
    past = Scored(
        row=given.row[:complete],
        probabilities=given.probabilities[:complete],
        came=given.came[:complete],
        moves_pct=given.moves_pct[:complete],
        horizon=given.horizon,
    )
    numbers = numbers_of(*fitted(past))
    base = indicators(past.came, len(CLASSES)).mean(axis=0)
    calibrated = calibrated_rows(given.probabilities[start:end], numbers)
    return calibrated, np.broadcast_to(base, calibrated.shape)


def _line(forecast: FloatArray, came: FloatArray) -> PlattLine:
    slope, intercept = fit_logistic(np.log(forecast / (1.0 - forecast)), came)
    try:
        return PlattLine(slope=slope, intercept=intercept)
    except ConfigError as error:
        raise DataError(f"a calibration cannot be used ({error}): take more candles") from error
