"""Does a slightly different config do about as well, or is the best trial a lonely peak?"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain.errors import DataError

RINGS = 4
FEWEST_NEIGHBOURS = 8
PLATEAU = 0.5
SLOPE = 0.2


class Neighbourhood(StrEnum):
    """What the best trial stands on."""

    PLATEAU = "plateau"
    SLOPE = "slope"
    PEAK = "peak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The trials next to the ones of the ring before: how far the farthest is, and their median."""

    distance: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How the score falls around the best trial.

    `kept` is the share of the best trial's lead over the median trial that its neighbours (the
    first of the `rings`) have on the median; `noise` what that would be by chance, two standard
    errors, if parameters did not matter. `ineligible` is the share of neighbours without a score.
    """

    best: float
    median: float
    neighbours: int
    ineligible: float
    kept: float
    noise: float
    rings: tuple[Ring, ...]
    neighbourhood: Neighbourhood


def parameter_stability(parameters: FloatArray, scores: FloatArray) -> Stability | None:
    """Hold the best trial against the trials most like it.

    `parameters` has shape (trials, parameters), `scores` (trials,) with NaN for a trial that is not
    eligible. Each parameter is divided by its range over the trials, distance is Euclidean / sqrt
    of the number of parameters: 0 is the same config, 1 the opposite corner. The neighbours are the
    sqrt(trials) nearest trials, at least 8; four such rings are told. An ineligible trial counts
    as the worst of the eligible: a config that no longer trades is a fall. With kept = (median of
    the neighbours - median of all) / (best - median of all), a plateau keeps at least half of the
    lead, a slope at least a fifth and more than noise, a peak less. The noise is 2 x 1.2533 x
    standard deviation of all / sqrt(neighbours), the error of a median of normal scores, / lead.

    After the idea of a plateau in Pardo 2008, The Evaluation and Optimization of Trading
    Strategies, ch. 10; the figures are this project's own. None where no trial is eligible, fewer
    than 16 were made, all have the same parameters, or the best is no better than the median.
    Raises DataError for shapes that do not match and for a parameter that is not a number.
    """
    points, scored = np.asarray(parameters, np.float64), np.asarray(scores, np.float64)
    if points.ndim != 2 or scored.shape != points.shape[:1] or not np.isfinite(points).all():
        raise DataError(
            "need finite parameters of shape (trials, parameters) and scores of shape (trials,), "
            f"were {points.shape} and {scored.shape}"
        )
    eligible = np.isfinite(scored)
    if len(scored) < 2 * FEWEST_NEIGHBOURS or not eligible.any():
        return None
    filled = np.where(eligible, scored, np.min(scored[eligible]))
    best = int(np.argmax(filled))
    distances = _distances(points, best)
    lead = float(filled[best] - np.median(filled))
    if distances is None or not lead > 0.0:
        return None
    return _described(filled, eligible, distances, best, lead)


def _distances(points: FloatArray, best: int) -> FloatArray | None:
    """From the best trial to each; None where no parameter varies."""
    widths = np.ptp(points, axis=0)
    varied = widths > 0.0
    if not varied.any():
        return None
    steps = (points[:, varied] - points[best, varied]) / widths[varied]
    return np.asarray(np.sqrt(np.mean(steps * steps, axis=1)))


def _described(
    scores: FloatArray, eligible: NDArray[np.bool_], distances: FloatArray, best: int, lead: float
) -> Stability:
    order = np.argsort(distances, kind="stable")
    order = order[order != best]
    size = min(max(FEWEST_NEIGHBOURS, round(math.sqrt(len(scores)))), len(order))
    rings = tuple(
        Ring(
            distance=float(distances[ring[-1]]),
            score=float(np.median(scores[ring])),
        )
        for ring in (order[k * size : (k + 1) * size] for k in range(RINGS))
        if len(ring) == size
    )
    median = float(np.median(scores))
    kept = (rings[0].score - median) / lead
    noise = 2.0 * math.sqrt(math.pi / 2.0 / size) * float(np.std(scores, ddof=1)) / lead
    return Stability(
        best=float(scores[best]),
        median=median,
        neighbours=size,
        ineligible=float(np.mean(~eligible[order[:size]])),
        kept=kept,
        noise=noise,
        rings=rings,
        neighbourhood=_judged(kept, noise),
    )


def _judged(kept: float, noise: float) -> Neighbourhood:
    if kept <= noise or kept < SLOPE:
        return Neighbourhood.PEAK
    return Neighbourhood.PLATEAU if kept >= PLATEAU else Neighbourhood.SLOPE
