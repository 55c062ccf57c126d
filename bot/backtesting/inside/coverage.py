"""How far finer candles are those of the coarse ones: of the same time and of the same market."""

from typing import NamedTuple

import numpy as np

from bot.backtesting.inside.detail import Detail
from bot.domain.errors import DataError


class Coverage(NamedTuple):
    """Of so many coarse candles `covered` have finer ones, and in `outside` of these the finer
    ones trade above its high or below its low, so that none of them is read.
    """

    candles: int
    covered: int
    outside: int


def coverage_of(detail: Detail) -> Coverage:
    """DataError where no coarse candle has a finer one, and where in most of those that have some
    the finer ones are at prices outside it: they are another market's.
    """
    outside = int(np.count_nonzero(detail.outside))
    covered = outside + int(np.count_nonzero(np.diff(detail.first)))
    if not covered:
        raise DataError(
            "need finer candles inside those that are backtested, found none: take those of the"
            " same time"
        )
    if 2 * outside > covered:
        raise DataError(
            f"need finer candles of the same market, were at prices outside the candle around them"
            f" in {outside} of {covered}: take those of the same symbol, source and time zone"
        )
    return Coverage(len(detail.outside), covered, outside)
