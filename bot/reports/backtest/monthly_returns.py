"""What each calendar month of a run returned."""

from dataclasses import dataclass

import numpy as np

from bot.backtesting import BacktestResult
from bot.statistics import none_if_undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReturn:
    """A UTC month's return in percent; None where it began with nothing left."""

    year: int
    month: int
    return_pct: float | None

    def to_dict(self) -> dict[str, object]:
        """For JSON: the month as YYYY-MM."""
        return {"month": f"{self.year:04}-{self.month:02}", "return_pct": self.return_pct}


def monthly_returns(result: BacktestResult) -> list[MonthlyReturn]:
    """Equity at the month's last close over that of the month before (at first: the initial
    balance) - 1, for every month that has a candle; a candle belongs to the month it opens in."""
    months, equity = _month_ends(result)
    before = np.r_[result.initial_balance, equity[:-1]]
    return [
        MonthlyReturn(
            year=1970 + int(month) // 12,
            month=int(month) % 12 + 1,
            return_pct=return_pct(float(start), float(end)),
        )
        for month, start, end in zip(months, before, equity, strict=True)
    ]


def yearly_returns(result: BacktestResult) -> dict[int, float | None]:
    """Equity at each calendar year's last close over that of the year before - 1, in percent; None
    where a year began with nothing left."""
    months, equity = _month_ends(result)
    years: dict[int, float] = {
        1970 + int(m) // 12: float(e) for m, e in zip(months, equity, strict=True)
    }
    before = [result.initial_balance, *years.values()]
    return {
        year: return_pct(start, end)
        for (year, end), start in zip(years.items(), before, strict=False)
    }


def _month_ends(result: BacktestResult) -> tuple[np.ndarray, np.ndarray]:
    """The months since 1970 that have a candle, and the equity at the last close of each."""
    opened = result.decisions.candles.open_time
    first, last = opened[[0, -1]].astype("datetime64[ns]").astype("datetime64[M]")
    months = np.arange(first, last + 1)
    ends = np.searchsorted(opened, (months + 1).astype("datetime64[ns]").astype(np.int64))
    filled = np.diff(ends, prepend=0) > 0
    return months[filled].astype(np.int64), result.equity[ends[filled] - 1]


def return_pct(start: float, end: float) -> float | None:
    """end / start - 1 in percent; None where start is not above 0."""
    return none_if_undefined((end / start - 1.0) * 100.0) if start > 0.0 else None
