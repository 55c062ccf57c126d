"""A mean over predictions with the bounds that overlapping outcomes leave it."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.statistics import mean_interval

_RESAMPLES = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanInterval:
    """A mean with the bounds of its 95 % interval; both None where nothing can be said of it."""

    mean: float
    low: float | None
    high: float | None

    def divided_by(self, divisor: float) -> "MeanInterval":
        """In units of a positive `divisor`."""
        return MeanInterval(
            mean=self.mean / divisor,
            low=None if self.low is None else self.low / divisor,
            high=None if self.high is None else self.high / divisor,
        )


def mean_over(values: FloatArray, horizon: int, *, seed: int) -> MeanInterval:
    """Of a number for each of n > 0 predictions in time order, whose outcomes overlap by `horizon`.

    Resampled in blocks at least as long; numbers without variance have an interval of one point,
    and a few that hardly vary none.
    """
    mean = float(np.mean(values))
    bounds = mean_interval(
        values, confidence=0.95, seed=seed, resamples=_RESAMPLES, least_block=horizon
    )
    if bounds is None and not np.ptp(values) > 0.0:
        bounds = mean, mean
    low, high = bounds or (None, None)
    return MeanInterval(mean=mean, low=low, high=high)
