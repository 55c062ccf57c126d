"""One closed OHLCV interval."""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candle:
    """A closed candle, stamped by its open time (aware UTC); volume is NaN where there is none."""

    open_time: datetime
    open: float
    high: float
    low: float
    close: float
    volume: float

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that differ whenever the time or any number does.

        No volume counts as one of 0, as it did where older records were written.
        """
        volume = 0.0 if math.isnan(self.volume) else self.volume
        numbers = (self.open, self.high, self.low, self.close, volume)
        text = f"{self.open_time.isoformat()} {' '.join(repr(float(n)) for n in numbers)}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]
