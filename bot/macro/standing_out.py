"""What stands out among the events as of a moment: the strongest stories, rates, politics."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, IntArray
from bot.compiled import compiled
from bot.macro.fading import NOTHING_LEFT, opinion_of

DRIVERS = 3
LEAST_WEIGHT = 0.01
"""Events that weigh no more are not spoken of."""


class StandingOut(NamedTuple):
    """Rows of RelevantEvents, -1 for none: of the strongest stories the strongest event each.

    `bias` and `confidence` are those of macro_track, to the last bit. `shares` are what the stories
    have of the bias, in the order of `drivers`; `outlook` is the strongest event that expects
    something of interest rates, `political` that of politics. `counted` are the events that weigh
    more than LEAST_WEIGHT.
    """

    bias: float
    confidence: float
    counted: int
    drivers: IntArray
    shares: FloatArray
    outlook: int
    political: int


@compiled
def standing_out(
    published: NDArray[np.int64],
    weight: FloatArray,
    bias: FloatArray,
    story: IntArray,
    stories: int,
    position: IntArray,
    of_rates: IntArray,
    of_politics: IntArray,
    now: int,
    half_life_ns: float,
    count_undated: bool,
) -> StandingOut:
    """The events as they weigh at `now` (ns); the arrays are those of RelevantEvents.

    A story is as strong as weight x |bias| of its events together; what is equally strong stands in
    the order of `position`.
    """
    weighs = weights_at(published, weight, now, half_life_ns, count_undated)
    strength = weighs * np.abs(bias)
    force, pull, strongest = np.zeros(stories), np.zeros(stories), np.full(stories, -1)
    mass, pressure, lean = _sums(weighs[: published.size], bias)
    undated = _sums(weighs[published.size :], bias[published.size :])
    mass, pressure, lean = mass + undated[0], pressure + undated[1], lean + undated[2]
    whole_bias, confidence = opinion_of(mass, pressure, lean)
    counted = 0
    for row in range(weighs.size):
        pull[story[row]] += weighs[row] * bias[row]
        if weighs[row] > LEAST_WEIGHT:
            counted += 1
            force[story[row]] += strength[row]
            if _is_before(row, strongest[story[row]], strength, position):
                strongest[story[row]] = row
    drivers, shares = np.full(DRIVERS, -1), np.zeros(DRIVERS)
    for n in range(DRIVERS):
        best = _strongest_story(force, strongest, position)
        if best >= 0:
            drivers[n], shares[n] = strongest[best], pull[best] / max(mass, 1.0)
            strongest[best] = -1
    outlook = _strongest_of(of_rates, weighs, strength, position)
    political = _strongest_of(of_politics, weighs, strength, position)
    return StandingOut(whole_bias, confidence, counted, drivers, shares, outlook, political)


@compiled
def _sums(weighs: FloatArray, bias: FloatArray) -> tuple[float, float, float]:
    """The sums of weight, of weight x bias and of weight x |bias|, added in the order of rows."""
    mass = pressure = lean = 0.0
    for row in range(weighs.size):
        mass += weighs[row]
        pressure += weighs[row] * bias[row]
        lean += weighs[row] * abs(bias[row])
    return mass, pressure, lean


@compiled
def weights_at(
    published: NDArray[np.int64],
    weight: FloatArray,
    now: int,
    half_life_ns: float,
    count_undated: bool,
) -> FloatArray:
    """What each event weighs at `now` (ns); 0 where it is not known yet, or faded long ago.

    The arrays are those of RelevantEvents.
    """
    weighs = np.zeros(weight.size)
    first = np.searchsorted(published, now - NOTHING_LEFT * half_life_ns)
    for row in range(first, published.size):
        if published[row] > now:
            break
        weighs[row] = weight[row] * 0.5 ** ((now - published[row]) / half_life_ns)
    if count_undated:
        weighs[published.size :] = weight[published.size :]
    return weighs


@compiled
def _is_before(row: int, other: int, strength: FloatArray, position: IntArray) -> bool:
    """Whether a row goes before another one (-1: there is none yet)."""
    if other < 0 or strength[row] > strength[other]:
        return True
    return bool(strength[row] == strength[other] and position[row] < position[other])


@compiled
def _strongest_of(
    rows: IntArray, weighs: FloatArray, strength: FloatArray, position: IntArray
) -> int:
    """The strongest of some rows, -1 where none of them is spoken of."""
    best = -1
    for row in rows:
        if weighs[row] > LEAST_WEIGHT and _is_before(row, best, strength, position):
            best = row
    return best


@compiled
def _strongest_story(force: FloatArray, strongest: IntArray, position: IntArray) -> int:
    """The strongest story that has a strongest event, -1 where none has."""
    best = -1
    for story in range(force.size):
        if strongest[story] < 0:
            continue
        first = best < 0 or position[strongest[story]] < position[strongest[best]]
        if best < 0 or force[story] > force[best] or (force[story] == force[best] and first):
            best = story
    return best
