"""Candles from files: one reader for every layout, and a source that follows a file."""

from bot.market_data.files.client import CsvMarketDataClient
from bot.market_data.files.reader import read_candles_csv

__all__ = ["CsvMarketDataClient", "read_candles_csv"]
