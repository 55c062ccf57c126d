"""A logistic curve fitted to what came true."""

import numpy as np

from bot.arrays import FloatArray
from bot.domain.errors import DataError

_STEPS = 100
_NEAR = 1e-9
"""What a step may still gain, as a share of the loss."""


def fit_logistic(x: FloatArray, came: FloatArray) -> tuple[float, float]:
    """Slope and intercept of P = 1 / (1 + exp(-(slope x + intercept))) with the largest likelihood.

    `came` holds zeros and ones. As Platt (1999) has it they count as 1 / (zeros + 2) and (ones + 1)
    / (ones + 2), so that nothing is ever certain; Newton's steps are halved where they overshoot
    (Lin, Lin & Weng 2007). DataError where the x do not differ, or it does not settle.
    """
    if not len(x) or not np.ptp(x) > 0.0:
        raise DataError("need probabilities that differ to calibrate them, were all the same")
    ones = float(came.sum())
    target = np.where(came > 0.5, (ones + 1.0) / (ones + 2.0), 1.0 / (len(x) - ones + 2.0))
    middle, spread = float(x.mean()), float(x.std())
    slope, intercept = _steepest((x - middle) / spread, target)
    return slope / spread, intercept - slope * middle / spread


def _steepest(x: FloatArray, target: FloatArray) -> tuple[float, float]:
    """The line for x of mean 0 and spread 1."""
    design = np.stack([x, np.ones_like(x)], axis=1)
    share = float(target.mean())
    line = np.array([0.0, np.log(share / (1.0 - share))])
    loss = _loss(design @ line, target)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(design @ line)))
        gradient = design.T @ (chance - target)
        bend = (design * (chance * (1.0 - chance))[:, np.newaxis]).T @ design
        step = np.linalg.solve(bend, gradient)
        if gradient @ step < _NEAR * loss:  # the last step is exact to far more digits than this
            line = line - step
            return float(line[0]), float(line[1])
        part = 1.0
        while (after := _loss(design @ (line - part * step), target)) > loss:
            part *= 0.5
        line, loss = line - part * step, after
    raise DataError("a calibration does not settle on these candles: take more of them")


def _loss(score: FloatArray, target: FloatArray) -> float:
    """The negative log likelihood."""
    return float(np.sum(np.logaddexp(0.0, score) - target * score))
