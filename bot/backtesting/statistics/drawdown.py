"""How far, how long and how often below the running peak."""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.rules.candle_arrays import CandleArrays, FloatArray, utc_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """The largest fall in rows: peak (-1: the initial balance), trough, and recovery if any.

    `share` is a fraction of the peak. Without a fall all rows are None.
    """

    share: float
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


def underwater(equity: FloatArray, initial_balance: float) -> FloatArray:
    """1 - equity / running peak at each row, the initial balance being the first peak."""
    return 1.0 - equity / np.maximum(np.maximum.accumulate(equity), initial_balance)


def largest_drawdown(equity: FloatArray, initial_balance: float) -> Drawdown:
    """The fall that is the largest share of its peak, the first where several are.

    The peak is the last row at the running peak before the trough; recovery the first row after
    the trough at or above it.
    """
    depth = underwater(equity, initial_balance)
    trough = int(np.argmax(depth))
    if not depth[trough] > 0.0:
        return Drawdown(share=0.0, peak_row=None, trough_row=None, recovery_row=None)
    at_peak = np.flatnonzero(depth[:trough] <= 0.0)
    recovered = np.flatnonzero(depth[trough:] <= 0.0)
    return Drawdown(
        share=float(depth[trough]),
        peak_row=int(at_peak[-1]) if at_peak.size else -1,
        trough_row=trough,
        recovery_row=trough + int(recovered[0]) if recovered.size else None,
    )


def ulcer_index(equity: FloatArray, initial_balance: float) -> float:
    """sqrt(mean of the squared drawdowns), in percent (Martin and McCann 1989).

    Averaged over all n closes; QuantStats divides by n - 1 and gives a fraction.
    """
    depth = underwater(equity, initial_balance) * 100.0
    return math.sqrt(float(np.mean(depth * depth)))


def drawdown_statistics(
    fall: Drawdown, equity: FloatArray, initial_balance: float, candles: CandleArrays
) -> DrawdownStatistics:
    """The fall with times in place of rows."""
    return DrawdownStatistics(
        max_drawdown_pct=fall.share * 100.0,
        started_at=_moment(fall.peak_row, candles),
        trough_at=_moment(fall.trough_row, candles),
        recovered_at=_moment(fall.recovery_row, candles),
        ulcer_index_pct=ulcer_index(equity, initial_balance),
    )


def _moment(row: int | None, candles: CandleArrays) -> datetime | None:
    if row is None:
        return None
    return utc_time(int(candles.open_time[0] if row < 0 else candles.close_time[row]))
