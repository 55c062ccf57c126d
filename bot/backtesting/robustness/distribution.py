"""One number over many runs, with the run that happened marked in it."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray

_BINS = 40
_OUTERMOST = 0.005
"""The share of runs on either side that the histogram's end bins gather."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many runs lie between an edge and the next; the first and last bin hold all beyond.

    `edges` has one more item than `runs` and encloses the actual run; a single bin stands for runs
    that differ by rounding only.
    """

    edges: tuple[float, ...]
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One number over all runs; `actual_rank` is the share of runs at or below the actual one.

    `actual` is the run that happened, measured in the same way as the resampled ones.
    """

    mean: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    actual: float
    actual_rank: float
    histogram: Histogram


def distribution_of(values: FloatArray, actual: float) -> Distribution:
    p5, p25, p50, p75, p95 = (float(q) for q in np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95]))
    near = 1e-9 * abs(actual)  # the same factors in another order differ by rounding
    return Distribution(
        mean=float(np.mean(values)),
        p5=p5,
        p25=p25,
        p50=p50,
        p75=p75,
        p95=p95,
        actual=actual,
        actual_rank=float(np.mean(values <= actual + near)),
        histogram=_histogram(values, actual, near),
    )


def _histogram(values: FloatArray, actual: float, near: float) -> Histogram:
    lowest, highest = np.quantile(values, [_OUTERMOST, 1.0 - _OUTERMOST])
    low, high = float(min(lowest, actual)), float(max(highest, actual))
    if high - low <= 2.0 * near:
        return Histogram(edges=(low, high), runs=(len(values),))
    runs, edges = np.histogram(np.clip(values, low, high), bins=_BINS, range=(low, high))
    return Histogram(edges=tuple(edges.tolist()), runs=tuple(runs.tolist()))
