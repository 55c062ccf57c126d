"""One closed OHLCV interval."""

import hashlib
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

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that differ whenever the time or any number does."""
        numbers = (self.open, self.high, self.low, self.close, self.volume)
        text = f"{self.open_time.isoformat()} {' '.join(repr(float(n)) for n in numbers)}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]
