"""Saturdays: the one day on which markets that close hold no session."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_SATURDAY = 2  # of the days since 1970, a Thursday, modulo 7


class Saturdays(NamedTuple):
    """The Saturdays (UTC) that a time holds whole, and on how many of them candles opened."""

    whole: int
    traded: int

    @property
    def are_open(self) -> bool:
        """Whether the market goes on over Saturdays."""
        return 2 * self.traded > self.whole

    @property
    def are_closed(self) -> bool:
        """Whether it surely rests: one Saturday without a candle may be an outage."""
        return self.whole > 1 and not self.traded


def saturdays_of(times: npt.NDArray[np.int64], step: int, day: int) -> Saturdays:
    """Of ascending open times since 1970 `step` apart; `day` is a day's length in their unit.

    None are counted where a candle is longer than a day.
    """
    if step > day or not len(times):
        return Saturdays(0, 0)
    first, end = -(-int(times[0]) // day), (int(times[-1]) + step) // day
    saturdays = np.arange(first + (_SATURDAY - first) % 7, end, 7) * day
    opened = np.searchsorted(times, saturdays + day) - np.searchsorted(times, saturdays)
    return Saturdays(len(saturdays), int(np.count_nonzero(opened)))
