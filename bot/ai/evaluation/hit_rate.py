"""How often the likeliest class came, beside what its base rate alone would have given."""

from dataclasses import dataclass

import numpy as np

from bot.ai.evaluation.interval import MeanInterval, mean_over
from bot.ai.outcomes import CLASSES, ClassArray
from bot.arrays import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRate:
    """Calls and how many were right.

    `base_rate` is the share of right ones had the same calls been made at candles drawn by lot;
    `edge` is rate - base_rate with its 95 % interval. All three None without a call.
    """

    calls: int
    hits: int
    rate: float | None
    base_rate: float | None
    edge: MeanInterval | None


def shares_of(classes: ClassArray) -> FloatArray:
    """The share of each class, of shape (3,); zeros where there is no row."""
    counts = np.bincount(classes, minlength=len(CLASSES)).astype(np.float64)
    return counts / max(len(classes), 1)


def hit_rate(
    called: ClassArray, came: ClassArray, base: FloatArray, horizon: int, *, seed: int
) -> HitRate:
    """Of calls and outcomes in time order, whose outcomes overlap by `horizon` candles.

    `base` are the shares of the classes among all outcomes.
    """
    if not len(called):
        return HitRate(calls=0, hits=0, rate=None, base_rate=None, edge=None)
    hits, expected = called == came, base[called]
    return HitRate(
        calls=len(called),
        hits=int(np.count_nonzero(hits)),
        rate=float(np.mean(hits)),
        base_rate=float(np.mean(expected)),
        edge=mean_over(hits - expected, horizon, seed=seed),
    )
