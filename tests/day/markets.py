"""Real one-minute candles as the markets of one day."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bot.candles import COLUMNS
from bot.market_data import read_candles_csv
from bot.programs.exchange_simulator.market import CandleStrip
from bot.programs.exchange_simulator.market.candles import listed_candles

FIRST_OPEN = 1_704_067_200_000
"""When every market's first candle opens, in milliseconds: 2024 began."""
MINUTE = 60_000
HISTORY = 600
"""Minutes that a bot can see at its start: more than its decisions read."""
FILES = (
    ("BTC", "binance_BTCUSDT_1m_2023-01_2023-04.parquet"),
    ("ETH", "binance_ETHUSDT_1m_2024-07-26_08-25.parquet"),
    ("XBT", "bitfinex_BTCUSD_1m_2018Q4.parquet"),
    ("BUS", "binanceus_BTCUSDT_1m_2023-03.parquet"),
)
"""Files with minutes are few: further symbols are further stretches of them, under other names."""


@dataclass(frozen=True, kw_only=True)
class DayMarket:
    """A symbol with its minutes, moved to the day that all share; `began` is their own time."""

    symbol: str
    file: str
    began: pd.Timestamp
    strip: CandleStrip


def day_markets(folder: Path, symbols: int, candles: int) -> list[DayMarket]:
    """So many markets from the files in turn: HISTORY minutes, `candles` more and one to stand in.

    Each is a stretch without a gap that overlaps no other one.
    """
    markets = []
    for place, (base, name) in enumerate(FILES):
        count = len(range(place, symbols, len(FILES)))
        frame = read_candles_csv(folder / "ohlcv" / "crypto" / name, timeframe="1m")
        begins = _stretches(frame.index, HISTORY + candles + 1)
        chosen = begins[:: max(1, len(begins) // max(count, 1))][:count]
        if len(chosen) < count:
            raise ValueError(f"need {count} stretches in {name}, had {len(chosen)}")
        markets += [
            _market(f"{base}{number}/USDT", name, frame.iloc[begin : begin + HISTORY + candles + 1])
            for number, begin in enumerate(chosen, start=1)
        ]
    return markets


def _stretches(index: pd.DatetimeIndex, length: int) -> list[int]:
    """Where stretches of that many minutes begin that have no gap and do not overlap."""
    minutes = index.as_unit("s").asi8 // 60
    begins, begin = [], 0
    while begin + length <= len(minutes):
        gaps = np.flatnonzero(np.diff(minutes[begin : begin + length]) != 1)
        if len(gaps):
            begin += int(gaps[-1]) + 1
            continue
        begins.append(begin)
        begin += length
    return begins


def _market(symbol: str, file: str, frame: pd.DataFrame) -> DayMarket:
    strip = listed_candles("1m", FIRST_OPEN, frame[list(COLUMNS)].to_numpy())
    return DayMarket(symbol=symbol, file=file, began=frame.index[0], strip=strip)
