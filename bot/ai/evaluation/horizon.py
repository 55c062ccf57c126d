"""The AI's probabilities held against what happened a number of candles later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.ai.evaluation.hit_rate import HitRate, hit_rate, shares_of
from bot.ai.evaluation.interval import MeanInterval, mean_over
from bot.ai.outcomes import (
    CLASSES,
    FLAT,
    UNKNOWN,
    ClassArray,
    called_classes,
    moves_pct,
    outcome_classes,
)
from bot.arrays import FloatArray, IntArray
from bot.domain.errors import DataError
from bot.statistics.forecasts import (
    BrierParts,
    CurveBin,
    brier_parts,
    brier_rows,
    calibration_curve,
    equal_bins,
    indicators,
)

LEAST_OUTCOMES = 200
"""Fewer say nothing of ten bins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Predictions whose outcome is known: `row` is their candle, in time order.

    `probabilities` of shape (n, 3): long, short, flat.
    """

    row: IntArray
    probabilities: FloatArray
    came: ClassArray
    moves_pct: FloatArray
    horizon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCheck:
    """The expected move beside the one that came, in percent.

    `error` is the mean absolute error, `error_of_zero` that of expecting nothing; `correlation`
    None where one of both never changes.
    """

    mean_expected: float
    mean_realized: float
    correlation: float | None
    error: float
    error_of_zero: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonEvaluation:
    """What the predictions were worth for one horizon, in candles.

    `base_rates` and `called` are shares by class. `skill` is 1 - score / score of the base rates,
    with its 95 % interval: 0 is no better than always naming the base rates. `hits` are of every
    call, `directional` of those that are not flat, `overriding` of those likelier than what a
    technical signal is overridden from. `curves` has the bins of each class.
    """

    horizon: int
    outcomes: int
    base_rates: tuple[float, ...]
    called: tuple[float, ...]
    brier: BrierParts
    skill: MeanInterval
    hits: HitRate
    directional: HitRate
    overriding: HitRate
    move: MoveCheck
    curves: tuple[tuple[CurveBin, ...], ...]


def scored(
    probabilities: FloatArray, close: FloatArray, horizon: int, threshold_pct: float
) -> Scored:
    """The predictions that can be held against an outcome; DataError for fewer than 200."""
    moves = moves_pct(close, horizon)
    came = outcome_classes(moves, threshold_pct)
    row = np.flatnonzero((came != UNKNOWN) & ~np.isnan(probabilities[:, FLAT]))
    if len(row) < LEAST_OUTCOMES:
        raise DataError(
            f"need {LEAST_OUTCOMES} predictions with an outcome {horizon} candles later, were "
            f"{len(row)}: take more candles"
        )
    return Scored(
        row=row,
        probabilities=probabilities[row],
        came=came[row],
        moves_pct=moves[row],
        horizon=horizon,
    )


def evaluated(
    given: Scored, volatility_pct: FloatArray, *, override_confidence: float, seed: int
) -> HorizonEvaluation:
    """Everything about one horizon; `volatility_pct` is the feature at every candle.

    Intervals know that outcomes of neighbours overlap: their blocks are as long as the horizon at
    least, and of a bin every horizon-th outcome counts as evidence.
    """
    happened = indicators(given.came, len(CLASSES))
    base, called = happened.mean(axis=0), called_classes(given.probabilities)
    bins = [equal_bins(forecast) for forecast in given.probabilities.T]
    curves = tuple(
        calibration_curve(forecast, came, rows, overlap=given.horizon)
        for forecast, came, rows in zip(given.probabilities.T, happened.T, bins, strict=True)
    )
    loud = given.probabilities.max(axis=1) > override_confidence

    def hits(rows: NDArray[np.bool_]) -> HitRate:
        return hit_rate(called[rows], given.came[rows], base, given.horizon, seed=seed)

    return HorizonEvaluation(
        horizon=given.horizon,
        outcomes=len(given.row),
        base_rates=tuple(base.tolist()),
        called=tuple(shares_of(called).tolist()),
        brier=brier_parts(given.probabilities, happened, bins),
        skill=skill(given.probabilities, base, happened, given.horizon, seed=seed),
        hits=hits(np.ones(len(called), np.bool_)),
        directional=hits(called != FLAT),
        overriding=hits(loud),
        move=_moves(given, volatility_pct[given.row]),
        curves=curves,
    )


def skill(
    probabilities: FloatArray, base: FloatArray, happened: FloatArray, horizon: int, *, seed: int
) -> MeanInterval:
    """1 - score / score of the base rates, with the interval that the mean difference has.

    `base` is one row for all, or one a row.
    """
    reference = brier_rows(base, happened)
    gained = reference - brier_rows(probabilities, happened)
    interval = mean_over(gained, horizon, seed=seed)
    return interval.divided_by(max(float(reference.mean()), 1e-300))


def _moves(given: Scored, volatility_pct: FloatArray) -> MoveCheck:
    expected = (given.probabilities[:, 0] - given.probabilities[:, 1]) * volatility_pct
    varies = bool(np.ptp(expected) > 0.0 and np.ptp(given.moves_pct) > 0.0)
    return MoveCheck(
        mean_expected=float(expected.mean()),
        mean_realized=float(given.moves_pct.mean()),
        correlation=float(np.corrcoef(expected, given.moves_pct)[0, 1]) if varies else None,
        error=float(np.abs(given.moves_pct - expected).mean()),
        error_of_zero=float(np.abs(given.moves_pct).mean()),
    )
