"""How events fade: macro bias and confidence at many moments, each blind to what came later."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, nanoseconds
from bot.compiled import compiled
from bot.domain import IMPACT_WEIGHT, MacroEvent

_HOUR_NS = 3_600_000_000_000


def macro_track(
    events: Sequence[MacroEvent],
    symbol: str,
    as_of: NDArray[np.int64],
    half_life_hours: float,
    *,
    count_undated: bool = False,
) -> tuple[FloatArray, FloatArray]:
    """Bias in [-1, 1] and confidence in [0, 1) at each moment of `as_of` (ns, ascending).

    An event weighs impact x 0.5 ** (age / half-life) from its publication on. With mass = the sum
    of the weights and pressure = the sum of weight x bias: bias = pressure / max(mass, 1), so one
    old event fades to nothing while many agree on their mean; confidence = mass / (1 + mass).
    Undated events count in full where `count_undated`, else not at all. Row t knows no later event.
    """
    relevant = [(event, bias) for event in events if (bias := event.bias_for(symbol)) is not None]
    if not relevant:
        return np.zeros(as_of.size), np.zeros(as_of.size)
    dated = sorted(
        (nanoseconds(event.published_at), IMPACT_WEIGHT[event.impact], bias)
        for event, bias in relevant
        if event.published_at is not None
    )
    undated = [(IMPACT_WEIGHT[e.impact], b) for e, b in relevant if e.published_at is None]
    if not count_undated:
        undated = []
    return _fading(
        np.array([at for at, _, _ in dated], dtype=np.int64),
        np.array([weight for _, weight, _ in dated], dtype=np.float64),
        np.array([bias for _, _, bias in dated], dtype=np.float64),
        as_of,
        half_life_hours * _HOUR_NS,
        sum(weight for weight, _ in undated),
        float(sum(weight * bias for weight, bias in undated)),
    )


@compiled
def _fading(
    published: NDArray[np.int64],
    weight: FloatArray,
    bias: FloatArray,
    as_of: NDArray[np.int64],
    half_life_ns: float,
    undated_mass: float,
    undated_pressure: float,
) -> tuple[FloatArray, FloatArray]:
    out_bias = np.zeros(as_of.size)
    out_confidence = np.zeros(as_of.size)
    mass = 0.0
    pressure = 0.0
    moment = as_of[0] if as_of.size else 0
    following = 0
    for t in range(as_of.size):
        fade = 0.5 ** ((as_of[t] - moment) / half_life_ns)
        mass *= fade
        pressure *= fade
        moment = as_of[t]
        while following < published.size and published[following] <= moment:
            age = 0.5 ** ((moment - published[following]) / half_life_ns)
            mass += weight[following] * age
            pressure += weight[following] * age * bias[following]
            following += 1
        all_mass = mass + undated_mass
        out_bias[t] = (pressure + undated_pressure) / max(all_mass, 1.0)
        out_confidence[t] = all_mass / (1.0 + all_mass)
    return out_bias, out_confidence
