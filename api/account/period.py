"""UTC days, weeks that begin on Monday, and months, as numbers that follow each other."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import numpy as np

from bot.arrays import FloatArray, IntArray

_DAY_SECONDS = 86_400.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MONDAY = 4  # 1970-01-05, counted in days from the epoch


class Period(StrEnum):
    """What money is summed over."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def numbers(self, days: IntArray) -> IntArray:
        """The number of the period that each day (counted from the epoch) lies in."""
        if self is Period.DAY:
            return days
        if self is Period.WEEK:
            return (days - _FIRST_MONDAY) // 7
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)

    def start(self, number: int) -> datetime:
        """When the period of a number begins; it ends where the next one begins."""
        if self is Period.DAY:
            return _EPOCH + timedelta(days=number)
        if self is Period.WEEK:
            return _EPOCH + timedelta(days=number * 7 + _FIRST_MONDAY)
        return datetime(1970 + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def days_that_close(seconds: FloatArray) -> IntArray:
    """The day in which a candle that closes then (seconds since the epoch) lies.

    One that closes at midnight is the last of the day before.
    """
    days: IntArray = np.ceil(seconds / _DAY_SECONDS).astype(np.int64) - 1
    return days


def days_that_open(seconds: FloatArray) -> IntArray:
    """The day in which a candle that opens then lies."""
    days: IntArray = np.floor(seconds / _DAY_SECONDS).astype(np.int64)
    return days
