"""The price at which an account could have bought and held."""

from datetime import datetime

from bot.domain import CandleRecord, EquityPoint, StateStore, timeframe_delta


def first_open(store: StateStore) -> float | None:
    """The open of the account's first candle; None where candles were kept later than equity."""
    candle = next(store.stream(CandleRecord), None)
    point = next(store.stream(EquityPoint), None)
    if candle is None or point is None or _close_time(candle) != point.timestamp:
        return None
    return candle.candle.open


def _close_time(record: CandleRecord) -> datetime:
    return record.candle.open_time + timeframe_delta(record.timeframe)
