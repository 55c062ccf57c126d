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
    column_of: dict[int, str] = {}
    for name, column in mine.items():
        other = theirs[name]
        if not np.array_equal(column, other[first:stop], equal_nan=True):
            unlike = _unlike(column, other[first:stop], tolerance, _usual(other))
            for row in np.flatnonzero(unlike):
                column_of.setdefault(int(row), name)
    return [Difference(row=row, column=column_of[row]) for row in sorted(column_of)]


def difference_at(
    answers: Answers, row: int, other: Answers, other_row: int, tolerance: float
) -> str | None:
    """The first column in which a row is not the other answers' row, None for none.

    The usual size of a number is that in the columns of `other`; see `differences`.
    """
    mine, theirs = answers.columns, other.columns
    for name in (name for name in mine if name in theirs):
        a, b = mine[name][row : row + 1], theirs[name][other_row : other_row + 1]
        if not np.array_equal(a, b, equal_nan=True) and _unlike(
            a, b, tolerance, _usual(theirs[name])
        ):
            return name
    return None


def _usual(column: FloatArray) -> float:
    finite = np.abs(column[np.isfinite(column)])
    return float(np.median(finite)) if finite.size else 0.0


def _unlike(
    column: FloatArray, other: FloatArray, tolerance: float, usual: float
) -> NDArray[np.bool_]:
    size = np.maximum(np.maximum(np.abs(column), np.abs(other)), usual)
    near = np.abs(column - other) <= tolerance * size
    same: NDArray[np.bool_] = near | (column == other) | (np.isnan(column) & np.isnan(other))
    return ~same


def is_rounding(
    strategy: Strategy, candles: CandleArrays, row: int, other: Answers, other_row: int, size: float
) -> bool:
    """Whether `other` at its row is what the strategy says at `row` of nearly the same candles.

    Prices and volume are shaken a few times, by up to `size` of each: an answer within the range
    of what is said then lies at a tie, which rounding alone decides.
    """
    shaken: dict[str, list[float]] = {name: [] for name in other.columns}
    for seed in range(_SHAKEN_TIMES):
        answers = ask(strategy, _shaken(candles, size, seed))
        for name, column in answers.columns.items():
            shaken.setdefault(name, []).append(float(column[row]))
    return all(
        _is_among(float(column[other_row]), np.array(shaken[name]))
        for name, column in other.columns.items()
    )


def _is_among(value: float, said: FloatArray) -> bool:
    """Within twice the range of what was said, counted from its middle."""
    numbers = said[~np.isnan(said)]
    if np.isnan(value):
        return numbers.size < said.size
    if not numbers.size:
        return False
    middle, reach = (numbers.max() + numbers.min()) / 2, numbers.max() - numbers.min()
    return bool(abs(value - middle) <= reach + 1e-12 * abs(middle))


def _shaken(candles: CandleArrays, size: float, seed: int) -> CandleArrays:
    rng = np.random.default_rng(seed)
    factor, other = (1.0 + size * rng.uniform(-1.0, 1.0, len(candles)) for _ in range(2))
    columns = columns_of(candles)
    shaken = {name: columns[name] * factor for name in _PRICES}
    return with_columns(candles, {**shaken, "volume": candles.volume * other})
