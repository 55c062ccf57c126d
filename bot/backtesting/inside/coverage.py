"""How far finer candles are those of the coarse ones: of the same time and of the same market."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting.inside.detail import Detail
from bot.candles import CandleArrays
from bot.domain.errors import DataError

_ROUNDING = 1e-9


class Coverage(NamedTuple):
    """Of so many coarse candles `covered` have finer ones, and in `outside` of these the finer
    ones trade above its high or below its low.
    """

    candles: int
    covered: int
    outside: int


def coverage_of(candles: CandleArrays, detail: Detail) -> Coverage:
    """DataError where no coarse candle has a finer one, and where in most of those that have some
    the finer ones trade at no price of it: they are another market's.
    """
    rows = np.flatnonzero(np.diff(detail.first))
    if not len(rows):
        raise DataError(
            "need finer candles inside those that are backtested, found none: take those of the"
            " same time"
        )
    highest, lowest = _extremes(detail, rows)
    high, low = candles.high[rows], candles.low[rows]
    apart = int(np.count_nonzero((lowest > high) | (highest < low)))
    if 2 * apart > len(rows):
        raise DataError(
            f"need finer candles of the same market, were at no price of the candle around them in"
            f" {apart} of {len(rows)}: take those of the same symbol"
        )
    outside = (highest > high * (1.0 + _ROUNDING)) | (lowest < low * (1.0 - _ROUNDING))
    return Coverage(len(candles), len(rows), int(np.count_nonzero(outside)))


def _extremes(detail: Detail, rows: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
    """The highest high and the lowest low of the finer candles inside each of some rows."""
    begin, end = int(detail.first[0]), int(detail.first[-1])
    starts = detail.first[rows] - begin
    highest = np.maximum.reduceat(detail.high[begin:end], starts)
    return highest, np.minimum.reduceat(detail.low[begin:end], starts)
