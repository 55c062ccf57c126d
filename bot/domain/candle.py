"""One closed OHLCV interval."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candle:
    """A closed candle, stamped by its open time (aware UTC)."""

    open_time: datetime
    open: float
    high: float
    low: float
    close: float
    volume: float
