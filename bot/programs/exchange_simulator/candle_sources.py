"""Candles from files and made-up ones, as strips; pandas loads with this module."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from bot.candles import COLUMNS, infer_timeframe
from bot.market_data import SyntheticMarketDataClient, read_candles_csv
from bot.programs.exchange_simulator.market import CandleStrip

_AT_ONCE = 1024
_FIRST = 3_000


def candles_of_file(path: Path, timeframe: str | None) -> CandleStrip:
    """The candles of a file; DataError where it has none that can be read."""
    frame = read_candles_csv(path, timeframe=timeframe)
    strip = CandleStrip(timeframe or infer_timeframe(frame))
    _append(strip, frame)
    return strip


def synthetic_candles(symbol: str, timeframe: str, seed: int) -> CandleStrip:
    """The made-up market of a seed; its candles never end."""
    market = SyntheticMarketDataClient(
        symbol=symbol, timeframe=timeframe, seed=seed, history=_FIRST
    )

    def grow(strip: CandleStrip) -> None:
        for _ in range(_AT_ONCE):
            market.advance()
        _append(strip, market.fetch_ohlcv(symbol, timeframe, _AT_ONCE))

    strip = CandleStrip(timeframe, grow)
    _append(strip, market.fetch_ohlcv(symbol, timeframe, _FIRST))
    return strip


def _append(strip: CandleStrip, frame: pd.DataFrame) -> None:
    opens = frame.index.tz_convert(UTC).as_unit("ms").asi8
    for open_time, row in zip(opens, frame[list(COLUMNS)].to_numpy(), strict=True):
        strip.append(row, int(open_time))


def milliseconds(moment: datetime) -> int:
    """A moment as exchanges count it."""
    return round(moment.timestamp() * 1000)
