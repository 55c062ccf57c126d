"""The candles that a backtest is asked to use."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain import DataSource, MarketDataClient, require, rfc3339, timeframe_delta
from bot.domain.errors import ConfigError, DataError, MarketDataError

if TYPE_CHECKING:
    import pandas as pd

    CsvReader = Callable[[Path], pd.DataFrame]


SOURCES = (DataSource.SYNTHETIC, DataSource.CSV, DataSource.EXCHANGE, DataSource.YAHOO)
"""A replay is the file's candles again, one after the other: a backtest reads them at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRequest:
    """Which candles: those that open from `start` on and before `end`, the newest `lookback`.

    `start`, `end` and `lookback` may be None (unbounded); `csv` belongs to the source csv, `seed`
    to synthetic, `exchange_id` to exchange.
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

    def __post_init__(self) -> None:
        if self.start and self.end:
            require(self.start < self.end, "--start before --end", f"{self.start} and {self.end}")
        if self.source is DataSource.CSV and self.csv is None:
            raise ConfigError("need --csv FILE with the source csv, was none")
        remote = self.source in (DataSource.EXCHANGE, DataSource.YAHOO)
        if remote and self.lookback is None and self.start is None:
            raise ConfigError(
                f"need a number for --lookback or a --start with the source {self.source}, was all"
            )

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


def load_candles(
    request: CandleRequest, read_csv: "CsvReader", source: Callable[[], MarketDataClient]
) -> "pd.DataFrame":
    """The checked frame; DataError where nothing is left, ExchangeError where none can be had.

    `source` makes the adapter of every source but csv.
    """
    if request.source is DataSource.CSV and request.csv is not None:
        return _window(_of_file(request, request.csv, read_csv), request)
    client = source()
    limit = newest_wanted(request, client.now())
    return _window(client.fetch_ohlcv(request.symbol, request.timeframe, limit), request)


def newest_wanted(request: CandleRequest, now: datetime) -> int:
    """How many of the newest candles reach back to the first that is asked for."""
    length = timeframe_delta(request.timeframe)
    if request.start is not None:
        return max(1, math.ceil((now - request.start) / length))
    if request.lookback is None:
        return _EVERY_SYNTHETIC
    later = 0 if request.end is None else max(0, math.ceil((now - request.end) / length))
    return request.lookback + later


_EVERY_SYNTHETIC = 10_000_000  # the synthetic market gives what it has


def _of_file(request: CandleRequest, file: Path, read_csv: "CsvReader") -> "pd.DataFrame":
    from bot.candles import refuse_other_timeframe

    candles = read_csv(file)
    refuse_other_timeframe(candles, request.timeframe, str(file))
    return candles


def _window(candles: "pd.DataFrame", request: CandleRequest) -> "pd.DataFrame":
    index = candles.index
    first = 0 if request.start is None else int(index.searchsorted(request.start))
    last = len(index) if request.end is None else int(index.searchsorted(request.end))
    if first >= last:
        raise MarketDataError(
            f"need candles {_span(request)}, had those from {rfc3339(index[0])}"
            f" to {rfc3339(index[-1])}: choose --start and --end among them"
        )
    if request.lookback is not None:
        first = max(first, last - request.lookback)
    return candles.iloc[first:last]


def _span(request: CandleRequest) -> str:
    start = f"from {rfc3339(request.start)}" if request.start else ""
    end = f"before {rfc3339(request.end)}" if request.end else ""
    return " and ".join(filter(None, (start, end)))


def timeframe_of_file(csv: Path | None, read_csv: "CsvReader") -> str | None:
    """The timeframe of a file's candles; None without a file or where they do not tell."""
    if csv is None:
        return None
    from bot.candles import infer_timeframe

    candles = read_csv(csv)
    try:
        return infer_timeframe(candles)
    except DataError:
        return None  # a single candle: the usual timeframe is as good as any
