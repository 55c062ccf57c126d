"""How events fade: macro bias and confidence at many moments, each blind to what came later."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import MacroEvent
from bot.macro.relevant_events import HOUR_NS, prepared

NOTHING_LEFT = 1_100.0
"""Half-lives after which 0.5 ** (age / half-life) is 0, to the last bit."""


def macro_track(
    events: Sequence[MacroEvent],
    symbol: str,
    as_of: NDArray[np.int64],
    half_life_hours: float,
    *,
    count_undated: bool = False,
) -> tuple[FloatArray, FloatArray]:
    """Bias in [-1, 1] and confidence in [0, 1) at each moment of `as_of` (ns, ascending).

    An event weighs impact x 0.5 ** (age / half-life) from its publication on, and half as much for
    every time its story was told before (RelevantEvents): ten headlines of one story weigh less
    than two of different ones. With mass = the sum of the weights and pressure = the sum of
    weight x bias: bias = pressure / max(mass, 1), so one old event fades to nothing while many
    agree on their mean.

    confidence = mass / (1 + mass) x (1 + agreement) / 2, where agreement =
    |pressure| / the sum of weight x |bias|: 1 where all lean one way (neutral events lean none),
    and so where nothing leans; 0 where both sides weigh the same, which leaves half the confidence.

    Undated events count in full where `count_undated`, else not at all. Row t knows no later event.
    """
    if not events:
        return np.zeros(as_of.size), np.zeros(as_of.size)
    relevant = prepared(tuple(events)).of(symbol)
    dated = len(relevant.published)
    if not as_of.size or not (dated or (count_undated and relevant.undated)):
        return np.zeros(as_of.size), np.zeros(as_of.size)
    half_life_ns = half_life_hours * HOUR_NS
    faded = float(as_of[0]) - NOTHING_LEFT * half_life_ns
    first = int(np.searchsorted(relevant.published, faded))
    rows, undated = slice(first, dated), slice(dated, None if count_undated else dated)
    return _fading(
        relevant.published[rows],
        relevant.weight[rows],
        relevant.bias[rows],
        as_of,
        half_life_ns,
        relevant.weight[undated],
        relevant.bias[undated],
    )


@compiled
def _fading(
    published: NDArray[np.int64],
    weight: FloatArray,
    bias: FloatArray,
    as_of: NDArray[np.int64],
    half_life_ns: float,
    undated_weight: FloatArray,
    undated_bias: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    out_bias = np.zeros(as_of.size)
    out_confidence = np.zeros(as_of.size)
    undated_mass = undated_pressure = undated_lean = 0.0
    for n in range(undated_weight.size):
        undated_mass += undated_weight[n]
        undated_pressure += undated_weight[n] * undated_bias[n]
        undated_lean += undated_weight[n] * abs(undated_bias[n])
    mass = pressure = lean = 0.0
    moment = as_of[0] if as_of.size else 0
    following = 0
    for t in range(as_of.size):
        fade = 0.5 ** ((as_of[t] - moment) / half_life_ns)
        mass *= fade
        pressure *= fade
        lean *= fade
        moment = as_of[t]
        while following < published.size and published[following] <= moment:
            age = 0.5 ** ((moment - published[following]) / half_life_ns)
            mass += weight[following] * age
            pressure += weight[following] * age * bias[following]
            lean += weight[following] * age * abs(bias[following])
            following += 1
        out_bias[t], out_confidence[t] = opinion_of(
            mass + undated_mass, pressure + undated_pressure, lean + undated_lean
        )
    return out_bias, out_confidence


@compiled
def opinion_of(mass: float, pressure: float, lean: float) -> tuple[float, float]:
    """Bias and confidence of the sums of weight, of weight x bias and of weight x |bias|."""
    agreement = min(abs(pressure) / lean, 1.0) if lean > 0.0 else 1.0
    return pressure / max(mass, 1.0), mass / (1.0 + mass) * (0.5 + 0.5 * agreement)
