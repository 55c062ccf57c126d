"""Candles from Yahoo Finance; yfinance is imported by the first request."""

from bot.market_data.yahoo.client import YFinanceMarketDataClient
from bot.market_data.yahoo.frame import stamp_in_utc

__all__ = ["YFinanceMarketDataClient", "stamp_in_utc"]
