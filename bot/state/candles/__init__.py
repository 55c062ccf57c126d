"""Candles that are kept, stretch by stretch."""

from bot.state.candles.candle_store import ParquetCandleStore

__all__ = ["ParquetCandleStore"]
