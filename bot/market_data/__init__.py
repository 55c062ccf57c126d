"""Sources of candles: files, Yahoo, a made-up market, a replay, one that keeps another's,
and one that symbols share.

yfinance is imported by the first request to Yahoo, so that nobody else waits for it.
"""

from bot.domain import sanitize_symbol_for_fs
from bot.market_data.files import CsvMarketDataClient, read_candles_csv
from bot.market_data.filling import backfill
from bot.market_data.kept import KeepingMarketDataClient
from bot.market_data.replay import ReplayMarketDataClient
from bot.market_data.shared_source import SharedSource
from bot.market_data.synthetic import SyntheticMarketDataClient
from bot.market_data.yahoo import YFinanceMarketDataClient

__all__ = [
    "CsvMarketDataClient",
    "KeepingMarketDataClient",
    "ReplayMarketDataClient",
    "SharedSource",
    "SyntheticMarketDataClient",
    "YFinanceMarketDataClient",
    "backfill",
    "read_candles_csv",
    "sanitize_symbol_for_fs",
]
