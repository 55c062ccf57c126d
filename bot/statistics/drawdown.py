"""How far, how long and how often below the running peak."""

import math
from dataclasses import dataclass
from datetime import datetime

from bot.arrays import FloatArray, utc_time
from bot.candles import CandleArrays
from bot.compiled import compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """The largest fall in rows: peak (-1: the initial balance), trough, and recovery if any.

    `share` is a fraction of the peak. Without a fall all rows are None. `mean_square` is that of
    every row's fall, squared fractions.
    """

    share: float
    mean_square: float
    peak_row: int | None
    trough_row: int | None
    recovery_row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawdownStatistics:
    """The largest fall with its times (closes of candles), and the Ulcer index in percent.

    `started_at` is the peak before the fall (the first candle's open where that is the initial
    balance), `recovered_at` the first close at that peak again, None until then.
    """

    max_drawdown_pct: float
    started_at: datetime | None
    trough_at: datetime | None
    recovered_at: datetime | None
    ulcer_index_pct: float


def largest_drawdown(equity: FloatArray, initial_balance: float) -> Drawdown:
    """The fall that is the largest share of its peak, the first where several are.

    The peak is the last row at the running peak before the trough; recovery the first row after
    the trough at or above it.
    """
    share, peak_row, trough_row, recovery_row, mean_square = _fall(equity, initial_balance)
    fell = share > 0.0
    return Drawdown(
        share=share,
        mean_square=mean_square,
        peak_row=peak_row if fell else None,
        trough_row=trough_row if fell else None,
        recovery_row=recovery_row if fell and recovery_row >= 0 else None,
    )


@compiled
def _fall(equity: FloatArray, initial_balance: float) -> tuple[float, int, int, int, float]:
    """The fields of Drawdown in one pass; a recovery of -1 has not come."""
    peak, at_peak = initial_balance, -1
    share, peak_row, trough_row, recovery_row = 0.0, -1, -1, -1
    squares = 0.0
    for t in range(equity.size):
        if equity[t] >= peak:
            peak, at_peak = equity[t], t
            if recovery_row < 0 and share > 0.0:
                recovery_row = t
            continue
        depth = 1.0 - equity[t] / peak
        squares += depth * depth
        if depth > share:
            share, peak_row, trough_row, recovery_row = depth, at_peak, t, -1
    return share, peak_row, trough_row, recovery_row, squares / equity.size


def ulcer_index(fall: Drawdown) -> float:
    """sqrt(mean of the squared drawdowns), in percent (Martin and McCann 1989).

    Averaged over all n closes; QuantStats divides by n - 1 and gives a fraction.
    """
    return math.sqrt(fall.mean_square) * 100.0


def drawdown_statistics(fall: Drawdown, candles: CandleArrays) -> DrawdownStatistics:
    """The fall with times in place of rows."""
    return DrawdownStatistics(
        max_drawdown_pct=fall.share * 100.0,
        started_at=_moment(fall.peak_row, candles),
        trough_at=_moment(fall.trough_row, candles),
        recovered_at=_moment(fall.recovery_row, candles),
        ulcer_index_pct=ulcer_index(fall),
    )


def _moment(row: int | None, candles: CandleArrays) -> datetime | None:
    if row is None:
        return None
    return utc_time(int(candles.open_time[0] if row < 0 else candles.close_time[row]))
