"""Which candles a backtest or a research run is asked to use."""

import math
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain import AssetType, DataSource, guess_asset_type, require, timeframe_delta
from bot.domain.errors import ConfigError

SOURCES = (DataSource.SYNTHETIC, DataSource.CSV, DataSource.EXCHANGE, DataSource.YAHOO)
"""A replay is the file's candles again, one after the other: a backtest reads them at once."""
_EVERY_SYNTHETIC = 10_000_000  # the synthetic market gives what it has


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRequest:
    """Which candles: those that open from `start` on and before `end`, the newest `lookback`.

    They are traded; those before them are read by every decision.

    `start`, `end` and `lookback` may be None (unbounded); `csv` belongs to the source csv, `seed`
    to synthetic, `exchange_id` to exchange. `asset_type` is what was stated of the market;
    None goes by the symbol.
    """

    symbol: str
    timeframe: str
    source: DataSource
    seed: int
    exchange_id: str
    csv: Path | None = None
    lookback: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    asset_type: AssetType | None = None

    def __post_init__(self) -> None:
        if self.start and self.end:
            require(self.start < self.end, "--start before --end", f"{self.start} and {self.end}")
        if self.source is DataSource.CSV and self.csv is None:
            raise ConfigError("need --csv FILE with the source csv, was none")
        if self.source.is_remote and self.lookback is None and self.start is None:
            raise ConfigError(
                f"need a number for --lookback or a --start with the source {self.source}, was all"
            )

    @property
    def never_closes(self) -> bool:
        """Whether the market is known to trade round the clock."""
        return (self.asset_type or guess_asset_type(self.symbol)).never_closes

    @property
    def described(self) -> str:
        """The source in words."""
        if self.source is DataSource.SYNTHETIC:
            return f"synthetic: invented candles, seed {self.seed}"
        if self.source is DataSource.EXCHANGE:
            return f"exchange {self.exchange_id}"
        if self.csv is None or self.source is not DataSource.CSV:
            return str(self.source)
        # a file's name is bytes; those that are no text are shown as \xff
        return f"csv {os.fsencode(self.csv).decode(errors='backslashreplace')}"


def newest_wanted(request: CandleRequest, now: datetime) -> int:
    """How many of the newest candles reach back to the first that is asked for."""
    length = timeframe_delta(request.timeframe)
    if request.start is not None:
        return max(1, math.ceil((now - request.start) / length))
    if request.lookback is None:
        return _EVERY_SYNTHETIC
    later = 0 if request.end is None else max(0, math.ceil((now - request.end) / length))
    return request.lookback + later
