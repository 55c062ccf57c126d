"""The newest records of histories as rows of numbers, kept from one request to the next."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.arrays import FloatArray
from bot.domain import CandleRecord, EquityPoint, Page, StateStore, Trade, timeframe_delta

MOST_ROWS = 100_000
"""Rows of one history: beyond them only the newest are read and kept."""
_MOST_TOGETHER = 200_000
_FEWEST_ROWS = 1_000
_FIRST_LOOK = 16


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers, oldest first; `is_whole` False: older records exist that were not read."""

    values: FloatArray
    is_whole: bool

    @property
    def last(self) -> float | None:
        """The first column of the newest row: what tells records apart, and ascends."""
        return float(self.values[-1, 0]) if len(self.values) else None


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: object
    rows: Rows


def equity_row(point: EquityPoint) -> tuple[float, ...]:
    """Seconds since the epoch, equity, balance."""
    return point.timestamp.timestamp(), point.equity, point.balance


def trade_row(trade: Trade) -> tuple[float, ...]:
    """Seconds since the epoch of entry and exit, P&L after fees, fees."""
    return trade.entry_time.timestamp(), trade.exit_time.timestamp(), trade.pnl, trade.fees


def candle_row(record: CandleRecord) -> tuple[float, ...]:
    """Seconds since the epoch at which it closed, and its close."""
    closed_at = record.candle.open_time + timeframe_delta(record.timeframe)
    return closed_at.timestamp(), record.candle.close


_ROWS_OF: dict[type, tuple[Callable[[Any], tuple[float, ...]], int]] = {
    EquityPoint: (equity_row, 3),
    Trade: (trade_row, 4),
    CandleRecord: (candle_row, 2),
}


@dataclass(slots=True)
class RecordsRead:
    """Rows by symbol and kind of record; a history that grew is read back to what is kept."""

    _kept: dict[tuple[str, type], _Kept] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def rows(self, store: StateStore, symbol: str, kind: type, *, symbols: int) -> Rows:
        """The newest rows of one of so many `symbols`: each has an equal part of the memory."""
        most = min(MOST_ROWS, max(_FEWEST_ROWS, _MOST_TOGETHER // max(symbols, 1)))
        with self._lock:
            stamp, kept = store.stamp, self._kept.get((symbol, kind))
            if kept is not None and kept.stamp == stamp:
                return kept.rows
            before = None if kept is None else kept.rows
            rows = _added(store, kind, before, most) or _read(store, kind, most)
            self._kept[symbol, kind] = _Kept(stamp, rows)
            return rows


def _read(store: StateStore, kind: type, most: int) -> Rows:
    """The newest rows of a history."""
    page: Page[Any] = store.page(kind, most)
    return Rows(_values(kind, page.items), page.older is None)


def _added(store: StateStore, kind: type, before: Rows | None, most: int) -> Rows | None:
    """The rows with those of newer records; None where the history does not go on from them."""
    if before is None or before.last is None:
        return None
    look = _FIRST_LOOK
    while look <= most:
        page: Page[Any] = store.page(kind, look)
        values = _values(kind, page.items)
        same = np.flatnonzero(values[:, 0] == before.last)
        if len(same):
            return _joined(before, values[same[0] :], most)
        if page.older is None or values[0, 0] < before.last:
            return None
        look *= 8
    return None


def _joined(before: Rows, newest: FloatArray, most: int) -> Rows | None:
    """The rows and what follows the last of them; None where that is another record by now."""
    if not np.array_equal(newest[0], before.values[-1]):
        return None
    joined = np.concatenate([before.values, newest[1:]])
    return Rows(joined[-most:], before.is_whole and len(joined) <= most)


def _values(kind: type, newest_first: list[Any]) -> FloatArray:
    row, columns = _ROWS_OF[kind]
    rows = [row(record) for record in reversed(newest_first)]
    return np.array(rows, dtype=np.float64).reshape(-1, columns)
