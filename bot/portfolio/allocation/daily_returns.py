"""Accounts on markets of different calendars, as returns of the same UTC days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray

DAYS_PER_YEAR = 365.0
"""Every calendar day counts, weekends included: a day without a session has a return of 0."""

_DAY_NS = 86_400_000_000_000
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True)
class DailyValues:
    """What an account was worth at the end of each UTC day, without a gap.

    `first_day` is the day of row 0, in days since 1970.
    """

    symbol: str
    first_day: int
    values: FloatArray

    @property
    def end_day(self) -> int:
        """The day after the last."""
        return self.first_day + len(self.values)


@dataclass(frozen=True, kw_only=True)
class CommonDays:
    """Daily returns of accounts on the same days, shape (days, assets); `first_day` as above."""

    symbols: tuple[str, ...]
    first_day: int
    returns: FloatArray

    def day(self, row: int) -> date:
        """The UTC day of a row."""
        return day_of(self.first_day + row)


def daily_values(symbol: str, close_time: NDArray[np.int64], equity: FloatArray) -> DailyValues:
    """Equity at each candle's close (ns since the epoch, ascending) as one value a UTC day.

    A day's value is that of its last candle that closed by midnight UTC (a candle that closes at
    midnight belongs to the day it ends); a day in which none closed keeps the value before it. The
    last day, which may not be over, is left out unless a candle closed at its midnight.
    """
    days = (close_time - 1) // _DAY_NS
    last = int(days[-1]) if int(close_time[-1]) % _DAY_NS == 0 else int(days[-1]) - 1
    wanted = np.arange(int(days[0]), last + 1)
    return DailyValues(
        symbol=symbol,
        first_day=int(days[0]),
        values=equity[np.searchsorted(days, wanted, side="right") - 1],
    )


def common_days(accounts: Sequence[DailyValues]) -> CommonDays:
    """Returns of the days that all accounts have: from the latest first day to the earliest last.

    The first common day is the base and has no return. An account that is worth nothing returns 0.
    """
    first = max(account.first_day for account in accounts)
    end = max(min(account.end_day for account in accounts), first)
    values = np.column_stack(
        [account.values[max(first - account.first_day, 0) :][: end - first] for account in accounts]
    )
    before, after = values[:-1], values[1:]
    returns = np.divide(after, before, out=np.ones_like(after), where=before > 0.0) - 1.0
    return CommonDays(
        symbols=tuple(account.symbol for account in accounts),
        first_day=first + 1,
        returns=returns,
    )


def day_of(number: int) -> date:
    """The UTC day of a count of days since 1970."""
    return _EPOCH + timedelta(days=number)
