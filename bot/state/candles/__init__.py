"""Candles that are kept, stretch by stretch."""

from bot.state.candles.candle_store import ParquetCandleStore
from bot.state.candles.kept_parts import PartsFile

__all__ = [
    "ParquetCandleStore",
    "PartsFile",
]
