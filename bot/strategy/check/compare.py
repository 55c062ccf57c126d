"""Whether answers about fewer candles are those about more, rounding aside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.strategy.check.answers import Answers, Misbehaved, ask
from bot.strategy.check.columns import columns_of, with_columns
from bot.strategy.protocol import Strategy

_PRICES = ("open", "high", "low", "close")
_SHAKEN_TIMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first row (of the shorter answers) and the column that are not the same."""

    row: int
    column: str


def differences(
    shorter: Answers, longer: Answers, first: int, tolerance: float
) -> list[Difference]:
    """Where `shorter` is not `longer` from its row `first` on; one column for each such row.

    A number differs by more than `tolerance` of its size or of its column's usual size; NaN equals
    NaN only. Misbehaved where they have not the same named values.
    """
    mine, theirs = shorter.columns, longer.columns
    if mine.keys() != theirs.keys():
        raise Misbehaved(
            f"its named values depend on the candles: {', '.join(mine)} for {len(shorter):,}"
            f" candles, {', '.join(theirs)} for {len(longer):,}",
            "return the same names in `values` whatever the candles are",
        )
    stop = first + len(shorter)
    found: dict[int, str] = {}
    for name, one in mine.items():
        other = theirs[name]
        if not np.array_equal(one, other[first:stop], equal_nan=True):
            for row in np.flatnonzero(_unlike(one, other[first:stop], tolerance, _usual(other))):
                found.setdefault(int(row), name)
    return [Difference(row=row, column=found[row]) for row in sorted(found)]


def difference_at(
    one: Answers, row: int, other: Answers, other_row: int, tolerance: float
) -> str | None:
    """The first column in which a row of one is not that row of the other, None for none.

    The usual size of a number is that in the columns of `other`; see `differences`.
    """
    mine, theirs = one.columns, other.columns
    for name in (name for name in mine if name in theirs):
        a, b = mine[name][row : row + 1], theirs[name][other_row : other_row + 1]
        if not np.array_equal(a, b, equal_nan=True) and _unlike(
            a, b, tolerance, _usual(theirs[name])
        ):
            return name
    return None


def _usual(column: FloatArray) -> float:
    known = np.abs(column[np.isfinite(column)])
    return float(np.median(known)) if known.size else 0.0


def _unlike(
    one: FloatArray, other: FloatArray, tolerance: float, usual: float
) -> NDArray[np.bool_]:
    size = np.maximum(np.maximum(np.abs(one), np.abs(other)), usual)
    near = np.abs(one - other) <= tolerance * size
    same: NDArray[np.bool_] = near | (one == other) | (np.isnan(one) & np.isnan(other))
    return ~same


def is_rounding(
    strategy: Strategy, candles: CandleArrays, row: int, other: Answers, other_row: int, size: float
) -> bool:
    """Whether `other` at its row is what the strategy says at `row` of nearly the same candles.

    Prices and volume are shaken by one part in 1 / `size`, some times: an answer within what comes
    out of that lies at a tie, which rounding alone decides.
    """
    heard: dict[str, list[float]] = {name: [] for name in other.columns}
    for seed in range(_SHAKEN_TIMES):
        answers = ask(strategy, _shaken(candles, size, seed))
        for name, column in answers.columns.items():
            heard.setdefault(name, []).append(float(column[row]))
    return all(
        _is_among(float(column[other_row]), np.array(heard[name]))
        for name, column in other.columns.items()
    )


def _is_among(value: float, heard: FloatArray) -> bool:
    """Within twice the range of what was heard, counted from its middle."""
    known = heard[~np.isnan(heard)]
    if np.isnan(value):
        return known.size < heard.size
    if not known.size:
        return False
    middle, reach = (known.max() + known.min()) / 2, known.max() - known.min()
    return bool(abs(value - middle) <= reach + 1e-12 * abs(middle))


def _shaken(candles: CandleArrays, size: float, seed: int) -> CandleArrays:
    rng = np.random.default_rng(seed)
    factor, other = (1.0 + size * rng.uniform(-1.0, 1.0, len(candles)) for _ in range(2))
    columns = columns_of(candles)
    shaken = {name: columns[name] * factor for name in _PRICES}
    return with_columns(candles, {**shaken, "volume": candles.volume * other})
