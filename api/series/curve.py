"""An account's equity at each candle's close, and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from api.schemas import EquityView
from bot.arrays import FloatArray, decimated_rows
from bot.domain import CandleRecord, EquityPoint, StateStore, timeframe_delta

MOST_POINTS_READ = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCurve:
    """Oldest first; arrays of one length, NaN where a number is unknown.

    `buy_and_hold` is the initial balance put in at the open of the account's first candle, without
    costs. `drawdown_pct` (<= 0) is below the highest equity before, the initial balance included.
    `is_whole` is false where older points are on record that were not read; the peaks are then
    those of the points that were.
    """

    timestamps: tuple[datetime, ...]
    equity: FloatArray
    balance: FloatArray
    buy_and_hold: FloatArray
    drawdown_pct: FloatArray
    is_whole: bool


def account_curve(store: StateStore, initial_balance: float) -> AccountCurve:
    """The curve of a symbol's account, of the newest 100,000 points at most."""
    newest_first = store.equity(MOST_POINTS_READ + 1)
    points = newest_first[MOST_POINTS_READ - 1 :: -1]
    equity = np.array([point.equity for point in points], dtype=np.float64)
    return AccountCurve(
        timestamps=tuple(point.timestamp for point in points),
        equity=equity,
        balance=np.array([point.balance for point in points], dtype=np.float64),
        buy_and_hold=_held(store, points, initial_balance),
        drawdown_pct=drawdown_pct(equity, initial_balance),
        is_whole=len(points) == len(newest_first),
    )


def curve_points(curve: AccountCurve, max_points: int) -> list[EquityView]:
    """At most that many points, oldest first; first, last and the extremes of equity are kept."""
    return [
        EquityView(
            timestamp=curve.timestamps[row],
            equity=float(curve.equity[row]),
            balance=float(curve.balance[row]),
            buy_and_hold=float(curve.buy_and_hold[row]),
            drawdown_pct=float(curve.drawdown_pct[row]),
        )
        for row in decimated_rows(curve.equity, max_points)
    ]


def drawdown_pct(equity: FloatArray, initial_balance: float) -> FloatArray:
    """How far each value lies below the highest before it, the first balance included, in percent.

    Row t reads rows <= t.
    """
    peaks = np.fmax.accumulate(np.fmax(equity, initial_balance)) if len(equity) else equity
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.minimum((equity / peaks - 1.0) * 100.0, 0.0)


def _held(store: StateStore, points: Sequence[EquityPoint], initial_balance: float) -> FloatArray:
    """What the initial balance came to where it bought at the first open and held."""
    bought_at = first_open(store)
    if bought_at is None:
        return np.full(len(points), np.nan)
    records = store.candles(len(points))
    closes = {_close_time(record): record.candle.close for record in records}
    quotes = [closes.get(point.timestamp, np.nan) for point in points]
    return np.array(quotes, dtype=np.float64) * (initial_balance / bought_at)


def first_open(store: StateStore) -> float | None:
    """The open of the account's first candle; None where candles were kept later than equity."""
    candle = next(store.stream(CandleRecord), None)
    point = next(store.stream(EquityPoint), None)
    if candle is None or point is None or _close_time(candle) != point.timestamp:
        return None
    return candle.candle.open


def _close_time(record: CandleRecord) -> datetime:
    return record.candle.open_time + timeframe_delta(record.timeframe)
